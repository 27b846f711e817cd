import {
  type ArrayLike,
  type CumulativeParams,
  canonicalDtype,
  cumprod as cumprodOf,
  cumsum as cumsumOf,
  type DType,
  type Array as NDArray,
  type Operand,
  reshape,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { convertTo, toArray } from "../convert.js";

/** Options of running sums and products. */
export interface CumulativeOptions {
  /** The axis to run along; all elements, in row-major order, by default. */
  readonly axis?: number | null;
  readonly dtype?: DType;
}

type Running = (x: Operand, params: CumulativeParams) => NDArray;

/** Runs along one axis, or through all elements as one axis. Booleans count as the default integer. */
export function cumulate(name: string, running: Running, x: ArrayLike, options: CumulativeOptions = {}): NDArray {
  const array = toArray(x, name);
  const own = array.dtype === "bool" ? "int64" : array.dtype;
  const typed = convertTo(array, canonicalDtype(options.dtype ?? own));
  if (options.axis !== undefined && options.axis !== null) {
    return running(typed, { axis: canonicalAxis(name, options.axis, array.ndim), reverse: false });
  }
  const line = typed.ndim === 1 ? typed : reshape(typed, { newSizes: [typed.size] });
  return running(line, { axis: 0, reverse: false });
}

/** The sum of each element and all before it along `axis`; of the flattened array without one. The dtype stays, but for bool. */
export function cumsum(x: ArrayLike, options?: CumulativeOptions): NDArray {
  return cumulate("cumsum", cumsumOf, x, options);
}

/** The product of each element and all before it along `axis`; of the flattened array without one. */
export function cumprod(x: ArrayLike, options?: CumulativeOptions): NDArray {
  return cumulate("cumprod", cumprodOf, x, options);
}
