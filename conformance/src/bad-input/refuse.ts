import { type Array, bottomTrace, config, currentTrace, defaultDevice } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { expect, vi } from "vitest";

type ErrorClass = abstract new (...args: never[]) => Error;

export interface Refusal {
  /** True where the function has to run before anybody can know that what it returns is wrong. */
  readonly runsFirst?: boolean;
}

/**
 * Expects a call to throw an error of exactly this class and text, before an engine has compiled anything, and every
 * transformation to work as before afterwards.
 */
export function refuse(run: () => unknown, error: ErrorClass, text: string, { runsFirst = false }: Refusal = {}): void {
  forgetPrograms();
  const compile = vi.spyOn(defaultDevice().engine, "compile");
  const thrown = errorOf(run);
  const compiled = compile.mock.calls.length;
  compile.mockRestore();

  expect(thrown).toBeInstanceOf(error);
  expect([thrown.constructor.name, thrown.message]).toEqual([error.name, text]);
  if (!runsFirst) expect(compiled).toBe(0);
  expectUsable();
}

/** Compiled programs depend on options, so that a change of any forgets them: what runs from now on is compiled anew. */
function forgetPrograms(): void {
  const { disableJit } = config.values;
  config.update("disableJit", !disableJit);
  config.update("disableJit", disableJit);
}

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
    expect.fail(`something else than an error was thrown: ${String(thrown)}`);
  }
  return expect.fail("nothing was thrown");
}

const square = jit((x: Array) => x.mul(x));

/** Expects the interpreter stack to be empty, and the transformations to agree with arithmetic. */
function expectUsable(): void {
  expect(currentTrace()).toBe(bottomTrace());
  expect(vmap(grad(square))(np.array([1, 2, 3])).tolist()).toEqual([2, 4, 6]);
  expect(square(np.array([2, 3])).tolist()).toEqual([4, 9]);
}
