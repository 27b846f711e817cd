import { byteSize, type Shape, type ShapedArray } from "../aval.js";
import type { Device } from "../device/device.js";
import type { DType } from "../dtypes/dtype.js";
import type { TypedArray } from "../dtypes/typed-array.js";
import { Complex } from "./complex.js";
import { type ArrayMethods, type ArrayMethodTable, defineArrayMethods } from "./methods.js";

const inspectOfNode = Symbol.for("nodejs.util.inspect.custom");

/** Bare values, and nested lists of them: what `tolist()` returns. */
export type Nested = Scalar | Nested[];

/** A bare value, which takes the dtype of the arrays that it meets. */
export type Scalar = number | bigint | boolean | Complex;

export function isScalar(value: unknown): value is Scalar {
  return ["number", "bigint", "boolean"].includes(typeof value) || value instanceof Complex;
}

/** What stands for an array in a call: an array, a bare number, a typed array, or nested lists. */
export type ArrayLike = NDArray | Scalar | TypedArray | readonly ArrayLike[];

/**
 * An array of one dtype: what every operation takes and returns. Under a transformation it is a tracer, which has a
 * shape and a dtype but no elements. Arrays never change; operations never consume them.
 *
 * The methods mirror the functions of `@hyrax/numpy`, and are there once that package has been imported.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: installArrayMethods below and ./iterate.ts define every method of the interface
export abstract class NDArray {
  abstract readonly aval: ShapedArray;

  /** The device that holds the elements. A tracer throws. */
  abstract readonly device: Device;

  /** The size of each axis. */
  get shape(): Shape {
    return this.aval.shape;
  }

  get dtype(): DType {
    return this.aval.dtype;
  }

  /** Whether the dtype gives way to that of the arrays that this one meets, as a bare number's does. */
  get weakType(): boolean {
    return this.aval.weakType;
  }

  /** The number of axes. */
  get ndim(): number {
    return this.aval.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return this.aval.size;
  }

  /** Bytes of all elements. */
  get nbytes(): number {
    return byteSize(this.aval);
  }

  /** The elements, flat in row-major order, copied to the host: 16-bit floats as a `Float32Array`, complex ones as pairs of parts. */
  abstract data(): Promise<TypedArray>;

  /** As `data`, at once; throws on a device that cannot. */
  abstract dataSync(): TypedArray;

  /** Waits until the elements have been computed. */
  abstract blockUntilReady(): Promise<this>;

  /** The elements as nested JavaScript lists; a scalar as itself. Throws where `dataSync` does. */
  abstract tolist(): Nested;

  /** The only element. Throws a `TypeError` for an array of another size than one. */
  abstract item(): Scalar;

  /** Gives the memory back now. Reading the array afterwards throws. */
  abstract delete(): void;

  /** What `console.log` of Node shows: `Array([1., 2.], dtype=float32)`. */
  abstract inspect(): string;

  /** What `String(x)` gives: `[1. 2.]`. */
  abstract toString(): string;

  abstract [Symbol.toPrimitive](hint: "default" | "number" | "string"): unknown;

  [inspectOfNode](): string {
    return this.inspect();
  }
}

// The methods live in @hyrax/numpy, so that core itself holds no numerical code.
export interface NDArray extends ArrayMethods {
  /** Iterates over axis 0; ./iterate.ts defines it. */
  [Symbol.iterator](): Generator<NDArray, void, undefined>;
  /** `using x = …` deletes the array at the end of the block. */
  [Symbol.dispose](): void;
}

// Symbol.dispose is younger than the oldest supported hosts; a symbol that they lack cannot be used by them either.
if (Symbol.dispose !== undefined) {
  Object.defineProperty(NDArray.prototype, Symbol.dispose, {
    value(this: NDArray) {
      this.delete();
    },
  });
}

/** Installs the array methods; `@hyrax/numpy` calls it when it is imported. */
export function installArrayMethods(table: ArrayMethodTable): void {
  defineArrayMethods(NDArray.prototype, table);
}
