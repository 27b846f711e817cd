import { type DType, dtypeBytes, type Shape, type TypedArray } from "@hyrax/core";

/** Unsigned integers of 1, 2 or 4 bytes: what elements are when they are only moved. */
export type Words = Uint8Array | Uint16Array | Uint32Array;

/** How many words an element is moved as: 64-bit elements are two, complex128 is four. */
export function wordsPerElement(dtype: DType): number {
  return Math.max(1, dtypeBytes(dtype) / 4);
}

/** The memory of an array as words, so that loops that move elements see three classes of arrays and no bigints. */
export function asWords(x: TypedArray, dtype: DType): Words {
  switch (dtypeBytes(dtype)) {
    case 0:
    case 1:
      return x instanceof Uint8Array ? x : new Uint8Array(x.buffer, x.byteOffset, x.byteLength);
    case 2:
      return x instanceof Uint16Array ? x : new Uint16Array(x.buffer, x.byteOffset, x.byteLength / 2);
    default:
      return x instanceof Uint32Array ? x : new Uint32Array(x.buffer, x.byteOffset, x.byteLength / 4);
  }
}

/** For each axis of a row-major array, how many elements lie between neighbours along it. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** Copies the elements of an index space from one array to another; the offsets are in elements. */
export type StridedCopy = (from: Words, fromOffset: number, to: Words, toOffset: number) => void;

interface Loop {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The copy of an index space of this shape, where a step along each axis moves by the given numbers of elements in the
 * source and in the target. Axes that follow each other in memory on both sides are run through as one.
 */
export function stridedCopy(
  shape: Shape,
  fromStrides: readonly number[],
  toStrides: readonly number[],
  words: number,
): StridedCopy {
  if (shape.includes(0)) return () => {};
  let loops: Loop[] = [];
  shape.forEach((size, axis) => {
    if (size !== 1) loops.push({ size, from: fromStrides[axis]! * words, to: toStrides[axis]! * words });
  });
  if (words > 1) loops.push({ size: words, from: 1, to: 1 });
  loops = loops.reduce<Loop[]>((merged, inner) => {
    const outer = merged.at(-1);
    if (outer && outer.from === inner.from * inner.size && outer.to === inner.to * inner.size) {
      merged[merged.length - 1] = { size: outer.size * inner.size, from: inner.from, to: inner.to };
    } else merged.push(inner);
    return merged;
  }, []);
  const inner = loops.pop() ?? { size: 1, from: 1, to: 1 };
  const outer = loops.pop() ?? { size: 1, from: 0, to: 0 };
  const copy = innerCopy(outer, inner);
  const nested = loops.reduceRight<StridedCopy>(
    (next, loop) => (from, fromOffset, to, toOffset) => {
      for (let i = 0; i < loop.size; i++) next(from, fromOffset + i * loop.from, to, toOffset + i * loop.to);
    },
    copy,
  );
  return words === 1
    ? nested
    : (from, fromOffset, to, toOffset) => nested(from, fromOffset * words, to, toOffset * words);
}

/** Beyond so many words a block copy is faster than a loop. */
const LONG_RUN = 48;

function innerCopy(outer: Loop, inner: Loop): StridedCopy {
  if (inner.from === 1 && inner.to === 1 && inner.size >= LONG_RUN) {
    return (from, fromOffset, to, toOffset) => {
      for (let i = 0; i < outer.size; i++) {
        const start = fromOffset + i * outer.from;
        to.set(from.subarray(start, start + inner.size), toOffset + i * outer.to);
      }
    };
  }
  if (inner.from === 0 && inner.to === 1 && inner.size >= LONG_RUN) {
    return (from, fromOffset, to, toOffset) => {
      for (let i = 0; i < outer.size; i++) {
        const at = toOffset + i * outer.to;
        to.fill(from[fromOffset + i * outer.from]!, at, at + inner.size);
      }
    };
  }
  // The longer of the two loops goes inside.
  const [first, second] = inner.size >= outer.size ? [outer, inner] : [inner, outer];
  return (from, fromOffset, to, toOffset) => {
    for (let i = 0; i < first.size; i++) {
      let source = fromOffset + i * first.from;
      let target = toOffset + i * first.to;
      for (let j = 0; j < second.size; j++) {
        to[target] = from[source]!;
        source += second.from;
        target += second.to;
      }
    }
  };
}

/** Calls `visit` for each place of an index space, in row-major order, with its offsets in two arrays. */
export type StridedWalk = (visit: (a: number, b: number) => void, aOffset: number, bOffset: number) => void;

export function stridedWalk(shape: Shape, aStrides: readonly number[], bStrides: readonly number[]): StridedWalk {
  return shape.reduceRight<StridedWalk>(
    (next, size, axis) => {
      const [aStep, bStep] = [aStrides[axis]!, bStrides[axis]!];
      return (visit, a, b) => {
        for (let i = 0; i < size; i++) next(visit, a + i * aStep, b + i * bStep);
      };
    },
    (visit, a, b) => visit(a, b),
  );
}
