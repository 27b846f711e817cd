import { describe } from "./describe.js";
import { type DType, dtypeBytes, shortDtype } from "./dtypes/dtype.js";

export type Shape = readonly number[];

/**
 * What is known of an array before it is computed: its shape and dtype, and whether the dtype is weak, as a bare
 * number's is. Abstract values are interned: equal ones are the same object, so `===` compares them and `id` keys caches.
 */
export interface ShapedArray {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly weakType: boolean;
  /** The number of elements. */
  readonly size: number;
  readonly id: number;
  /** As a jaxpr prints it: `f32[2,3]`. */
  toString(): string;
}

class InternedShapedArray implements ShapedArray {
  readonly size: number;

  constructor(
    readonly shape: Shape,
    readonly dtype: DType,
    readonly weakType: boolean,
    readonly id: number,
  ) {
    this.size = sizeOf(shape);
  }

  toString(): string {
    return `${shortDtype(this.dtype)}[${this.shape.join(",")}]`;
  }
}

const interned = new Map<string, ShapedArray>();

/** The abstract value of this shape and dtype. Throws a `TypeError` for a size that is not a natural number. */
export function shapedArray(shape: Shape, dtype: DType, weakType = false): ShapedArray {
  const key = `${weakType ? "~" : ""}${dtype}[${shape.join()}`;
  let aval = interned.get(key);
  // join() writes [undefined] as it writes []: the rank tells them apart.
  if (aval === undefined || aval.shape.length !== shape.length) {
    for (const n of shape) {
      if (!Number.isInteger(n) || n < 0) {
        throw new TypeError(`a shape holds integers of zero or more, found [${shape.map(describe).join(", ")}]`);
      }
    }
    aval = new InternedShapedArray(Object.freeze([...shape]), dtype, weakType, interned.size);
    interned.set(key, aval);
  }
  return aval;
}

/** The number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

export function byteSize(aval: ShapedArray): number {
  return aval.size * dtypeBytes(aval.dtype);
}

/** The same abstract value without weakness: what results keep where a dtype was asked for. */
export function strengthen(aval: ShapedArray): ShapedArray {
  return aval.weakType ? shapedArray(aval.shape, aval.dtype) : aval;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
