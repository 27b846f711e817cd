import { f64x2 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { log } from "./logarithm.js";

// Giles, "Approximating the erfinv function" (GPU Computing Gems, 2012), the double-precision polynomials in w − 25/8,
// √w − 13/4 and √w − 5; those that XLA uses too.
const CENTRAL = [
  1.6536545626831027, 0.24015818242558962, -0.006033670871430149, -0.000740702534166267, 0.00018673420803405714,
  -1.3882523362786469e-5, -1.3654692000834679e-6, 4.2347877827932404e-7, -2.9070369957882005e-8, -4.112633980346984e-9,
  1.0512122733215323e-9, -5.415412054294628e-11, -1.2975133253453532e-11, 2.6335093153082323e-12,
  -8.151934197605472e-14, -4.054566272975207e-14, 6.637638134358324e-15, 2.0972767875968562e-17, -1.333171662854621e-16,
  1.1157877678025181e-17, 1.28584807152564e-18, -1.6850591381820166e-19, -3.64441206401782e-21,
];
const OUTER = [
  3.0838856104922208, 1.0052589676941592, 0.005370914553590064, -0.003751208507569241, 0.002491442096107851,
  -0.0016882755560235047, 0.0009532893797373805, -0.0003550375203628475, 2.4031110387097894e-5, 6.828485145957318e-5,
  -4.7318229009055734e-5, 1.2475304481671779e-5, 2.9234449089955446e-6, -4.013867526981546e-6, 1.5027403968909828e-6,
  1.8239629214389228e-8, -2.7517406297064545e-7, 9.075656193888539e-8, 2.2137376921775787e-9,
];
const TAIL = [
  4.849906401408584, 1.0103004648645344, -0.00013871931833623122, -0.00021503011930044477, 7.599527703001776e-5,
  -1.968177810553167e-5, 4.526062597223154e-6, -9.9298272942317e-7, 2.2900482228026655e-7, -6.771199775845234e-8,
  2.914795345090108e-8, -1.496002662714924e-8, 7.61570120807834e-9, -3.789465440126737e-9, 1.5076572693500548e-9,
  -2.5556418169652526e-10, -2.7109920616438573e-11,
];

/** The inverse of erf, with w = −ln(1 − x²). */
export function erfInv(m: F64Lanes, x: Vector): Vector {
  const magnitude = m.let(f64x2.abs(x));
  const product = m.let(f64x2.mul(f64x2.sub(m.k(1), magnitude), f64x2.add(m.k(1), magnitude)));
  const w = m.let(f64x2.neg(log(m, product)));
  const root = m.let(f64x2.sqrt(w));
  const central = m.let(f64x2.lt(w, m.k(6.25)));
  const outer = m.let(f64x2.lt(w, m.k(16)));
  const pick = (a: number, b: number, c: number) => m.where(central, m.k(a), m.where(outer, m.k(b), m.k(c)));
  const shift = m.where(outer, m.k(3.25), m.k(5));
  const t = m.let(m.where(central, f64x2.sub(w, m.k(3.125)), f64x2.sub(root, shift)));
  const coefficients = CENTRAL.map((c, i) => m.let(pick(c, OUTER[i] ?? 0, TAIL[i] ?? 0)));
  const p = coefficients.reduceRight<Vector>((sum, c) => m.madd(sum, t, c), m.k(0));
  const infinite = f64x2.eq(magnitude, m.k(1));
  return f64x2.mul(m.where(infinite, m.k(Number.POSITIVE_INFINITY), p), x);
}
