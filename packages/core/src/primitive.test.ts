import { describe, expect, test } from "vitest";
import {
  add,
  asArray,
  lt,
  multiple,
  primitive,
  primitiveNamed,
  printJaxpr,
  reduceSum,
  type ShapedArray,
  selectN,
  shapedArray,
  split,
  stage,
} from "./index.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");
const i32 = (...shape: number[]) => shapedArray(shape, "int32");
const untyped = (f: object) => f as (...args: readonly unknown[]) => unknown;
const text = (f: Parameters<typeof stage>[0], ...avals: readonly ShapedArray[]) =>
  printJaxpr(stage(f, avals).jaxpr).replace(/\s+/g, " ");

describe("calling a primitive", () => {
  test("takes its inputs and then its params, or a list of inputs, and returns one array or a list", () => {
    expect(text(([x]) => [reduceSum(x!, { axes: [0] })], f32(3))).toContain(
      "reduce_sum[axes=(0,) out_sharding=None] a",
    );
    expect(text(([p, x]) => [selectN([p!, x!, x!])], shapedArray([], "bool"), f32(3))).toContain("select_n a b b");
    expect(text(([x]) => split([x!], { axis: 0, sizes: [1, 2] }), f32(3))).toContain("b:f32[1] c:f32[2] = split");
  });

  test("gives bare numbers the dtype of the first array beside them, weakly", () => {
    expect(text(([x]) => [add(x!, 2)], shapedArray([2], "float16"))).toContain("add a 2.0:f16[]");
    expect(text(([x]) => [lt(3, x!)], i32(2))).toContain("lt 3:i32[] a");
    expect(stage(([x]) => [add(x!, 2)], [shapedArray([], "int8", true)]).jaxpr.outAvals[0]?.weakType).toBe(true);
    expect(stage(([x]) => [add(x!, 2)], [shapedArray([], "int8")]).jaxpr.outAvals[0]?.weakType).toBe(false);
  });

  test("refuses numbers that would lose their fraction, and what is no number", () => {
    const onInts = (y: unknown) => () => stage(([x]) => [untyped(add)(x, y) as never], [i32(2)]);
    expect(onInts(0.5)).toThrow(
      "add: 0.5 as int32 would lose its fraction; convert with astype, or use numpy, which promotes",
    );
    for (const [y, found] of [
      ["1", '"1"'],
      [undefined, "undefined"],
      [null, "null"],
      [[1], "a list of 1"],
    ] as const) {
      expect(onInts(y)).toThrow(`add: expected an array or a number, found ${found}`);
    }
    expect(() => asArray("1" as never)).toThrow('expected an array or a number, found "1"');
  });

  test("names the operation in errors about its inputs", () => {
    expect(() => stage(([x, y]) => [add(x!, y!)], [f32(2), f32(3)])).toThrow(
      new TypeError("add: the shapes differ: f32[2] and f32[3]; broadcast one, or use numpy, which broadcasts"),
    );
  });
});

describe("declaring a primitive", () => {
  test("makes it known by its name, which is its text too", () => {
    const twice = primitive("twice_declared", ([x]: readonly [ShapedArray]) => x);
    expect(primitiveNamed("twice_declared")).toBe(twice);
    expect([String(twice), twice.name, twice.multipleResults]).toEqual(["twice_declared", "twice_declared", false]);
    expect(primitiveNamed("never_declared")).toBeUndefined();
  });

  test("twice with one name is refused, since caches go by names", () => {
    primitive("once_declared", ([x]: readonly [ShapedArray]) => x);
    expect(() => multiple("once_declared", (inputs) => inputs)).toThrow(
      new TypeError("there is a primitive once_declared already; names tell them apart in caches"),
    );
  });

  test("leaves errors of its own abstract evaluation as they are", () => {
    const broken = primitive("broken_declared", (): ShapedArray => {
      throw new RangeError("of the author's own");
    });
    expect(() => stage(([x]) => [untyped(broken)(x) as never], [f32()])).toThrow(new RangeError("of the author's own"));
  });

  test("gives it the effects of the jaxprs among its params, unless it says otherwise", () => {
    const noisy = primitive("noisy_declared", ([x]: readonly [ShapedArray]) => x, { effect: () => true });
    const call = multiple(
      "call_declared",
      (_, { jaxpr }: { readonly jaxpr: { outAvals: readonly ShapedArray[] } }) => jaxpr.outAvals,
    );
    const loud = stage(([x]) => [noisy(x!)], [f32()]).jaxpr;
    const quiet = stage(([x]) => [add(x!, 1)], [f32()]).jaxpr;
    const outer = (inner: typeof loud) => stage(([x]) => call([x!], { jaxpr: inner }), [f32()]).jaxpr;
    expect([loud.hasEffects, quiet.hasEffects]).toEqual([true, false]);
    expect([outer(loud).hasEffects, outer(quiet).hasEffects, outer(outer(loud)).hasEffects]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
