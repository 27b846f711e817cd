import { isFloating, type Array as NDArray, printJaxpr, stage, type TypedArray } from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { expect } from "vitest";
import { reference } from "./reference.js";

export interface Tolerance {
  /** The greatest difference in units in the last place of the expected number. */
  readonly ulp?: number;
  /** A difference that does not count however small the expected number is. */
  readonly absolute?: number;
}

/**
 * Runs a function on the GPU, as one jitted program, and checks its results against those of the reference engine, and
 * that no part of it was left to that engine. Integers, bools, NaN and infinities have to be equal.
 */
export async function expectAgreement(
  f: (...inputs: NDArray[]) => readonly NDArray[],
  inputs: readonly NDArray[],
  tolerance: Tolerance = {},
): Promise<void> {
  const compiled = jit((...args: NDArray[]) => f(...args));
  expect(compiled.lower(...inputs).fallbacks).toEqual([]);
  const outs = compiled(...inputs);
  const expected = reference(f, inputs);
  for (const [i, out] of outs.entries()) {
    const actual = await out.data();
    compare(actual, expected[i]!, isFloating(out.dtype), tolerance, () => {
      const { jaxpr } = stage(
        (tracers) => f(...tracers),
        inputs.map((x) => x.aval),
      );
      return `result ${i} of ${printJaxpr(jaxpr)}`;
    });
  }
}

/** Checks elements against expected ones. */
export function compare(
  actual: TypedArray,
  expected: TypedArray,
  floating: boolean,
  { ulp = 4, absolute = 2 ** -126 }: Tolerance,
  what: () => string,
): void {
  expect(actual.length, what()).toBe(expected.length);
  for (let k = 0; k < actual.length; k++) {
    const [found, wanted] = [actual[k] as number, expected[k] as number];
    const bound = Math.max(absolute, ulp * unitOf(wanted));
    const good = floating && Number.isFinite(wanted) ? Math.abs(found - wanted) <= bound : Object.is(found, wanted);
    if (!good) expect.fail(`${what()}\nelement ${k}: found ${found}, expected ${wanted}`);
  }
}

/** The unit in the last place of a float32. */
function unitOf(x: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -126) - 23);
}
