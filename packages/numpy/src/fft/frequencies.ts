import {
  type ArrayLike,
  canonicalDtype,
  type DType,
  div,
  mul,
  type Array as NDArray,
  requireOptions,
} from "@hyrax/core";
import { convertTo, toArrayOf } from "../convert.js";
import { concatenate } from "../joining.js";
import { arange } from "../ranges.js";
import { isScalar, toInexact } from "../scalar-type.js";

/** Options of `fftfreq` and `rfftfreq`. */
export interface FrequencyOptions {
  /** The distance of the samples, a number: 1 if not given. */
  readonly d?: ArrayLike;
  /** float32 if not given, or float64 where 64-bit types are on. */
  readonly dtype?: DType;
}

/**
 * The frequencies, in cycles per unit of `d`, of the elements of the `fft` of n samples: zero and the positive ones,
 * then the negative ones. Throws a `TypeError` if n is no positive integer.
 */
export function fftfreq(n: number, options: FrequencyOptions = {}): NDArray {
  const dtype = checked("fftfreq", n, options);
  const half = Math.ceil(n / 2);
  return perUnit(concatenate([arange(half, { dtype }), arange(half - n, 0, { dtype })]), n, options);
}

/** The frequencies of the elements of the `rfft` of n samples: those of `fftfreq` up to, and with, half of 1/d. */
export function rfftfreq(n: number, options: FrequencyOptions = {}): NDArray {
  const dtype = checked("rfftfreq", n, options);
  return perUnit(arange(Math.floor(n / 2) + 1, { dtype }), n, options);
}

/** Checks arguments, and gives the dtype to count in. */
function checked(name: string, n: number, options: FrequencyOptions): DType {
  requireOptions(name, options, ["d", "dtype"]);
  if (!Number.isInteger(n) || n < 1) {
    throw new TypeError(`${name}: the number of samples is a positive integer, found ${String(n)}`);
  }
  return toInexact(canonicalDtype(options.dtype ?? "float64"));
}

function perUnit(counts: NDArray, n: number, { d = 1, dtype }: FrequencyOptions): NDArray {
  const duration = isScalar(d)
    ? toArrayOf(Number(d) * n, counts.dtype, "fftfreq")
    : mul(toArrayOf(d, counts.dtype, "fftfreq"), n);
  return convertTo(div(counts, duration), canonicalDtype(dtype ?? counts.dtype));
}
