import type { Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { expect } from "vitest";

/** Elements between −1 and 1 without any structure, float64 where 64-bit types are on. */
export function spread(...shape: readonly number[]): NDArray {
  const size = shape.reduce((product, n) => product * n, 1);
  const elements = Array.from({ length: size }, (_, i) => ((i * 7919 + 13) % 101) / 50 - 1);
  return np.array(elements, { dtype: "float64" }).reshape(shape);
}

/** As `spread`, of complex numbers. */
export function complexSpread(...shape: readonly number[]): NDArray {
  const parts = spread(2, ...shape);
  return parts.get(0).add(parts.get(1).mul(np.sqrt(np.array(-1).astype("complex128"))));
}

/** The matrices with a greater diagonal, which makes them regular. */
export function regular(x: NDArray, weight = 3): NDArray {
  return x.add(np.eye(x.shape.at(-1) as number).mul(weight));
}

/** Aᴴ. */
export function adjoint(x: NDArray): NDArray {
  return np.conj(x.mT);
}

/** Fails unless two arrays have the same shape and nearly the same elements. */
export function expectClose(found: NDArray, wanted: NDArray, tolerance = 1e-11): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(np.max(np.abs(found.sub(wanted)), { initial: 0 }).item()).toBeLessThan(tolerance);
}
