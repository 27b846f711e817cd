import { laneDType } from "../expression.js";
import { bytesOf } from "../vector-memory.js";
import { extentsOf } from "./blocks.js";
import { lanesOf } from "./direct.js";
import { depthFollows } from "./dots.js";
import { LHS, lastStride, type Product, RHS, sameLanes } from "./product.js";

/** How a product is computed: from packed panels, from the arrays as they lie, as products of vectors, or row by row of one side. */
export type Method = "packed" | "direct" | "dots" | "stream";

/** A side of fewer lines than this is not worth packing the other one for. */
const THIN = 8;
const NARROW = 24;
const FEW = 4;
/** As many bytes stay in the first cache. */
const NEAR = 32 * 1024;
/** As many bytes are read from the caches faster than they are packed. */
const CACHED = 128 * 1024;

/** How a product is best computed as its sides lie. */
export function methodOf(product: Product): Method {
  if (isConverted(product)) return "packed";
  const { m, n, k } = extentsOf(product);
  const { bytes } = product.ring;
  const lanes = lanesOf(product);
  if (!isThin(product)) {
    const fits = (m * k + k * n + m * n) * bytes <= CACHED || isNarrow(product);
    return fits && lanes?.of === "n" && product.n.shape.at(-1)! >= THIN ? "direct" : "packed";
  }
  if (lanes?.of === "n" && product.n.shape.at(-1)! >= 4) return isStream(product) ? "stream" : "direct";
  if (depthFollows(product) && product.n.shape.length <= 1) return "dots";
  return lanes?.of === "batch" ? "direct" : "packed";
}

/** Whether a few rows meet a matrix that is worth being read in order. */
function isStream(product: Product): boolean {
  const { m, k } = extentsOf(product);
  const columns = product.n.shape.at(-1)!;
  return (
    m <= FEW && k >= THIN && product.k.shape.length === 1 && columns >= 64 && k * columns * product.ring.bytes > NEAR
  );
}

/** Whether there are so few columns that each element of the left side would be packed for a few products. */
function isNarrow(product: Product): boolean {
  const { m, n, k } = extentsOf(product);
  const { bytes } = product.ring;
  if (n > NARROW || k * n * bytes > CACHED) return false;
  return lastStride(product.k, LHS) === bytesOf(laneDType(product.lhs.dtype)) || m * k * bytes <= 4 * CACHED;
}

function isThin(product: Product): boolean {
  const { m, n, k } = extentsOf(product);
  return Math.min(m, n, k) < THIN;
}

/** What would make vectors of a thin product whose larger side would be packed for a few lines of the other one. */
export function remedyOf(product: Product): "turn" | "copy lhs" | "copy rhs" | undefined {
  if (isConverted(product) || !isThin(product) || methodOf(product) !== "packed") return undefined;
  const { m, n } = extentsOf(product);
  const [large, place, lines] = m > n ? [LHS, product.lhs, product.m] : [RHS, product.rhs, product.n];
  const bytes = bytesOf(laneDType(place.dtype));
  if (lastStride(lines, large) === bytes && large === LHS) return "turn";
  const follows = product.k.shape.some((_, axis) => product.k.strides[large]![axis] === bytes);
  if (!follows || product.n.shape.length > 1) return undefined;
  return large === LHS ? "copy rhs" : "copy lhs";
}

/** Whether elements are of another kind than their sums: they are converted when they are packed. */
function isConverted({ lhs, rhs, ring }: Product): boolean {
  return !sameLanes(lhs.dtype, ring.dtype) || !sameLanes(rhs.dtype, ring.dtype);
}
