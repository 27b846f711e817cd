// Reference values in float64 for the functions that `Math` lacks, by series and fractions that share nothing with the
// polynomials under test.

/** erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, all of whose terms have one sign (Abramowitz and Stegun 7.1.6). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** e^(−x²) for x up to 27: x² in two parts, so that its rounding does not grow in the exponent. */
function gauss(x: number): number {
  const high = Math.fround(x);
  return Math.exp(-high * high) * Math.exp((high - x) * (high + x));
}

/**
 * erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))) for x ≥ ½ (Abramowitz and Stegun 7.1.14); n terms leave an
 * error of about e^(−2x√(2n)).
 */
function erfcFraction(x: number): number {
  let fraction = x;
  for (let n = Math.ceil(200 / (x * x)) + 20; n > 0; n--) fraction = x + n / 2 / fraction;
  return gauss(x) / Math.sqrt(Math.PI) / fraction;
}

export function erf(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  if (Math.abs(x) < 2) return erfSeries(x);
  return Math.sign(x) * (1 - (Math.abs(x) > 27 ? 0 : erfcFraction(Math.abs(x))));
}

export function erfc(x: number): number {
  if (x > 27.5) return 0;
  return x < 0.5 ? 1 - erf(x) : erfcFraction(x);
}

/** The inverse of erf, by Newton's iteration from the inverse's own asymptotic form (Winitzki's approximation). */
export function erfInv(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  if (Math.abs(x) >= 1) return Math.abs(x) === 1 ? x * Number.POSITIVE_INFINITY : Number.NaN;
  const w = Math.log1p(-x * x);
  const a = 0.147;
  const b = 2 / (Math.PI * a) + w / 2;
  let y = Math.sign(x) * Math.sqrt(Math.sqrt(b * b - w / a) - b);
  if (Math.abs(x) < 1e-4) y = (Math.sqrt(Math.PI) / 2) * x;
  for (let step = 0; step < 4; step++) {
    // Near ±1 the complement keeps the digits that 1 − x loses.
    const error = Math.abs(x) < 0.5 ? erf(y) - x : Math.sign(x) * (1 - Math.abs(x) - erfc(Math.abs(y)));
    y -= (error * Math.sqrt(Math.PI)) / 2 / Math.exp(-y * y);
  }
  return y;
}

export function logistic(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}

/** Halves away from zero, with the sign of x. */
export function roundAway(x: number): number {
  const rounded = Math.floor(Math.abs(x) + 0.5);
  return Math.abs(x) >= 2 ** 52 ? x : x < 0 || Object.is(x, -0) ? -rounded : rounded;
}
