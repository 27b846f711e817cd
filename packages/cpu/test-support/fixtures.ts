import { readFileSync } from "node:fs";
import {
  Complex,
  config,
  type DType,
  decodeScalar,
  type Family,
  isComplex,
  type Primitive,
  realDtype,
  type Scalar,
  type Shape,
  shapedArray,
  typedArrayClass,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runPrimitive, type TestArray, testArray } from "./run-primitive.js";

/** An array as fixtures.json has it: elements that JSON cannot write are texts. */
type FixtureArray = readonly [dtype: DType, shape: Shape, elements: readonly (number | string)[]];

/** An application of a primitive; inputs and outs are numbers of arrays. */
interface Fixture {
  readonly family: string;
  readonly primitive: string;
  readonly params: object;
  readonly inputs: readonly number[];
  readonly outs: readonly number[];
  /** Without it, results are equal, in the sign of zero too. */
  readonly rtol?: number;
}

interface Fixtures {
  readonly arrays: readonly FixtureArray[];
  readonly cases: readonly Fixture[];
}

/** The files of cases: the Python file beside each writes it. */
export type FixtureFile = "fixtures" | "complex/fixtures";

/** Tests that each primitive of a family, or of a part of one, does as JAX does in every case of a file. */
export function testFamily(name: string, family: Family, file: FixtureFile = "fixtures"): void {
  // Parsed JSON is untyped, hence the cast.
  const fixtures = JSON.parse(readFileSync(new URL(`./${file}.json`, import.meta.url), "utf8")) as Fixtures;
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  describe.each(Object.entries(family))("%s", (key, primitive) => {
    const cases = fixtures.cases.filter((fixture) => fixture.family === name && fixture.primitive === key);

    test(`gives what JAX gives, in ${cases.length} cases`, () => {
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.flatMap((fixture) => differences(fixture, fixtures.arrays, primitive)).join("\n")).toBe("");
    });
  });
}

function differences(
  { inputs, params, outs, rtol = 0 }: Fixture,
  listed: readonly FixtureArray[],
  primitive: Primitive,
): readonly string[] {
  const arrays = inputs.map((index) => fixtureArray(listed[index]!));
  const wanted = outs.map((index) => fixtureArray(listed[index]!));
  const before = arrays.map(({ data }) => data.slice());
  const results = runPrimitive(primitive, arrays, params);
  const call = `${primitive.name}[${JSON.stringify(params)}](${arrays.map(({ aval }) => aval).join(", ")})`;
  const types = (xs: readonly TestArray[]) => xs.map(({ aval }) => String(aval));
  expect(types(results), call).toEqual(types(wanted));
  expect(
    arrays.map(({ data }) => data),
    `the inputs of ${call} afterwards`,
  ).toEqual(before);

  return results.flatMap((result, k) => {
    expect(result.data, call).toBeInstanceOf(typedArrayClass(result.aval.dtype));
    const [got, want] = [result, wanted[k]!].map(elements) as [Scalar[], Scalar[]];
    expect(got.length, call).toBe(want.length);
    return want.flatMap((element, i) => {
      if (agree(got[i]!, element, rtol)) return [];
      const of = arrays.map((x) => text(elements(x)[x.aval.size === 1 ? 0 : i])).join(", ");
      return [`${call} at ${i}, of ${of}: ${text(got[i])} instead of ${text(element)}`];
    });
  });
}

function fixtureArray([dtype, shape, values]: FixtureArray): TestArray {
  if (isComplex(dtype)) {
    const parts = testArray(values.map(Number), realDtype(dtype));
    return { aval: shapedArray(shape, dtype), data: parts.data };
  }
  const wide = dtype === "int64" || dtype === "uint64";
  return testArray(
    values.map((value) => (wide ? BigInt(value) : Number(value))),
    dtype,
    shape,
  );
}

function elements({ aval, data }: TestArray): Scalar[] {
  return Array.from({ length: aval.size }, (_, i) => decodeScalar(data, i, aval.dtype));
}

function agree(got: Scalar, wanted: Scalar, rtol: number): boolean {
  if (got instanceof Complex && wanted instanceof Complex) {
    // A complex number is as exact as its modulus is large. The signs of zeros are XLA's own where formulas differ.
    const atol = rtol * Math.hypot(wanted.re, wanted.im) || 0;
    const near = (a: number, b: number) => a === b || Object.is(a, b) || Math.abs(a - b) <= atol;
    return near(got.re, wanted.re) && near(got.im, wanted.im);
  }
  if (Object.is(got, wanted)) return true;
  if (rtol === 0 || typeof got !== "number" || typeof wanted !== "number") return false;
  return Math.abs(got - wanted) <= rtol * Math.abs(wanted);
}

function text(value: Scalar | undefined): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
