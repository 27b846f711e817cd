import { detectFeatures, type Expr, f64x2 } from "../assembler/index.js";

type Pair = Expr<"v128">;

/** x y + z of pairs of doubles; rounded once where the host can, and fast. */
export function multiplyAdd(x: Pair, y: Pair, z: Pair): Pair {
  return detectFeatures().relaxedSimd ? f64x2.relaxedMadd(x, y, z) : f64x2.add(z, f64x2.mul(x, y));
}

/** z − x y of pairs of doubles. */
export function multiplySubtract(x: Pair, y: Pair, z: Pair): Pair {
  return detectFeatures().relaxedSimd ? f64x2.relaxedNmadd(x, y, z) : f64x2.sub(z, f64x2.mul(x, y));
}
