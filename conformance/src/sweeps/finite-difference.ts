import { hostArray, isComplex, lanes, type Array as NDArray } from "@hyrax/core";
import { expect } from "vitest";

/** A function of flat lists of arrays. */
export type FlatArrays = (inputs: readonly NDArray[]) => readonly NDArray[];

/** The elements of a float64 or complex128 array, the parts of complex numbers one after the other. */
export function elements(x: NDArray): readonly number[] {
  return Array.from(x.dataSync() as Float64Array);
}

/** An array of the type of another one, of float64 or complex128 elements. */
function arrayLike(x: NDArray, values: readonly number[]): NDArray {
  return hostArray(Float64Array.from(values), x.shape, x.dtype);
}

/** Elements in [−1, 1), the same for the same seed. Source of the generator: Numerical Recipes, §7.1 (1992). */
function direction(like: NDArray, seed: number): NDArray {
  let state = seed * 2654435761 + 12345;
  const next = () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return arrayLike(like, Array.from({ length: like.size * lanes(like.dtype) }, next));
}

export const directions = (like: readonly NDArray[], seed: number) => like.map((x, i) => direction(x, 31 * seed + i));

/**
 * The derivative in a direction by the central difference of fourth order, whose error is h⁴ f⁽⁵⁾ / 30. An element that is
 * NaN, as what a gather fills in, is a constant.
 */
export function finiteDifference(
  f: FlatArrays,
  xs: readonly NDArray[],
  along: readonly NDArray[],
  h = 1e-3,
): readonly (readonly number[])[] {
  const steps = along.map(elements);
  const at = (by: number) =>
    f(
      xs.map((x, i) =>
        arrayLike(
          x,
          elements(x).map((value, k) => value + by * (steps[i]?.[k] as number)),
        ),
      ),
    ).map(elements);
  const [far, near, nearBack, farBack] = [at(2 * h), at(h), at(-h), at(-2 * h)];
  return near.map((ys, i) =>
    ys.map((y, k) => {
      const of = (list: readonly (readonly number[])[]) => list[i]?.[k] as number;
      return Number.isNaN(y) && Number.isNaN(of(nearBack))
        ? 0
        : (8 * (y - of(nearBack)) - (of(far) - of(farBack))) / (12 * h);
    }),
  );
}

/** Σ aᵢ bᵢ, of complex arrays its real part: what cotangents and tangents have to do with each other. */
function pairing(like: NDArray, a: readonly number[], b: readonly number[]): number {
  const sign = (i: number) => (isComplex(like.dtype) && i % 2 === 1 ? -1 : 1);
  return a.reduce((sum, value, i) => sum + sign(i) * value * (b[i] as number), 0);
}

/** The sum of the pairings of each array with its partner. */
export function pairings(as: readonly NDArray[], bs: readonly (readonly number[])[]): number {
  return as.reduce((sum, a, i) => sum + pairing(a, elements(a), bs[i] as readonly number[]), 0);
}

/** Expects numbers that differ by `rtol` of the greatest of them at most. NaN is near NaN only. */
export function expectNear(found: readonly number[], wanted: readonly number[], rtol: number, what: string): void {
  const scale = Math.max(1, ...wanted.filter((value) => !Number.isNaN(value)).map(Math.abs));
  const near = wanted.every((value, i) => {
    const got = found[i] as number;
    return Object.is(got, value) || Math.abs(value - got) <= rtol * scale;
  });
  if (!near || found.length !== wanted.length) {
    expect.fail(`${what}: found ${found.slice(0, 24)}, expected ${wanted.slice(0, 24)}`);
  }
}
