import type { Array as NDArray } from "@hyrax/core";

/** The polynomial with these coefficients, the one of the highest power first, by Horner's rule. */
export function horner(coefficients: readonly number[], x: NDArray): NDArray {
  const [leading = 0, ...rest] = coefficients;
  return rest.reduce<NDArray | number>(
    (value, coefficient) => (typeof value === "number" ? x.mul(value) : value.mul(x)).add(coefficient),
    leading,
  ) as NDArray; // an array from the second coefficient on
}
