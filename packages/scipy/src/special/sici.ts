import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type Rational, rational } from "./horner.js";

// Source of the coefficients: Moshier, Cephes, sici.c.
/** Si(x) / x and (Ci(x) − γ − log x) / x² in x², up to 4. */
const sineNear: Rational = {
  p: [
    -8.391678279103039e-11, 4.625917144270128e-8, -9.757593038436328e-6, 0.0009769454381704354, -0.04134703162294066,
    1.0,
  ],
  q: [
    2.0326926619595193e-12, 1.279978911799433e-9, 4.418278428012189e-7, 9.964121220438756e-5, 0.01420852393261499, 1.0,
  ],
};
const cosineNear: Rational = {
  p: [
    2.0252400238910228e-11, -1.3524950491579076e-8, 3.593250514199931e-6, -0.0004740072068734079, 0.028915965260755523,
    -1.0,
  ],
  q: [
    4.077460400618806e-12, 3.067809975818878e-9, 1.2321035568588342e-6, 0.00031744202477503275, 0.051002805623644606,
    4.0,
  ],
};
/** x f(x) and x² g(x) in 1/x², up to 8 and beyond: Abramowitz and Stegun, 5.2.6 and 5.2.7. */
const fMiddle: Rational = {
  p: [
    4.236128628922166, 5.4593771716181285, 1.6208328770153833, 0.16700661183132304, 0.006810201324725182,
    0.00010893658065032867, 5.489002234213736e-7,
  ],
  q: [
    1, 8.16496634205391, 7.308288225055645, 1.867922579501842, 0.1787920529631499, 0.007017106683227897,
    0.00011003435715391573, 5.489002527562557e-7,
  ],
};
const gMiddle: Rational = {
  p: [
    0.08710016989731142, 0.6113791099522193, 0.3971802963923375, 0.07485277376284691, 0.005388686814621773,
    0.00016199979459893403, 1.9796387414096365e-6, 7.825790407440903e-9,
  ],
  q: [
    1, 1.6440220241335535, 0.666296701268988, 0.09887717612776888, 0.006223963454417684, 0.0001732210814741771,
    2.0265918208634397e-6, 7.825792189335346e-9,
  ],
};
const fFar: Rational = {
  p: [
    0.4558808734704653, 0.7137152741001467, 0.16030015822231947, 0.01160642294081244, 0.00034955644244785906,
    4.8621543082645475e-6, 3.200927900910049e-8, 9.41779576128513e-11, 9.70507110881952e-14,
  ],
  q: [
    1.0, 0.9174636118736841, 0.17868554533207454, 0.012225359477197129, 0.00035869648188185157, 4.924350643178815e-6,
    3.21956939101046e-8, 9.437205903502767e-11, 9.70507110881952e-14,
  ],
};
const gFar: Rational = {
  p: [
    0.6973599534432762, 0.33041097930563207, 0.03848787676499743, 0.001717182390523479, 3.4894116550227946e-5,
    3.471311670841167e-7, 1.7040445278204452e-9, 3.859459254302766e-12, 3.1404009894636335e-15,
  ],
  q: [
    1.0, 1.6854889881101165, 0.48785225869530496, 0.04679131942596258, 0.0019028442667439953, 3.684755044425611e-5,
    3.5704322344374083e-7, 1.7269374896631615e-9, 3.878301660239547e-12, 3.1404009894636335e-15,
  ],
};

/** f and g, of which Si(x) = π/2 − f cos x − g sin x and Ci(x) = f sin x − g cos x, for x > 4. */
function auxiliary(x: NDArray): readonly [f: NDArray, g: NDArray] {
  const z = np.reciprocal(np.square(x));
  const middle = x.less(8);
  const f = np.where(middle, rational(fMiddle, z), rational(fFar, z)).div(x);
  return [f, np.where(middle, rational(gMiddle, z), rational(gFar, z)).mul(z)];
}

/** Where the one formula holds, and arguments for both that do no harm elsewhere. */
function split(x: NDArray) {
  const size = np.abs(x);
  const small = size.lessEqual(4);
  // Of ∞, sine and cosine are NaN; far away both integrals have their limits to all digits.
  const outside = np.minimum(np.where(small, 5, size), 1e30);
  return { size, small, inside: np.where(small, size, 1), outside };
}

const sineIntegral = np.withDerivative(
  "si",
  (x: NDArray) => {
    const { small, inside, outside } = split(x);
    const [f, g] = auxiliary(outside);
    const beyond = np.subtract(Math.PI / 2, f.mul(np.cos(outside))).sub(g.mul(np.sin(outside)));
    return np.sign(x).mul(np.where(small, inside.mul(rational(sineNear, np.square(inside))), beyond));
  },
  ([x], [dx]) => dx.mul(np.sinc(x.div(Math.PI))),
);

const cosineIntegral = np.withDerivative(
  "ci",
  (x: NDArray) => {
    const { small, inside, outside } = split(x);
    const [f, g] = auxiliary(outside);
    const squared = np.square(inside);
    const near = np
      .log(inside)
      .add(np.eulerGamma)
      .add(squared.mul(rational(cosineNear, squared)));
    const value = np.where(small, near, f.mul(np.sin(outside)).sub(g.mul(np.cos(outside))));
    return np.where(x.equal(Number.NEGATIVE_INFINITY), Number.NaN, value);
  },
  ([x], [dx]) => dx.mul(np.cos(x).div(x)),
);

/**
 * The sine integral ∫₀ˣ sin t / t dt and the cosine integral γ + log |x| + ∫₀ˣ (cos t − 1) / t dt: `[Si, Ci]`. Integers become floats.
 */
export function sici(x: ArrayLike): [si: NDArray, ci: NDArray] {
  const [array] = np.promoteInexact("sici", x);
  return [sineIntegral(array), cosineIntegral(array)];
}
