/** What the elementary functions lack. */
export const REAL_FORMULAS = [
  // x − y·trunc(x/y), exactly, by long division; it has the sign of x.
  `remainder(x, y) {
  if (!isFinite(x) || isNaN(y) || y == 0) return NaN;
  let rest = abs(x);
  let divisor = abs(y);
  if (rest < divisor) return x;
  let t = divisor;
  while (t <= rest - t) t += t;
  while (t >= divisor) {
    if (rest >= t) rest -= t;
    t *= 0.5;
  }
  return copysign(rest, x);
}`,

  // √(x² + y²), without overflow on the way; NaN of every NaN.
  `modulus(x, y) {
  let long = max(abs(x), abs(y));
  let short = min(abs(x), abs(y));
  if (long == 0 || long == Infinity || isNaN(long)) return long;
  let scale = inverseScale(long);
  let a = long * scale;
  let b = short * scale;
  return sqrt(a * a + b * b) / scale;
}`,
];
