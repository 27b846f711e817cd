import type { Array as NDArray } from "@hyrax/core";

/** The polynomial with these coefficients, the one of the highest power first, by Horner's rule. */
export function horner(coefficients: readonly number[], x: NDArray): NDArray {
  const [leading = 0, ...rest] = coefficients;
  return rest.reduce<NDArray | number>(
    (value, coefficient) => (typeof value === "number" ? x.mul(value) : value.mul(x)).add(coefficient),
    leading,
  ) as NDArray; // an array from the second coefficient on
}

/** A quotient of polynomials, the coefficients of the highest power first. */
export interface Rational {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

/** The quotient at x. */
export function rational({ p, q }: Rational, x: NDArray): NDArray {
  return horner(p, x).div(horner(q, x));
}
