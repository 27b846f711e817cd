import { type Array, type Scalar, scalarArray } from "@hyrax/core";
import { expectTypeOf, test } from "vitest";
import { vmap } from "./index.js";

declare const x: Array;

test("a mapped function takes what the function takes", () => {
  const f = vmap((p: { w: Array; b: Array }, [a, b]: readonly [Array, Array], n: number) => [a, b, p.w, n] as const);
  expectTypeOf(f).parameters.toEqualTypeOf<[{ w: Array; b: Array }, readonly [Array, Array], number]>();
  // @ts-expect-error an argument is missing
  f({ w: x, b: x }, [x, x]);
});

test("it returns what the function returns, with arrays for numbers", () => {
  expectTypeOf(vmap((a: Array) => a)).returns.toEqualTypeOf<Array>();
  expectTypeOf(vmap((a: Array) => ({ a, n: 1, none: null }))).returns.toEqualTypeOf<{
    a: Array;
    n: Array;
    none: null;
  }>();
  expectTypeOf(vmap((a: Array): [Array, Scalar] => [a, 1])).returns.toEqualTypeOf<[Array, Array]>();
  class Pair {
    constructor(
      readonly a: Array,
      readonly b: Array,
    ) {}
    swap(): Pair {
      return new Pair(this.b, this.a);
    }
  }
  expectTypeOf(vmap((p: Pair) => p.swap())).returns.toEqualTypeOf<Pair>();
});

test("axes go with the structure of arguments and results", () => {
  const f = (p: { w: Array; b: [Array, Array] }, a: Array) => ({ out: p.w, list: [a, a] as const });
  vmap(f, { inAxes: [{ w: 0, b: null }, -1], outAxes: { out: 1, list: [0, null] } });
  vmap(f, { inAxes: [{ w: 0, b: [1, null] }, null], outAxes: { out: 1, list: 0 } });
  vmap(f, { inAxes: [0, null], outAxes: null });
  vmap(f, { inAxes: 1, outAxes: -1, axisName: "i", axisSize: 3 });
  // @ts-expect-error an entry for each argument
  vmap(f, { inAxes: [0] });
  // @ts-expect-error no such key
  vmap(f, { inAxes: [{ w: 0, c: 0 }, 0] });
  // @ts-expect-error an array has one axis
  vmap(f, { inAxes: [0, [0]] });
  // @ts-expect-error the result has no such key
  vmap(f, { outAxes: { in: 0 } });
  // @ts-expect-error axes are numbers
  vmap(f, { inAxes: ["0", 0] });
});

test("a mapped function is mapped again, with the same types", () => {
  const f = vmap(
    vmap((a: Array, b: Array) => a.mul(b), { inAxes: [null, 0] }),
    { inAxes: [0, null] },
  );
  expectTypeOf(f).toEqualTypeOf<(a: Array, b: Array) => Array>();
  f(x, scalarArray(1, "float32"));
});
