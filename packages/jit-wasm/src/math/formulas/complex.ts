/**
 * Functions of complex numbers x + iy, or a + ib and c + id, with the branch cuts of XLA: −0 counts as 0 where it would
 * tell the sides of a cut. The methods are those of the reference engine.
 */
export const COMPLEX_FORMULAS = [
  // 1, −1 or 0: the direction of an infinite part, beside which a finite one vanishes.
  `direction(part) {
  return abs(part) == Infinity ? sign(part) : 0;
}`,

  // The divisor is scaled to a modulus near 1, so that its square neither overflows nor vanishes.
  // By zero each part is divided.
  // An infinite part counts before a NaN beside it; finite numbers over infinite ones are zero.
  // Of infinities less infinities, the direction counts (C11, annex G.5.1).
  `pair cquotient(a, b, c, d) {
  let size = max(abs(c), abs(d));
  let e = direction(c);
  let f = direction(d);
  if (size == 0) return a / c, b / c;
  if (e != 0 || f != 0) {
    if (!isFinite(a) || !isFinite(b)) return NaN, NaN;
    return 0 * (a * e + b * f), 0 * (b * e - a * f);
  }
  let scale = inverseScale(size);
  e = c * scale;
  f = d * scale;
  let squared = e * e + f * f;
  if (max(abs(a), abs(b)) > 2 ** 1020) {
    a /= 4;
    b /= 4;
    scale *= 4;
  }
  let re = ((a * e + b * f) / squared) * scale;
  let im = ((b * e - a * f) / squared) * scale;
  if (isNaN(re) && isNaN(im)) {
    let g = direction(a);
    let h = direction(b);
    re = Infinity * (g * e + h * f);
    im = Infinity * (h * e - g * f);
  }
  return re, im;
}`,

  // z / |z|, and 0 of 0; halves, whose modulus does not overflow.
  `pair csign(x, y) {
  let half = modulus(x / 2, y / 2);
  if (half == 0) return x, y;
  return x / 2 / half, y / 2 / half;
}`,

  // c eˣ: eˣ may overflow, although its product with a small number does not.
  `expTimes(x, c) {
  return x > 700 ? c * exp(700) * exp(x - 700) : c * exp(x);
}`,

  `coshTimes(x, c) {
  return abs(x) > 700 ? expTimes(abs(x), c / 2) : c * cosh(x);
}`,

  `sinhTimes(x, c) {
  return abs(x) > 700 ? expTimes(abs(x), (sign(x) * c) / 2) : c * sinh(x);
}`,

  // A real number has a real result, where it is infinite too.
  `pair cexp(x, y) {
  return expTimes(x, cos(y)), y == 0 ? 0 : expTimes(x, sin(y));
}`,

  // 2ˣ exp(iy ln 2); NaN of infinities, which JAX multiplies with the complex number ln 2.
  `pair cexp2(x, y) {
  let scale = abs(x) == Infinity ? NaN : exp2(x);
  return scale * cos(y * LN2), y == 0 ? 0 * scale : scale * sin(y * LN2);
}`,

  // exp(z) − 1: eˣ cos y − 1 = expm1(x) cos y − 2 sin²(y/2).
  `pair cexpm1(x, y) {
  let half = sin(y / 2);
  return x > 700 ? expTimes(x, cos(y)) : expm1(x) * cos(y) - 2 * half * half, y == 0 ? 0 : expTimes(x, sin(y));
}`,

  // What a² is more than the double nearest to it (Dekker, 1971).
  `squareError(a, squared) {
  let shifted = a * 134217729;
  let high = shifted - (shifted - a);
  let low = a - high;
  return high * high - squared + 2 * high * low + low * low;
}`,

  // What a + b is more than the double nearest to it (Knuth, The Art of Computer Programming, volume 2, section 4.2.2).
  `sumError(a, b, sum) {
  let other = sum - a;
  return a - (sum - other) + (b - other);
}`,

  // a + x² + y², with what each operation rounds off made up for: the terms may cancel.
  `plusSquares(a, x, y) {
  let p = x * x;
  let q = y * y;
  let first = a + p;
  let second = first + q;
  return second + (sumError(a, p, first) + sumError(first, q, second) + squareError(x, p) + squareError(y, q));
}`,

  // log |z|
  `logModulus(x, y) {
  let long = max(abs(x), abs(y));
  let short = min(abs(x), abs(y));
  if (long > 0.5 && long < 2) return log1p(plusSquares(-1, long, short)) / 2;
  if (long == 0 || long == Infinity) return log(modulus(x, y));
  let ratio = short / long;
  return log(long) + log1p(ratio * ratio) / 2;
}`,

  `pair clog(x, y) {
  return logModulus(x, y), atan2(y, x);
}`,

  // log(1 + z): log |1 + z| = log1p(2x + x² + y²) / 2. Far from 0 the sum 1 + x is as exact as x.
  `pair clog1p(x, y) {
  let excess = abs(x) < 2 && abs(y) < 2 ? plusSquares(2 * x, x, y) : Infinity;
  return excess > -0.5 && excess < 2 ? log1p(excess) / 2 : logModulus(1 + x, y), atan2(y, 1 + x);
}`,

  // 1 / (1 + exp(−z)), without overflow.
  `pair clogistic(x, y) {
  if (x >= 0) {
    let re, im = cexp(-x, -y);
    return cquotient(1, 0, 1 + re, im);
  }
  let re, im = cexp(x, y);
  return cquotient(re, im, 1 + re, im);
}`,

  // The root with a real part ≥ 0 (Kahan, 1987, "Branch cuts for complex elementary functions").
  // A power of 4, whose root is exact, so that the modulus neither overflows nor loses bits.
  `pair csqrt(x, y) {
  let size = max(abs(x), abs(y));
  if (isNaN(size)) return NaN, NaN;
  if (size == 0 || size == Infinity) {
    let steep = abs(y) == Infinity;
    return steep || x > 0 ? size : 0, (steep || x < 0 ? size : 0) * (y < 0 ? -1 : 1);
  }
  let scale = size > 2 ** 1000 ? 2 ** -20 : (size < 2 ** -900 ? 2 ** 160 : 1);
  let a = x * scale;
  let b = y * scale;
  let root = sqrt((abs(a) + modulus(a, b)) / 2);
  let other = b / (2 * root);
  let back = 1 / sqrt(scale);
  return (a >= 0 ? root : abs(other)) * back, (a >= 0 ? other : (b < 0 ? -root : root)) * back;
}`,

  // 1 / √z; of 0 it is infinite, of what is infinite 0.
  `pair crsqrt(x, y) {
  if (x == 0 && y == 0) return Infinity, NaN;
  if (abs(x) == Infinity || abs(y) == Infinity) return 0, 0;
  let re, im = csqrt(x, y);
  return cquotient(1, 0, re, y == 0 && isNegative(y) ? -im : im);
}`,

  // exp(w log z), with 1 for w = 0 and for z = 1; powers of numbers ≥ 0 with real exponents are real.
  `pair cpow(a, b, c, d) {
  if ((c == 0 && d == 0) || (a == 1 && b == 0)) return 1, 0;
  if (b == 0 && d == 0 && a >= 0) {
    let power = pow(a, c);
    return power, isNaN(power) ? NaN : 0;
  }
  if (a == 0 && b == 0) {
    let limit = c > 0 && isFinite(d) ? 0 : NaN;
    return limit, limit;
  }
  let re, im = clog(a, b);
  return cexp(re * c - im * d, re * d + im * c);
}`,

  // A real or purely imaginary number keeps its zero part, where the other one is infinite or NaN too.

  `pair csin(x, y) {
  return x == 0 ? 0 : coshTimes(y, sin(x)), sinhTimes(y, cos(x));
}`,

  `pair ccos(x, y) {
  return coshTimes(y, cos(x)), x == 0 ? 0 : -sinhTimes(y, sin(x));
}`,

  `pair csinh(x, y) {
  return sinhTimes(x, cos(y)), y == 0 ? 0 : coshTimes(x, sin(y));
}`,

  `pair ccosh(x, y) {
  return coshTimes(x, cos(y)), y == 0 ? 0 : sinhTimes(x, sin(y));
}`,

  // Kahan, 1987, with t = tan y and s = sinh x; from 22 on tanh x is ±1 in double precision.
  `pair ctanh(x, y) {
  if (abs(x) == Infinity) return sign(x), 0;
  if (abs(x) > 22) return isFinite(y) ? sign(x) : NaN, 4 * sin(y) * cos(y) * exp(-2 * abs(x));
  let t = tan(y);
  let s = sinh(x);
  let beta = 1 + t * t;
  let denominator = 1 + beta * s * s;
  return (beta * sqrt(1 + s * s) * s) / denominator, y == 0 ? 0 : t / denominator;
}`,

  // −i tanh iz
  `pair ctan(x, y) {
  let re, im = ctanh(-y, x);
  return im, -re;
}`,

  // The angle of the point (x, y), also where x = c + id and y = a + ib are complex: −i log((x + iy) / √(x² + y²)).
  `pair catan2(a, b, c, d) {
  let re, im = csqrt((c * c - d * d) + (a * a - b * b), (c * d + d * c) + (a * b + b * a));
  let p, q = cquotient(c - b, d + a, re, im);
  let u, v = clog(p, q);
  return v, -u;
}`,
];
