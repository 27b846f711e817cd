const { abs, floor, round, trunc } = Math;

/** The nearest integer, halves to the even one; the sign of a zero result is that of x. */
export function roundHalfEven(x: number): number {
  const nearest = round(x);
  // Math.round takes halves upwards: undo that where it led to an odd integer.
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

/** The nearest integer, halves away from zero; the sign of a zero result is that of x. */
export function roundHalfAway(x: number): number {
  const whole = trunc(x);
  return abs(x - whole) >= 0.5 ? (x < 0 ? floor(x) : whole + 1) : whole;
}
