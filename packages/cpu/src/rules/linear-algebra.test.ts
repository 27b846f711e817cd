import { readFileSync } from "node:fs";
import { config, type DType, realDtype, type Shape } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrayOf } from "../../test-support/matrix.js";
import { runPrimitive } from "../../test-support/run-primitive.js";

/** An array as fixtures.json has it: a complex element is its two parts, and what JSON cannot write is a text. */
type FixtureArray = readonly [dtype: DType, shape: Shape, elements: readonly (number | string)[]];

interface Fixture {
  readonly primitive: keyof typeof linearAlgebra;
  readonly params: object;
  readonly inputs: readonly FixtureArray[];
  readonly outs: readonly FixtureArray[];
}

// What JAX, and so LAPACK, gives: see fixtures.py beside it. Parsed JSON is untyped, hence the cast.
const path = new URL("../../test-support/linear-algebra/fixtures.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(path, "utf8")) as { readonly cases: readonly Fixture[] };

const array = ([dtype, shape, elements]: FixtureArray) => arrayOf(elements.map(Number), dtype, shape);

/** Of the greatest element of a result: LAPACK computes with single precision where kernels here do not. */
const tolerance = (dtype: DType) => (realDtype(dtype) === "float32" ? 1e-5 : 1e-13);

describe("linear algebra on the reference engine", () => {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  test.each(Object.keys(linearAlgebra))("%s gives what LAPACK gives, with its signs and in its order", (name) => {
    const own = cases.filter(({ primitive }) => primitive === name);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap(differences).slice(0, 10).join("\n")).toBe("");
  });
});

function differences({ primitive, params, inputs, outs }: Fixture): readonly string[] {
  const arrays = inputs.map(array);
  const before = arrays.map(({ data }) => data.slice());
  const results = runPrimitive(linearAlgebra[primitive], arrays, params);
  const call = `${primitive}[${JSON.stringify(params)}](${arrays.map(({ aval }) => aval)})`;
  expect(results.map(({ aval }) => String(aval))).toEqual(outs.map((out) => String(array(out).aval)));
  expect(
    arrays.map(({ data }) => data),
    `the inputs of ${call} afterwards`,
  ).toEqual(before);
  return outs.flatMap(([dtype, , elements], k) => {
    const wanted = elements.map(Number);
    const found = Array.from(results[k]!.data, Number);
    const size = Math.max(1, ...wanted.filter(Number.isFinite).map(Math.abs));
    const near = (x: number, y: number) => Object.is(x, y) || Math.abs(x - y) <= tolerance(dtype) * size;
    return found.every((x, i) => near(x, wanted[i]!))
      ? []
      : [`${call} of [${arrays[0]!.data}], result ${k}: [${found}] instead of [${wanted}]`];
  });
}
