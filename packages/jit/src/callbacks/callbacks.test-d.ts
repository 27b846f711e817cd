import type { Array as NDArray } from "@hyrax/core";
import { expectTypeOf, test } from "vitest";
import { ioCallback, pureCallback, ShapeDtypeStruct } from "../index.js";

declare const x: NDArray;
const scalar = new ShapeDtypeStruct([], "float32");

test("results have the structure of resultShapes, with arrays in place of types", () => {
  expectTypeOf(pureCallback((v: NDArray) => v, scalar, x)).toEqualTypeOf<NDArray>();
  const { a, b } = pureCallback(
    (v: NDArray) => ({ a: 1, b: [v, true] as const }),
    { a: scalar, b: [x, x] as const },
    x,
  );
  expectTypeOf(a).toEqualTypeOf<NDArray>();
  expectTypeOf(b).toEqualTypeOf<[NDArray, NDArray]>();
  expectTypeOf(ioCallback(() => null, null)).toEqualTypeOf<null>();
});

test("arguments may be numbers and typed arrays where the function takes arrays, with options behind them", () => {
  const f = (p: { w: NDArray }, n: NDArray) => p.w.add(n);
  pureCallback(f, x, { w: Float32Array.of(1) }, 2);
  pureCallback(f, x, { w: x }, 2, { vmapMethod: "sequential" });
  ioCallback(f, x, { w: x }, x, { ordered: true });
  // @ts-expect-error there is no such way to be mapped
  pureCallback(f, x, { w: x }, 2, { vmapMethod: "vectorized" });
  // @ts-expect-error an argument is missing
  pureCallback(f, x, { w: x });
  // @ts-expect-error a text is no array
  pureCallback(f, x, { w: "text" }, 2);
});

test("what the function returns must fit", () => {
  // @ts-expect-error a list in place of an array
  pureCallback((v: NDArray) => [v], scalar, x);
  // @ts-expect-error a promise
  pureCallback(async (v: NDArray) => v, scalar, x);
});
