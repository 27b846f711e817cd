import type { Array as NDArray, ShapedArray, TypedArray } from "@hyrax/core";
import { vmap } from "@hyrax/vmap";
import { expect } from "vitest";
import { type Draw, drawBatch, randomFrom } from "./draw.js";

/** A function of flat lists of arrays, of a single element. */
export type FlatArrays = (inputs: readonly NDArray[]) => readonly NDArray[];

export interface Batching {
  readonly size: number;
  /** For each input the place of the mapped axis, or null for one that is the same for all elements. */
  readonly inAxes: readonly (number | null)[];
  readonly rtol: number;
}

/**
 * Expects a function, mapped over batches of drawn inputs, to give what a loop over the elements gives: the same
 * shapes, dtypes and elements.
 *
 * @param mapped the function of whole batches; `vmap` of `f` if not given
 */
export function expectBatching(
  f: FlatArrays,
  draws: readonly Draw[],
  { size, inAxes, rtol }: Batching,
  mapped: FlatArrays = (inputs) => vmap((...xs: NDArray[]) => f(xs), { inAxes, axisSize: size })(...inputs),
): void {
  const random = randomFrom(1);
  const batches = draws.map((draw, i) => drawBatch(draw, inAxes[i] === null ? 1 : size, random));
  const whole = batches.map((batch, i) => {
    const axis = inAxes[i] ?? null;
    return axis === null ? (batch.elements[0] as NDArray) : batch.whole(axis);
  });
  const results = mapped(whole);
  for (let b = 0; b < size; b++) {
    const element = f(batches.map(({ elements }, i) => elements[inAxes[i] === null ? 0 : b] as NDArray));
    expect(results.length).toBe(element.length);
    element.forEach((wanted, k) => {
      const result = results[k] as NDArray;
      expect(typeOf(result.aval, 1)).toBe(typeOf(wanted.aval, 0));
      expect(result.shape[0]).toBe(size);
      const data = wanted.dataSync();
      const found = result.dataSync().subarray(b * data.length, (b + 1) * data.length);
      expectClose(found, data, rtol, `result ${k} of element ${b}`);
    });
  }
}

function typeOf({ shape, dtype, weakType }: ShapedArray, from: number): string {
  return `${weakType ? "weak " : ""}${dtype}[${shape.slice(from).join()}]`;
}

/** Expects equal elements, in the sign of zero too, or such that differ by `rtol` of their size at most. */
function expectClose(found: TypedArray, wanted: TypedArray, rtol: number, what: string): void {
  const far = Array.from(wanted as ArrayLike<number | bigint>).flatMap((want, i) => {
    const got = found[i] as number | bigint;
    if (Object.is(got, want)) return [];
    const off = Math.abs(Number(got) - Number(want));
    return off <= rtol * Math.max(1, Math.abs(Number(want))) ? [] : [`${got} instead of ${want} at ${i}`];
  });
  expect(far.slice(0, 5), what).toEqual([]);
}

/** Every choice of inputs to map, but for none; if there are no inputs, the one choice that there is. */
export function choices(count: number): readonly (readonly boolean[])[] {
  const all = Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (_unused, i) => (bits >> i) % 2 === 1),
  );
  return count === 0 ? all : all.slice(1);
}

/** Places of the mapped axis: first for all inputs, last for all, and another for each. */
export function placements(
  draws: readonly Draw[],
  chosen: readonly boolean[],
): readonly (readonly (number | null)[])[] {
  const place = (at: (rank: number, i: number) => number) =>
    draws.map(({ shape }, i) => (chosen[i] ? at(shape.length, i) : null));
  const all = [place(() => 0), place((rank) => rank), place((rank, i) => (rank === 0 ? 0 : (i + 1) % (rank + 1)))];
  return all.filter((axes, i) => all.findIndex((other) => other.join() === axes.join()) === i);
}
