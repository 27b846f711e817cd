import type { Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** What is put before and after data: their mirror image, the same turned round the end point, the end point, zeros, or nothing. */
export type Boundary = "even" | "odd" | "constant" | "zeros" | null;

const modes = {
  even: { mode: "reflect" },
  odd: { mode: "reflect", reflectType: "odd" },
  constant: { mode: "edge" },
  zeros: { mode: "constant" },
} as const;

/** Data `[..., size]` with n more elements on both sides. Throws a `TypeError` that names the function if they do not suffice. */
export function extended(name: string, x: NDArray, n: number, boundary: Boundary): NDArray {
  if (boundary === null || n === 0) return x;
  const size = x.shape.at(-1) as number;
  if (!Object.hasOwn(modes, boundary)) {
    throw new TypeError(
      `${name}: the boundary is one of ${Object.keys(modes).join(", ")} or null; found ${String(boundary)}`,
    );
  }
  if ((boundary === "even" || boundary === "odd") && n >= size) {
    throw new TypeError(
      `${name}: ${size} elements cannot be mirrored ${n} elements far; take shorter segments or the boundary "zeros"`,
    );
  }
  return np.pad(x, lastAxis(x, n, n), modes[boundary]);
}

/** Data `[..., size]` with n zeros after them. */
export function lengthened(x: NDArray, n: number): NDArray {
  return n === 0 ? x : np.pad(x, lastAxis(x, 0, n));
}

const lastAxis = ({ ndim }: NDArray, before: number, after: number) =>
  Array.from({ length: ndim }, (_, axis): [number, number] => (axis === ndim - 1 ? [before, after] : [0, 0]));
