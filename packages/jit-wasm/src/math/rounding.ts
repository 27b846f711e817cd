import { v128 } from "../assembler/index.js";
import type { Lanes, Vector } from "./lanes.js";

/** The nearest integer, halves away from zero (`lax.round`'s default). `f32x4.nearest` rounds halves to even. */
export function roundAway(m: Lanes, x: Vector): Vector {
  const { float } = m;
  const truncated = m.let(float.trunc(x));
  const farther = float.ge(float.abs(float.sub(x, truncated)), m.k(0.5));
  const magnitude = float.add(float.abs(truncated), v128.and(farther, m.k(1)));
  return v128.or(magnitude, m.sign(x));
}

/** −1, 0 or 1 as the sign of x; a zero keeps its sign, NaN stays. */
export function sign(m: Lanes, x: Vector): Vector {
  const { float } = m;
  return m.where(float.gt(float.abs(x), m.k(0)), v128.or(m.sign(x), m.k(1)), x);
}
