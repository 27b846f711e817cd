import {
  allocate,
  type DType,
  isComplex,
  realDtype,
  type Shape,
  type ShapedArray,
  shape,
  shapedArray,
  sizeOf,
} from "@hyrax/core";
import { fromReal } from "../complex/parts.js";
import { doublesWriter } from "../doubles.js";
import { cpuFamily, type Kernel } from "../kernel.js";
import type { BinaryKernel, UnaryKernel } from "../loops.js";
import { asWords, rowMajorStrides, stridedCopy, wordsPerElement } from "../strided.js";

/** The kernel whose result reads the input with these strides, from an offset on. */
function readStrided(dtype: DType, outShape: Shape, strides: readonly number[], offset = 0): UnaryKernel {
  const copy = stridedCopy(outShape, strides, rowMajorStrides(outShape), wordsPerElement(dtype));
  const size = sizeOf(outShape);
  return ([x]) => {
    const out = allocate(dtype, size);
    copy(asWords(x, dtype), offset, asWords(out, dtype), 0);
    return [out];
  };
}

/** The same elements in the same order. */
const same = (): UnaryKernel => (inputs) => [inputs[0]];

function concatenate(inputs: readonly ShapedArray[], dimension: number, out: ShapedArray): Kernel {
  const { dtype } = out;
  const strides = rowMajorStrides(out.shape);
  const words = wordsPerElement(dtype);
  let position = 0;
  const parts = inputs.map((x) => {
    const offset = position * strides[dimension]!;
    position += x.shape[dimension]!;
    return { copy: stridedCopy(x.shape, rowMajorStrides(x.shape), strides, words), offset };
  });
  return (xs) => {
    const result = allocate(dtype, out.size);
    const to = asWords(result, dtype);
    parts.forEach(({ copy, offset }, i) => copy(asWords(xs[i]!, dtype), 0, to, offset));
    return [result];
  };
}

function split(x: ShapedArray, axis: number, outs: readonly ShapedArray[]): Kernel {
  const { dtype } = x;
  const strides = rowMajorStrides(x.shape);
  let position = 0;
  const parts = outs.map((out) => {
    const part = readStrided(dtype, out.shape, strides, position * strides[axis]!);
    position += out.shape[axis]!;
    return part;
  });
  return ([input]) => parts.map((part) => part([input!])[0]!);
}

/** A result filled with one value, and what of the input remains inside it, at its places. */
function pad(
  x: ShapedArray,
  config: readonly (readonly [low: number, high: number, interior: number])[],
  out: ShapedArray,
): BinaryKernel {
  const { dtype } = out;
  const words = wordsPerElement(dtype);
  const [from, to] = [rowMajorStrides(x.shape), rowMajorStrides(out.shape)];
  let [fromOffset, toOffset] = [0, 0];
  const kept = x.shape.map((n, axis) => {
    const [low, , interior] = config[axis]!;
    const step = interior + 1;
    // Element i goes to low + i·step: negative padding cuts those that land outside.
    const first = low < 0 ? Math.ceil(-low / step) : 0;
    const last = Math.min(n - 1, Math.floor((out.shape[axis]! - 1 - low) / step));
    fromOffset += first * from[axis]!;
    toOffset += (low + first * step) * to[axis]!;
    return Math.max(0, last - first + 1);
  });
  const copy = stridedCopy(
    kept,
    from,
    to.map((stride, axis) => stride * (config[axis]![2] + 1)),
    words,
  );
  const fill = stridedCopy(
    out.shape,
    out.shape.map(() => 0),
    to,
    words,
  );
  return ([input, value]) => {
    const result = allocate(dtype, out.size);
    const target = asWords(result, dtype);
    fill(asWords(value, dtype), 0, target, 0);
    copy(asWords(input, dtype), fromOffset, target, toOffset);
    return [result];
  };
}

function iota(dimension: number, out: ShapedArray): Kernel<readonly []> {
  const inner = sizeOf(out.shape.slice(dimension + 1));
  const n = out.shape[dimension]!;
  if (isComplex(out.dtype)) {
    const counts = iota(dimension, shapedArray(out.shape, realDtype(out.dtype)));
    const complex = fromReal(out);
    return () => complex([counts([])[0]!]);
  }
  const write = doublesWriter(out.dtype);
  return () => {
    const result = allocate(out.dtype, out.size);
    const counts = new Float64Array(out.size);
    for (let i = 0; i < counts.length; i++) counts[i] = Math.floor(i / inner) % n;
    write(counts, 0, counts.length, result, 0);
    return [result];
  };
}

export const shapeCpu = cpuFamily(shape, {
  broadcastInDim: ([x], { broadcastDimensions }, [out]) => {
    const own = rowMajorStrides(x.shape);
    const strides = out!.shape.map(() => 0);
    broadcastDimensions.forEach((to, from) => {
      if (x.shape[from] !== 1) strides[to] = own[from]!;
    });
    return x.size === out!.size ? same() : readStrided(x.dtype, out!.shape, strides);
  },
  reshape: same,
  transpose: ([x], { permutation }, [out]) => {
    const own = rowMajorStrides(x.shape);
    return readStrided(
      x.dtype,
      out!.shape,
      permutation.map((axis) => own[axis]!),
    );
  },
  squeeze: same,
  rev: ([x], { dimensions }) => {
    const strides = rowMajorStrides(x.shape);
    let offset = 0;
    for (const axis of dimensions) {
      offset += Math.max(0, x.shape[axis]! - 1) * strides[axis]!;
      strides[axis] = -strides[axis]!;
    }
    return readStrided(x.dtype, x.shape, strides, offset);
  },
  concatenate: (inputs, { dimension }, [out]) => concatenate(inputs, dimension, out!),
  split: ([x], { axis }, outs) => split(x!, axis, outs),
  pad: ([x], { paddingConfig }, [out]) => pad(x, paddingConfig, out!),
  iota: (_, { dimension }, [out]) => iota(dimension, out!),
});
