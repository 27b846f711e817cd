import { readFileSync } from "node:fs";
import { config, type Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { expect } from "vitest";

/** A number that JSON cannot write is a string. */
export type Numeric = number | "NaN" | "Infinity" | "-Infinity";

interface Fixtures {
  /** Two rows of data. */
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly specials: readonly {
    readonly fn: string;
    readonly args: readonly (readonly Numeric[])[];
    readonly out: readonly Numeric[];
  }[];
  readonly distributions: readonly {
    readonly distribution: string;
    readonly function: string;
    readonly x: readonly number[];
    readonly shapes: readonly number[];
    readonly options: { readonly loc?: number; readonly scale?: number };
    readonly out: readonly Numeric[];
  }[];
  readonly signals: readonly {
    readonly function: string;
    readonly options: Readonly<Record<string, unknown>>;
    readonly coordinates: readonly (readonly number[])[];
    readonly shape: readonly number[];
    readonly real: readonly number[];
    readonly imag: readonly number[];
  }[];
  readonly kde: readonly {
    readonly options: { readonly bwMethod?: "silverman" | number; readonly weights?: readonly number[] };
    readonly covariance: readonly number[];
    readonly pdf: readonly number[];
    readonly logpdf: readonly number[];
    readonly gaussian: number;
    readonly kde: number;
    readonly box: number;
  }[];
}

const file = new URL("../src/fixtures.json", import.meta.url);

/** What SciPy answers, in double precision: `src/fixtures.py` writes it. */
export const fixtures = JSON.parse(readFileSync(file, "utf8")) as Fixtures;

/** The elements of an array as numbers. */
export const elements = (x: NDArray) => np.ravel(x).tolist() as readonly number[];

/** Runs a test with float64 at hand. */
export function withFloat64<R>(f: () => R): R {
  config.update("enableX64", true);
  try {
    return f();
  } finally {
    config.update("enableX64", false);
  }
}

/** Fails unless each element is as close to the number wanted as a relative tolerance says, and an absolute one around 0. */
export function expectClose(got: readonly number[], wanted: readonly Numeric[], rtol: number, atol = rtol): void {
  expect(got).toHaveLength(wanted.length);
  got.forEach((x, i) => {
    const y = Number(wanted[i]);
    const close = Object.is(x, y) || x === y || Math.abs(x - y) <= atol + rtol * Math.abs(y);
    if (!close) expect.fail(`element ${i} is ${x}, but should be ${y}`);
  });
}
