/** `Σ coefficients[i]·xⁱ` by Horner's rule, lowest degree first. */
export function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/**
 * `c₀/2 + Σ cₖ·Tₖ(x/2)` for `x` in [-2, 2] by Clenshaw's recurrence, highest degree first: the form in which Cephes
 * tabulates its Chebyshev expansions.
 */
export function chebyshev(x: number, coefficients: readonly number[]): number {
  let current = 0;
  let previous = 0;
  let beforePrevious = 0;
  for (const c of coefficients) {
    beforePrevious = previous;
    previous = current;
    current = x * previous - beforePrevious + c;
  }
  return 0.5 * (current - beforePrevious);
}
