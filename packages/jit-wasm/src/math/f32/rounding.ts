import { f32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";

/** The nearest integer, halves away from zero (`lax.round`'s default). `f32x4.nearest` rounds halves to even. */
export function roundAway(m: F32Lanes, x: Vector): Vector {
  const truncated = m.let(f32x4.trunc(x));
  const farther = f32x4.ge(f32x4.abs(f32x4.sub(x, truncated)), m.k(0.5));
  const magnitude = f32x4.add(f32x4.abs(truncated), v128.and(farther, m.k(1)));
  return v128.or(magnitude, m.sign(x));
}

/** −1, 0 or 1 as the sign of x; a zero keeps its sign, NaN stays. */
export function sign(m: F32Lanes, x: Vector): Vector {
  return m.where(f32x4.gt(f32x4.abs(x), m.k(0)), v128.or(m.sign(x), m.k(1)), x);
}
