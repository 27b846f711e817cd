import type { Array as NDArray } from "@hyrax/core";
import { expectTypeOf, test } from "vitest";
import { evalShape, jit, makeJaxpr, ShapeDtypeStruct } from "../index.js";

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

test("warm takes types for arrays, and what a call takes", () => {
  const step = jit((params: Params, rate: NDArray): Params => ({ w: params.w.mul(rate), b: params.b }));
  const w = new ShapeDtypeStruct([2], "float32");
  expectTypeOf(step.warm({ w, b: 1 }, 0.1)).toEqualTypeOf<Promise<void>>();
  // @ts-expect-error a call takes arrays
  step({ w, b: 1 }, 0.1);
  // @ts-expect-error there is no b
  step.warm({ w }, 0.1);
});
