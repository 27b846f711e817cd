import { fmaF32 } from "./fma-f32.js";

const { abs, fround, sqrt } = Math;

/** float32 constants, written as the decimals that XLA and Cephes give. */
const float32 = (...values: number[]): readonly number[] => values.map(fround);

/** Horner's rule with a float32 fused multiply-add at each step, highest degree first. */
function hornerF32(x: number, coefficients: readonly number[]): number {
  let sum = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) sum = fmaF32(sum, x, coefficients[i]!);
  return sum;
}

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

// logf of Cephes: log(1 + r) = r - r²/2 + r³·P(r) on [√½ - 1, √2 - 1]. P has nine coefficients, which the vector code
// that XLA emits evaluates as three polynomials of degree two joined by r³.
const LOG_P0 = float32(7.0376836292e-2, -1.151461031e-1, 1.167699874e-1);
const LOG_P1 = float32(-1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1);
const LOG_P2 = float32(2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1);
const LOG2_LOW = fround(-2.1219444e-4);
const LOG2_HIGH = fround(0.693359375);
const SQRT_HALF = fround(0.707106781186547524);

/** The natural logarithm of a normal float32 in (0, 1], as XLA's CPU backend evaluates it. */
function logF32(x: number): number {
  float[0] = x;
  const pattern = bits[0]!;
  let exponent = (pattern >>> 23) - 126;
  bits[0] = (pattern & 0x007fffff) | 0x3f000000;
  let r = float[0]!;
  if (r < SQRT_HALF) {
    exponent -= 1;
    r = fround(fround(r - 1) + r);
  } else {
    r = fround(r - 1);
  }
  const r2 = fround(r * r);
  const r3 = fround(r2 * r);
  const p = fmaF32(fmaF32(hornerF32(r, LOG_P0), r3, hornerF32(r, LOG_P1)), r3, hornerF32(r, LOG_P2));
  const low = fmaF32(p, r3, fround(exponent * LOG2_LOW));
  const high = fmaF32(-0.5, r2, r);
  return fmaF32(exponent, LOG2_HIGH, fround(high + low));
}

// log1p of Cephes: log(1 + x) = x - x²/2 + x³·P(x)/Q(x) for |x| < √2 - 1.
const LOG1P_BOUND = fround(0.4142135623730950488);
const LOG1P_P = float32(
  4.5270000862445199635215e-5,
  4.985410282319337597221e-1,
  6.5787325942061044846969,
  2.9911919328553073277375e1,
  6.0949667980987787057556e1,
  5.7112963590585538103336e1,
  2.0039553499201281259648e1,
);
const LOG1P_Q = float32(
  1,
  1.5062909083469192043167e1,
  8.3047565967967209469434e1,
  2.2176239823732856465394e2,
  3.0909872225312059774938e2,
  2.1642788614495947685003e2,
  6.011866049760384389371e1,
);

/** `log(1 + x)` of a float32 in [-1, 0], as XLA's CPU backend evaluates it. */
function log1pF32(x: number): number {
  if (abs(x) < LOG1P_BOUND) {
    const x2 = fround(x * x);
    const ratio = fround(hornerF32(x, LOG1P_P) / hornerF32(x, LOG1P_Q));
    return fround(x + fmaF32(-0.5, x2, fround(fround(x * x2) * ratio)));
  }
  return logF32(fround(1 + x));
}

// Giles, "Approximating the erfinv function" (GPU Computing Gems, 2012), single precision, as in XLA's math library.
const CENTRAL = float32(
  2.81022636e-8,
  3.43273939e-7,
  -3.5233877e-6,
  -4.39150654e-6,
  0.00021858087,
  -0.00125372503,
  -0.00417768164,
  0.246640727,
  1.50140941,
);
const TAIL = float32(
  -0.000200214257,
  0.000100950558,
  0.00134934322,
  -0.00367342844,
  0.00573950773,
  -0.0076224613,
  0.00943887047,
  1.00167406,
  2.83297682,
);

/**
 * The inverse of the error function of a float32, bit for bit as `jax.lax.erf_inv` computes it on a CPU: Giles's
 * approximation `x·P(w)`, `w = -log1p(-x²)`, with every operation rounded to float32 and with the fused multiply-adds
 * that LLVM forms for XLA on a machine with FMA. `jax.random.normal` is `√2·erfInv(uniform)`, so its bits depend on it.
 *
 * It is within 4e-7 of the exact value, relatively, for |x| < 0.99, and within 6e-6 (60 ulp) beyond, where rounding x²
 * costs digits; `erfInv` is the accurate one. ±1 give ±∞, anything outside gives NaN, and the sign of a zero is kept.
 * Subnormal results are kept as well, where XLA flushes them to zero.
 */
export function erfInvF32(x: number): number {
  const magnitude = abs(x);
  if (!(magnitude < 1)) return magnitude === 1 ? x * Number.POSITIVE_INFINITY : Number.NaN;
  const logarithm = log1pF32(fround(-x * x));
  const central = logarithm > -5;
  const t = central ? fround(-2.5 - logarithm) : fround(fround(sqrt(-logarithm)) - 3);
  return fround(hornerF32(t, central ? CENTRAL : TAIL) * x);
}
