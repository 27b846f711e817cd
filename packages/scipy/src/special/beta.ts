import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";
import { gammasgn } from "./gamma.js";
import { horner } from "./horner.js";

/** The coefficients of 1/x, 1/x³, … in log Γ(x) − (x − ½) log x + x − ½ log 2π: Abramowitz and Stegun, 6.1.41. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156].reverse();

/** From here on, that series has the accuracy of float64. */
const large = 8;

/** log |B(a, b)|, where B(a, b) = Γ(a) Γ(b) / Γ(a + b); accurate for large arguments too. Integers become floats. */
export function betaln(a: ArrayLike, b: ArrayLike): NDArray {
  const [x, y] = np.promoteInexact("betaln", a, b);
  const [lesser, greater] = [np.minimum(x, y), np.maximum(x, y)];
  const isLarge = greater.greaterEqual(large);
  const sum = special.lgamma(greater).sub(special.lgamma(np.add(lesser, greater)));
  const difference = logGammaRatio(lesser, np.where(isLarge, greater, large));
  return special.lgamma(lesser).add(np.where(isLarge, difference, sum));
}

/** log Γ(b) − log Γ(a + b) for large b by Stirling's series, so that what both have in common never stands there. */
function logGammaRatio(a: NDArray, b: NDArray): NDArray {
  const correction = (x: NDArray) => horner(stirling, np.square(np.reciprocal(x))).div(x);
  const smooth = a.mul(np.log(b).sub(1)).add(np.log1p(a.div(b)).mul(b.add(a.sub(0.5))));
  return correction(b)
    .sub(correction(a.add(b)))
    .sub(smooth);
}

/** The beta function ∫₀¹ t^(a−1) (1 − t)^(b−1) dt = Γ(a) Γ(b) / Γ(a + b). Integers become floats. */
export function beta(a: ArrayLike, b: ArrayLike): NDArray {
  const [x, y] = np.promoteInexact("beta", a, b);
  const sign = gammasgn(x)
    .mul(gammasgn(y))
    .mul(gammasgn(np.add(x, y)));
  return sign.mul(np.exp(betaln(x, y)));
}

/** The regularised incomplete beta function ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b). Integers become floats. */
export function betainc(a: ArrayLike, b: ArrayLike, x: ArrayLike): NDArray {
  return special.regularizedIncompleteBeta(...np.promoteInexact("betainc", a, b, x));
}
