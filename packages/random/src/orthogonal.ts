import { type Array as NDArray, transpose } from "@hyrax/core";
import { floatDtype } from "./float-info.js";
import { orthonormalColumns } from "./gram-schmidt.js";
import { type Key, typedKey } from "./key-argument.js";
import { sampleNormal } from "./normal.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { checkedShape } from "./shape-argument.js";
import type { FloatSample } from "./uniform.js";

interface OrthogonalSample extends FloatSample {
  readonly n: number;
  readonly m: number;
}

/**
 * As the Q of matrices of normal numbers, with the signs that make the diagonal of R positive.
 * Source: Mezzadri, "How to generate random matrices from the classical compact groups", 2007.
 */
const sampleOrthogonal = program("_orthogonal", ([key]: readonly [NDArray], statics: OrthogonalSample) => {
  const { shape, dtype, n, m } = statics;
  const q = orthonormalColumns(sampleNormal([key], { shape: [...shape, Math.max(n, m), Math.min(n, m)], dtype }));
  if (n >= m) return q;
  const batch = shape.map((_, axis) => axis);
  return transpose(q, { permutation: [...batch, shape.length + 1, shape.length] });
});

export interface OrthogonalOptions extends SamplerOptions {
  /** The number of columns; `n` by default. */
  readonly m?: number;
}

/**
 * Matrices `[...shape, n, m]`, uniformly from those with orthonormal columns, or rows where there are fewer of them:
 * the orthogonal group for m = n.
 */
export function orthogonal(
  key: Key,
  n: number,
  shape?: ShapeOrOptions<OrthogonalOptions>,
  options?: OrthogonalOptions,
): NDArray {
  const given = samplerOptions("orthogonal", shape, options, ["dtype", "m"]);
  const dtype = floatDtype("orthogonal", given.dtype);
  const [rows, columns] = checkedShape("orthogonal: the size", [n, given.m ?? n]) as readonly [number, number];
  const sizes = checkedShape("orthogonal", given.shape ?? []);
  return sampleOrthogonal([typedKey("orthogonal", key)], { shape: sizes, dtype, n: rows, m: columns });
}
