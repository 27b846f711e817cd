import { f64x2, v128 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { expm1Polynomial, reduceByLn2, scale } from "./exponential.js";

/** erf(x)/x − 1 in x², |x| ≤ 0.85. Interpolated at Chebyshev's nodes, relative error 2⁻⁵⁵. */
const ERF_SMALL = [
  0.12837916709551256, -0.3761263890318335, 0.11283791670932594, -0.026866170640255645, 0.00522397757126982,
  -0.0008548323506677763, 0.00012055190337021296, -1.4921921653420798e-5, 1.6399123262977372e-6, -1.5697115571004142e-7,
  1.0675693706713948e-8,
];

/** x·erfc(x)·exp(x²) in (x − 3/2)/(x + 3/2), ½ ≤ x ≤ 27.3; see float32. Interpolated, relative error 2⁻⁵³. */
const ERFC_SCALED = [
  0.4823781246814763, 0.22845311956643208, -0.21611410197766626, 0.061695087943871796, 0.01982428586429704,
  -0.008790586331637349, -0.005135845856299711, 0.00048077984854697875, 0.0013280264595344935, 0.0004189472032696224,
  -0.0001515559194145594, -0.00019157645818378938, -6.272622629453499e-5, 1.9585877056302607e-5, 3.1741165003835736e-5,
  1.5326166665782787e-5, -9.052864080902269e-7, -6.7164760668540805e-6, -6.509174756793921e-7, 2.9862979914044334e-7,
  -5.764824496411743e-6, 3.409320736035051e-6, 4.9909861114263975e-6, -4.861829081919619e-6, 1.151937147772664e-6,
];
/** The bits of the upper half of a float's mantissa, whose square is exact. */
const UPPER_HALF = ~(2n ** 27n - 1n);

function erfOfSmall(m: F64Lanes, x: Vector): Vector {
  return m.madd(x, m.polynomial(m.let(f64x2.mul(x, x)), ERF_SMALL), x);
}

/** erfc x for ½ ≤ x ≤ 27.3. */
function erfcOfLarge(m: F64Lanes, x: Vector): Vector {
  const quotient = f64x2.div(f64x2.sub(x, m.k(1.5)), f64x2.add(x, m.k(1.5)));
  const scaled = m.polynomial(m.let(quotient), ERFC_SCALED);
  // x² = h² + (x − h)(x + h): a rounded x² would cost exp(−x²) as many units as x² is large.
  const high = m.let(v128.and(x, m.bits(UPPER_HALF)));
  const rest = m.let(f64x2.mul(f64x2.sub(high, x), f64x2.add(high, x)));
  const { n, r } = reduceByLn2(m, m.let(f64x2.neg(f64x2.mul(high, high))), rest);
  const gauss = f64x2.add(expm1Polynomial(m, r), m.k(1));
  return scale(m, f64x2.div(f64x2.mul(scaled, gauss), x), n);
}

/** erf |x|, beyond 0.85 as 1 − erfc |x|. */
export function erf(m: F64Lanes, x: Vector): Vector {
  const magnitude = m.let(f64x2.pmin(f64x2.abs(x), m.k(6)));
  const small = m.let(erfOfSmall(m, magnitude));
  const large = f64x2.sub(m.k(1), m.let(erfcOfLarge(m, magnitude)));
  return v128.or(m.where(f64x2.lt(magnitude, m.k(0.85)), small, large), m.sign(x));
}

/** erfc x: 1 − erf x below ½, the scaled form times exp(−x²) above, 2 − erfc(−x) for negative x. */
export function erfc(m: F64Lanes, x: Vector): Vector {
  const magnitude = m.let(f64x2.pmin(f64x2.abs(x), m.k(27.3)));
  const tail = m.let(erfcOfLarge(m, magnitude));
  const ofLarge = m.where(f64x2.lt(x, m.k(0)), f64x2.sub(m.k(2), tail), tail);
  const ofSmall = f64x2.sub(m.k(1), erfOfSmall(m, x));
  return m.where(f64x2.lt(magnitude, m.k(0.5)), ofSmall, ofLarge);
}
