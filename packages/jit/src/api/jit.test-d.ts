import type { Array as NDArray } from "@hyrax/core";
import { expectTypeOf, test } from "vitest";
import { evalShape, jit, makeJaxpr, type ShapeDtypeStruct } from "../index.js";

interface Params {
  readonly w: NDArray;
  readonly b: NDArray;
}

test("a jitted function has the type of the function, and takes numbers for arrays", () => {
  const step = jit((params: Params, rate: NDArray): Params => ({ w: params.w.mul(rate), b: params.b }));
  expectTypeOf(step).returns.toEqualTypeOf<Params>();
  expectTypeOf<[{ w: number; b: NDArray }, number]>().toExtend<Parameters<typeof step>>();
  // @ts-expect-error a name is no array
  step({ w: "w", b: 1 }, 0.1);
});

test("parameters without a type are arrays", () => {
  const double = jit((x) => x.mul(2));
  expectTypeOf(double(1)).toEqualTypeOf<NDArray>();
  makeJaxpr((x, y) => x.add(y))(1, 2);
});

test("static arguments keep their own types", () => {
  const f = jit((mode: "sum" | "max", x: NDArray) => (mode === "sum" ? x.sum() : x.max()), { staticArgnums: 0 });
  // @ts-expect-error there is no such mode
  f("min", 1);
});

test("evalShape has types where the function has arrays", () => {
  const shapes = evalShape((params: Params) => ({ y: params.w.add(params.b), n: 2 }), { w: 1, b: 2 });
  expectTypeOf(shapes.y).toEqualTypeOf<ShapeDtypeStruct>();
});
