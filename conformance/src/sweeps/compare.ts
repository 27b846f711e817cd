import { isInexact, type Array as NDArray } from "@hyrax/core";
import { expect } from "vitest";
import { expectNear } from "./finite-difference.js";

/** How far results may be apart that were computed in another order. */
const tolerance = (dtype: string) => (dtype === "float64" || dtype === "complex128" ? 1e-10 : 2e-5);

/** The elements as numbers; those of 64-bit integers as they are. */
function values(x: NDArray): readonly (number | bigint)[] {
  return Array.from(x.dataSync() as Iterable<number | bigint>);
}

/** Expects arrays of the same types, with equal integers and bools, and floats that are close. */
export function expectSame(found: readonly NDArray[], wanted: readonly NDArray[], what: string): void {
  expect(found.map((x) => x.aval.toString(), `${what}: types`)).toEqual(wanted.map((x) => x.aval.toString()));
  wanted.forEach((x, i) => {
    const got = values(found[i] as NDArray);
    if (isInexact(x.dtype)) {
      expectNear(got as number[], values(x) as number[], tolerance(x.dtype), `${what}: result ${i}`);
    } else expect(got, `${what}: result ${i}`).toEqual(values(x));
  });
}

/** Expects results with a batch axis in front to be those of the elements, one after the other. */
export function expectBatch(
  found: readonly NDArray[],
  ofElements: readonly (readonly NDArray[])[],
  what: string,
): void {
  const [first] = ofElements as [readonly NDArray[]];
  expect(found.length, what).toBe(first.length);
  first.forEach((x, i) => {
    const batch = found[i] as NDArray;
    expect(`${batch.dtype}[${batch.shape}]`, `${what}: type of result ${i}`).toBe(
      `${x.dtype}[${[ofElements.length, ...x.shape]}]`,
    );
    const wanted = ofElements.flatMap((results) => values(results[i] as NDArray));
    if (isInexact(x.dtype)) {
      expectNear(values(batch) as number[], wanted as number[], tolerance(x.dtype), `${what}: result ${i}`);
    } else expect(values(batch), `${what}: result ${i}`).toEqual(wanted);
  });
}
