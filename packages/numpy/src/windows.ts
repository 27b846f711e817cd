import {
  abs,
  add,
  canonicalDtype,
  cos,
  div,
  iota,
  max,
  mul,
  type Array as NDArray,
  scalarArray,
  sqrt,
  square,
  sub,
} from "@hyrax/core";
import { ones } from "./creation.js";
import { i0 } from "./elementwise/floats.js";

/** The places of a window of n points, scaled so that they run from 0 to `end`. */
function places(n: number, end: number): NDArray {
  return mul(iota({ dtype: canonicalDtype("float64"), shape: [n], dimension: 0 }), end / (n - 1));
}

const checked = (name: string, n: number): number => {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new TypeError(`${name}: the number of points must be zero or more, found ${n}`);
};

/** The Bartlett window of n points: a triangle that is zero at both ends. */
export function bartlett(n: number): NDArray {
  return checked("bartlett", n) <= 1 ? ones([n]) : sub(1, abs(sub(places(n, 2), 1)));
}

/** The Blackman window of n points. */
export function blackman(n: number): NDArray {
  if (checked("blackman", n) <= 1) return ones([n]);
  const turn = places(n, 2 * Math.PI);
  return add(sub(0.42, mul(cos(turn), 0.5)), mul(cos(mul(turn, 2)), 0.08));
}

/** The Hamming window of n points. */
export function hamming(n: number): NDArray {
  return checked("hamming", n) <= 1 ? ones([n]) : sub(0.54, mul(cos(places(n, 2 * Math.PI)), 0.46));
}

/** The Hann window of n points: a raised cosine that is zero at both ends. */
export function hanning(n: number): NDArray {
  return checked("hanning", n) <= 1 ? ones([n]) : mul(sub(1, cos(places(n, 2 * Math.PI))), 0.5);
}

/** The Kaiser window of n points; with `beta` its main lobe widens and its side lobes fall. */
export function kaiser(n: number, beta: number): NDArray {
  if (checked("kaiser", n) <= 1) return ones([n]);
  // Rounding may take the square just above 1 at the ends.
  const inside = max(sub(1, square(sub(places(n, 2), 1))), 0);
  return div(i0(mul(sqrt(inside), beta)), i0(scalarArray(beta, canonicalDtype("float64"))));
}
