import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";
import { horner } from "./horner.js";

/** From here on erfc(x) loses digits as it underflows, and exp(x²) overflows soon; as many terms of the series have all digits. */
const asymptotic = { float32: { from: 8, terms: 5 }, float64: { from: 25, terms: 8 } } as const;

/** Σ (−1)ⁿ (2n − 1)!! tⁿ for t = 1 / (2x²), highest power first: Abramowitz and Stegun, 7.1.23. */
function coefficients(terms: number): readonly number[] {
  const list = [1];
  for (let n = 1; n < terms; n++) list.unshift(-(2 * n - 1) * (list[0] as number));
  return list;
}

function scaled(x: NDArray): NDArray {
  const { from, terms } = asymptotic[x.dtype === "float64" ? "float64" : "float32"];
  const large = x.greater(from);
  const [near, far] = [np.where(large, 1, x), np.where(large, x, from)];
  const direct = np.exp(np.square(near)).mul(special.erfc(near));
  const t = np.reciprocal(np.square(far)).mul(0.5);
  const series = horner(coefficients(terms), t).div(far.mul(Math.sqrt(Math.PI)));
  return np.where(large, series, direct);
}

const erfcxOf = np.withDerivative("erfcx", scaled, ([x], [dx], result) =>
  dx.mul(
    x
      .mul(result)
      .mul(2)
      .sub(2 / Math.sqrt(Math.PI)),
  ),
);

/** exp(x²) erfc(x), which neither over- nor underflows for large x. Integers become floats. */
export function erfcx(x: ArrayLike): NDArray {
  return erfcxOf(...np.promoteInexact("erfcx", x));
}
