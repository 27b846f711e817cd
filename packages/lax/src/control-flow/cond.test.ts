import "@hyrax/cpu";
import { hostArray, type Array as NDArray, printJaxpr, scalarArray, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import * as lax from "../index.js";

const { add, cond, mul, neg, reduceSum, sin } = lax;
const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const i32 = (value: number) => hostArray(Int32Array.of(value), [], "int32");
const bool = (value: boolean) => hostArray(Uint8Array.of(value ? 1 : 0), [], "bool");

test("cond runs the branch of its predicate: a bool, or a number that is not zero", () => {
  const run = (predicate: NDArray | boolean | number) =>
    cond(
      predicate,
      (x) => neg(x),
      (x) => mul(x, 2),
      f32(1),
    ).tolist();
  expect([run(true), run(false), run(bool(true)), run(bool(false))]).toEqual([[-1], [2], [-1], [2]]);
  expect([run(3), run(0), run(i32(-1)), run(i32(0))]).toEqual([[-1], [2], [-1], [2]]);
});

test("switch clamps its index to the branches that there are", () => {
  const run = (index: NDArray | number) =>
    lax.switch(index, [(x: NDArray) => x, (x: NDArray) => neg(x), (x: NDArray) => mul(x, x)], f32(3)).tolist();
  expect([-5, 0, 1, 2, 9].map(run)).toEqual([[3], [3], [-3], [9], [9]]);
  expect([-5, 0, 1, 2, 9].map((i) => run(i32(i)))).toEqual([[3], [3], [-3], [9], [9]]);
});

test("a bare number that a branch returns takes the dtype of the other branch", () => {
  const out = cond(
    false,
    (x) => x,
    () => 4,
    i32(3),
  );
  expect([out.dtype, out.tolist()]).toEqual(["int32", 4]);
});

test("branches that return different types or structures are errors that say where", () => {
  expect(() =>
    cond(
      true,
      (v) => v,
      (v) => reduceSum(v, [0]),
      f32(1, 2),
    ),
  ).toThrow(
    "cond: the branches must return the same types, but what onFalse returns has type f32[] and what onTrue returns has type f32[2], so the shapes do not match",
  );
  expect(() =>
    cond(
      true,
      (v) => [v],
      (v) => ({ v }),
      f32(1),
    ),
  ).toThrow(/cond: the branches must return the same structure/);
  expect(() =>
    cond(
      true,
      (v) => ({ a: v, b: [v] }),
      (v) => ({ a: v, b: [v, v] }),
      f32(1),
    ),
  ).toThrow(/at \['b'\]/);
});

test("a predicate has no axes, and there is at least one branch", () => {
  const predicate = hostArray(Uint8Array.of(1, 0), [2], "bool");
  expect(() =>
    cond(
      predicate,
      (v) => v,
      (v) => v,
      f32(1),
    ),
  ).toThrow(/must be a scalar, found bool\[2\]; np.where/);
  expect(() => lax.switch(0, [], f32(1))).toThrow(RangeError);
});

test("the branches share what they close over, each constant once", () => {
  const shared = f32(1, 2);
  const own = f32(3, 4);
  const { jaxpr, consts } = stage(
    ([p, x]) => [
      cond(
        p as NDArray,
        (v) => add(mul(v, shared), shared),
        (v) => mul(sin(mul(v, shared)), own),
        x as NDArray,
      ),
    ],
    [shapedArray([], "bool"), shapedArray([2], "float32")],
  );
  expect([consts.length, consts[0] === shared, consts[1] === own]).toEqual([2, true, true]);
  expect(printJaxpr(jaxpr)).toMatchInlineSnapshot(`
    "{ lambda a:f32[2] b:f32[2]; c:bool[] d:f32[2]. let
        e:i32[] = convert_element_type[new_dtype=int32 weak_type=False] c
        f:f32[2] = cond[
          branches=(
            { lambda ; g:f32[2] h:f32[2] i:f32[2]. let
                j:f32[2] = mul i g
                k:f32[2] = sin j
                l:f32[2] = mul k h
              in (l,) }
            { lambda ; m:f32[2] n:f32[2] o:f32[2]. let
                p:f32[2] = mul o m
                q:f32[2] = add p m
              in (q,) }
          )
        ] e a b d
      in (f,) }"
  `);
});

test("what should be a function and is none is named", () => {
  expect(() => cond(true, 1 as never, 2 as never)).toThrow(
    "cond: what onFalse returns must come from a function, found number 2",
  );
  expect(() => lax.scan(null as never, 0, null, { length: 1 })).toThrow(
    "scan: what the body returns must come from a function, found null",
  );
});

test("a boolean numbers no branch of a switch", () => {
  const branches = [() => scalarArray(1, "float32"), () => scalarArray(2, "float32")];
  expect(() => lax.switch(true, branches)).toThrow(
    "switch: the index must be an integer, found true; cond takes a boolean",
  );
});
