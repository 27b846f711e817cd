/** Functions of doubles that JavaScript lacks, or defines otherwise than IEEE 754 and C do. */

/** To the nearest integer, halves away from zero. */
export function roundAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** To the nearest integer, halves to the even one; the sign of zero is kept. */
export function roundEven(x: number): number {
  const size = Math.abs(x);
  // From 2⁵² on all doubles are integers; below, adding it leaves no room for a fraction.
  if (!(size < 2 ** 52)) return x;
  const rounded = size + 2 ** 52 - 2 ** 52;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** As C's `pow`, which has 1 to any power, and −1 to an infinite one, as 1. */
export function pow(x: number, y: number): number {
  return x === 1 || (x === -1 && (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY)) ? 1 : x ** y;
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
