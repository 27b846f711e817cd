import { readFileSync } from "node:fs";
import {
  config,
  type DType,
  decodeElement,
  type Family,
  type Primitive,
  type Scalar,
  type Shape,
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

// What JAX gives: see fixtures.py beside it. Parsed JSON is untyped, hence the cast.
const fixtures = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as {
  readonly arrays: readonly FixtureArray[];
  readonly cases: readonly Fixture[];
};

/** Tests that each primitive of a family, or of a part of one, does as JAX does in every case of fixtures.json. */
export function testFamily(name: string, family: Family): void {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  describe.each(Object.entries(family))("%s", (key, primitive) => {
    const cases = fixtures.cases.filter((fixture) => fixture.family === name && fixture.primitive === key);

    test(`gives what JAX gives, in ${cases.length} cases`, () => {
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.flatMap((fixture) => differences(fixture, primitive)).join("\n")).toBe("");
    });
  });
}

function differences({ inputs, params, outs, rtol = 0 }: Fixture, primitive: Primitive): readonly string[] {
  const arrays = inputs.map(fixtureArray);
  const wanted = outs.map(fixtureArray);
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
      const of = arrays.map((x) => text(elements(x)[x.data.length === 1 ? 0 : i])).join(", ");
      return [`${call} at ${i}, of ${of}: ${text(got[i])} instead of ${text(element)}`];
    });
  });
}

function fixtureArray(index: number): TestArray {
  const [dtype, shape, values] = fixtures.arrays[index]!;
  const wide = dtype === "int64" || dtype === "uint64";
  return testArray(
    values.map((value) => (wide ? BigInt(value) : Number(value))),
    dtype,
    shape,
  );
}

function elements({ aval, data }: TestArray): Scalar[] {
  return Array.from({ length: data.length }, (_, i) => decodeElement(data[i]!, aval.dtype));
}

function agree(got: Scalar, wanted: Scalar, rtol: number): boolean {
  if (Object.is(got, wanted)) return true;
  if (rtol === 0 || typeof got !== "number" || typeof wanted !== "number") return false;
  return Math.abs(got - wanted) <= rtol * Math.abs(wanted);
}

function text(value: Scalar | undefined): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
