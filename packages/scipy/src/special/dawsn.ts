import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type Rational, rational } from "./horner.js";

// Source of the coefficients: Moshier, Cephes, dawsn.c.
/** dawsn(x) / x in x², below 3.25. */
const near: Rational = {
  p: [
    1.1368149897175597e-11, 8.492622676674738e-10, 1.9443420417555306e-8, 9.531517412544844e-7, 3.078283098749132e-6,
    0.00035251336852028877, -0.0008501498467244109, 0.04226182230055466, -0.09174803717734524, 1.0,
  ],
  q: [
    2.403720730667626e-11, 1.488646813684934e-9, 5.212652810105416e-8, 1.2725847827318697e-6, 2.324902498207895e-5,
    0.00032552474182605793, 0.003488058146571626, 0.027944853119882897, 0.15887424196012057, 0.5749186294893204, 1.0,
  ],
};
/** x² (2 x dawsn(x) − 1) in 1/x², below 6.25. */
const middle: Rational = {
  p: [
    0.5089551564179009, -0.24475441814269785, 0.09415123353035344, -0.021871125514203903, 0.003662076123295692,
    -0.0004232091144603888, 3.5964130479389666e-5, -2.1464035171996896e-6, 9.100107800763914e-8, -2.4027452082825098e-9,
    3.592333854409284e-11,
  ],
  q: [
    1.0, -0.6318398698733682, 0.2367067882282487, -0.053180636700322324, 0.008480417185862954, -0.0009479967684866654,
    7.810255929445524e-5, -4.558751532524426e-6, 1.8910035811142186e-7, -4.913246913319206e-9, 7.184664032357345e-11,
  ],
};
/** The same beyond. */
const far: Rational = {
  p: [-0.5905928605347732, 0.6292352427243688, -0.17285897538038814, 0.016483704782518965, -0.0004868276130204627],
  q: [1.0, -2.698200571975449, 1.7327079904594784, -0.3937085822819395, 0.03442789240412334, -0.0009736552260409412],
};

function dawson(x: NDArray): NDArray {
  const size = np.abs(x);
  const [inside, outside] = [np.where(size.less(3.25), size, 1), np.where(size.less(3.25), 4, size)];
  const atNear = inside.mul(rational(near, np.square(inside)));
  const t = np.reciprocal(np.square(outside));
  const correction = t.mul(np.where(outside.less(6.25), rational(middle, t), rational(far, t)));
  const beyond = correction.add(1).div(outside.mul(2));
  return np.sign(x).mul(np.where(size.less(3.25), atNear, beyond));
}

const dawsnOf = np.withDerivative("dawsn", dawson, ([x], [dx], result) => dx.mul(np.subtract(1, x.mul(result).mul(2))));

/** Dawson's integral exp(−x²) ∫₀ˣ exp(t²) dt. Integers become floats. */
export function dawsn(x: ArrayLike): NDArray {
  return dawsnOf(...np.promoteInexact("dawsn", x));
}
