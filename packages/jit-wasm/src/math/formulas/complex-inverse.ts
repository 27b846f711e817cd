/** Inverse trigonometric and hyperbolic functions of complex numbers x + iy; see `COMPLEX_FORMULAS`. */
export const COMPLEX_INVERSE_FORMULAS = [
  // asin z for a point of the first quadrant, after Hull, Fairgrieve and Tang, 1997, "Implementing the complex arcsine and
  // arccosine functions using exception handling"; acos z has the real part of the function below and −Im asin z.
  // r and s are the distances from −1 and 1. Beyond 2⁵⁰⁰ squares overflow, and 1 beside them vanishes.
  // Twice the modulus: its logarithm in parts, which do not overflow.
  `pair asinOfQuadrant(x, y) {
  if (isNaN(x) || isNaN(y)) return NaN, x == Infinity || y == Infinity ? Infinity : NaN;
  if (x > 2 ** 500 || y > 2 ** 500) {
    let long = max(x, y);
    let ratio = min(x, y) / long;
    return atan2(x, y), LN2 + log(long) + (long == Infinity ? 0 : log1p(ratio * ratio) / 2);
  }
  if (y <= 2 ** -52 * abs(x - 1)) {
    if (x < 1) return asin(x), y / sqrt((1 - x) * (1 + x));
    return PI / 2, log1p(x - 1 + sqrt((x - 1) * (x + 1)));
  }
  let r = modulus(x + 1, y);
  let s = modulus(x - 1, y);
  let a = (r + s) / 2;
  let re = x / a <= 0.6417 ? asin(x / a) : atan(x / rootOfQuadrant(x, y, r, s, a));
  if (a > 1.5) return re, log(a + sqrt(a * a - 1));
  let less1 = (x < 1 ? (y * y) / (r + x + 1) + (y * y) / (s + (1 - x)) : (y * y) / (r + x + 1) + (s + (x - 1))) / 2;
  return re, log1p(less1 + sqrt(less1 * (a + 1)));
}`,

  // √((a + x)(a − x)), where a − x would cancel.
  `rootOfQuadrant(x, y, r, s, a) {
  return x <= 1
    ? sqrt(((a + x) * ((y * y) / (r + x + 1) + (s + (1 - x)))) / 2)
    : y * sqrt(((a + x) / (r + x + 1) + (a + x) / (s + (x - 1))) / 2);
}`,

  // Re acos z for a point of the first quadrant.
  `acosOfQuadrant(x, y) {
  if (isNaN(x) || isNaN(y)) return NaN;
  if (x > 2 ** 500 || y > 2 ** 500) return atan2(y, x);
  if (y <= 2 ** -52 * abs(x - 1)) {
    if (x < 1) return acos(x);
    return y == 0 ? 0 : y / sqrt((x - 1) * (x + 1));
  }
  let r = modulus(x + 1, y);
  let s = modulus(x - 1, y);
  let a = (r + s) / 2;
  return x / a <= 0.6417 ? acos(x / a) : atan(rootOfQuadrant(x, y, r, s, a) / x);
}`,

  `pair casin(x, y) {
  let re, im = asinOfQuadrant(abs(x), abs(y));
  return isNegative(x) && !isNaN(x) ? -re : re, y < 0 ? -im : im;
}`,

  `pair cacos(x, y) {
  let angle = acosOfQuadrant(abs(x), abs(y));
  let re, im = asinOfQuadrant(abs(x), abs(y));
  return x < 0 ? PI - angle : angle, y < 0 ? im : -im;
}`,

  // −i asin iz
  `pair casinh(x, y) {
  let re, im = casin(y, x);
  return im, re;
}`,

  // ±i acos z, with a real part ≥ 0.
  `pair cacosh(x, y) {
  let angle = acosOfQuadrant(abs(x), abs(y));
  let re, im = asinOfQuadrant(abs(x), abs(y));
  let turned = x < 0 ? PI - angle : angle;
  return im, y < 0 ? -turned : turned;
}`,

  // log1p(4x / ((1 − x)² + y²)) / 4 + i atan2(2y, (1 − x)(1 + x) − y²) / 2 (Kahan, 1987), and ±iπ/2 far away.
  // y² may vanish beside the point 1, where only it keeps the logarithm finite.
  `pair catanh(x, y) {
  let size = abs(x);
  if (size > 2 ** 500 || abs(y) > 2 ** 500) {
    let long = max(size, abs(y));
    let a = x / long;
    let b = y / long;
    let infinite = long == Infinity;
    let below = y < 0 || (y == 0 && isNegative(y) && !infinite);
    return infinite ? sign(x) * 0 : a / (a * a + b * b) / long, below ? -PI / 2 : PI / 2;
  }
  let re = size == 1 && y != 0
    ? log(modulus(2, y) / abs(y)) / 2
    : log1p((4 * size) / ((1 - size) * (1 - size) + y * y)) / 4;
  return isNegative(x) && !isNaN(x) ? -re : re, atan2(2 * y, (1 - size) * (1 + size) - y * y) / 2;
}`,

  // −i atanh iz
  `pair catan(x, y) {
  let re, im = catanh(-y, x);
  return im, -re;
}`,
];
