import type { Shape } from "../aval.js";
import { throwToUser } from "../diagnostics.js";
import type { DType } from "../dtypes/dtype.js";
import type { ArrayLike, NDArray } from "./array.js";

type Bound = "" | `${number}`;

/** A slice as Python writes it: `"1:-1"`, `":"`, `"::2"`. */
export type Slice = `${Bound}:${Bound}` | `${Bound}:${Bound}:${Bound}`;

/** One item of an index: an integer, an integer or boolean array, `null` for a new axis, `"..."`, or a slice. */
export type Index = number | Slice | "..." | null | NDArray | readonly number[] | readonly boolean[];

/** What an index out of bounds means. Reads clamp and writes are dropped, unless a mode is given. */
export type IndexMode = "fill" | "clip" | "drop" | "promise_in_bounds";

export interface IndexOptions {
  readonly mode?: IndexMode;
  /** The value of a read out of bounds in mode "fill"; NaN for floats, and the extreme value for integers, if not given. */
  readonly fillValue?: number;
  readonly indicesAreSorted?: boolean;
  readonly uniqueIndices?: boolean;
}

/** One axis, several, or `null` for all of them; negative axes count from the end. */
export type Axis = number | readonly number[] | null;

export interface ReduceOptions {
  readonly axis?: Axis;
  readonly keepdims?: boolean;
}

export interface TypedReduceOptions extends ReduceOptions {
  readonly dtype?: DType;
  /** Elements for which this is false do not take part. */
  readonly where?: ArrayLike;
  /** The value that the reduction starts from. */
  readonly initial?: ArrayLike;
}

export interface VarianceOptions extends ReduceOptions {
  readonly dtype?: DType;
  /** How many degrees of freedom are taken off the number of elements. */
  readonly ddof?: number;
  /** The array API's name of `ddof`. */
  readonly correction?: number;
  readonly where?: ArrayLike;
}

/** The elements of an array at an index, to be read with a mode or replaced in a new array. */
export interface IndexedArray {
  get(options?: IndexOptions): NDArray;
  set(values: ArrayLike, options?: IndexOptions): NDArray;
  add(values: ArrayLike, options?: IndexOptions): NDArray;
  subtract(values: ArrayLike, options?: IndexOptions): NDArray;
  multiply(values: ArrayLike, options?: IndexOptions): NDArray;
  divide(values: ArrayLike, options?: IndexOptions): NDArray;
  power(values: ArrayLike, options?: IndexOptions): NDArray;
  min(values: ArrayLike, options?: IndexOptions): NDArray;
  max(values: ArrayLike, options?: IndexOptions): NDArray;
  apply(f: (x: NDArray) => NDArray, options?: IndexOptions): NDArray;
}

/** The methods of an array: NumPy's, and the operators. `@hyrax/numpy` implements them. */
export interface ArrayMethods {
  add(y: ArrayLike): NDArray;
  sub(y: ArrayLike): NDArray;
  mul(y: ArrayLike): NDArray;
  div(y: ArrayLike): NDArray;
  floorDivide(y: ArrayLike): NDArray;
  mod(y: ArrayLike): NDArray;
  pow(y: ArrayLike): NDArray;
  matmul(y: ArrayLike): NDArray;
  dot(y: ArrayLike): NDArray;
  neg(): NDArray;
  abs(): NDArray;
  equal(y: ArrayLike): NDArray;
  notEqual(y: ArrayLike): NDArray;
  less(y: ArrayLike): NDArray;
  lessEqual(y: ArrayLike): NDArray;
  greater(y: ArrayLike): NDArray;
  greaterEqual(y: ArrayLike): NDArray;

  sum(options?: TypedReduceOptions): NDArray;
  prod(options?: TypedReduceOptions): NDArray;
  mean(options?: TypedReduceOptions): NDArray;
  var(options?: VarianceOptions): NDArray;
  std(options?: VarianceOptions): NDArray;
  max(options?: TypedReduceOptions): NDArray;
  min(options?: TypedReduceOptions): NDArray;
  all(options?: ReduceOptions): NDArray;
  any(options?: ReduceOptions): NDArray;
  ptp(options?: ReduceOptions): NDArray;
  argmax(options?: { readonly axis?: number; readonly keepdims?: boolean }): NDArray;
  argmin(options?: { readonly axis?: number; readonly keepdims?: boolean }): NDArray;
  cumsum(options?: { readonly axis?: number; readonly dtype?: DType }): NDArray;
  cumprod(options?: { readonly axis?: number; readonly dtype?: DType }): NDArray;
  trace(options?: { readonly offset?: number; readonly axis1?: number; readonly axis2?: number }): NDArray;
  diagonal(options?: { readonly offset?: number; readonly axis1?: number; readonly axis2?: number }): NDArray;

  reshape(shape: Shape | number): NDArray;
  ravel(): NDArray;
  flatten(): NDArray;
  transpose(axes?: readonly number[]): NDArray;
  swapaxes(axis1: number, axis2: number): NDArray;
  squeeze(axis?: Axis): NDArray;
  repeat(repeats: number, options?: { readonly axis?: number; readonly totalRepeatLength?: number }): NDArray;
  astype(dtype: DType): NDArray;
  copy(): NDArray;
  round(decimals?: number): NDArray;
  clip(min?: ArrayLike | null, max?: ArrayLike | null): NDArray;
  conj(): NDArray;
  sort(options?: { readonly axis?: number | null; readonly stable?: boolean; readonly descending?: boolean }): NDArray;
  argsort(options?: {
    readonly axis?: number | null;
    readonly stable?: boolean;
    readonly descending?: boolean;
  }): NDArray;
  take(indices: ArrayLike, options?: { readonly axis?: number; readonly mode?: "fill" | "wrap" | "clip" }): NDArray;
  nonzero(): NDArray[];
  searchsorted(v: ArrayLike, options?: { readonly side?: "left" | "right" }): NDArray;

  /** The elements at an index: `x.get(0, "1:-1", "...")`. Out of bounds it clamps. */
  get(...index: readonly Index[]): NDArray;
  /** The elements at an index, for functional updates: `x.at(0).set(1)`. */
  at(...index: readonly Index[]): IndexedArray;

  /** All axes in reverse order. */
  readonly T: NDArray;
  /** The last two axes exchanged. */
  readonly mT: NDArray;
  readonly real: NDArray;
  readonly imag: NDArray;
}

/** The implementation of the methods, each with the array as its first argument. */
export type ArrayMethodTable = {
  readonly [K in keyof ArrayMethods]: ArrayMethods[K] extends (...args: infer A extends readonly unknown[]) => infer R
    ? (x: NDArray, ...args: A) => R
    : (x: NDArray) => ArrayMethods[K];
};

type Implementation = (x: NDArray, ...args: readonly unknown[]) => unknown;

const getters: ReadonlySet<string> = new Set(["T", "mT", "real", "imag"]);

/** Gives a prototype the methods of a table. */
export function defineArrayMethods(prototype: object, table: ArrayMethodTable): void {
  // The table is exhaustive by its type; here its entries are called with whatever the user passed.
  for (const [name, implementation] of Object.entries(table) as readonly [string, Implementation][]) {
    function method(this: NDArray, ...args: readonly unknown[]): unknown {
      try {
        return implementation(this, ...args);
      } catch (error) {
        return throwToUser(() => error);
      }
    }
    const descriptor = getters.has(name) ? { get: method } : { value: method };
    Object.defineProperty(prototype, name, { configurable: true, ...descriptor });
  }
}
