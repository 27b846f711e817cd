import { type Array, config, FloatingPointError } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import "@hyrax/jit-wasm";

afterEach(() => {
  config.update("debugNans", false);
  config.update("debugInfs", false);
  config.update("cpuEngine", undefined);
});

const minusOne = np.array(-1);

describe.each(["reference", "wasm"] as const)("debugNans on the engine %s", (engine) => {
  beforeEach(() => {
    config.update("cpuEngine", engine);
    config.update("debugNans", true);
  });

  // The operation that JAX names for the same program.
  const programs: readonly (readonly [name: string, run: () => unknown, operation: string])[] = [
    ["an eager operation", () => np.log(minusOne), "log"],
    ["one of two NaNs", () => np.divide(np.array(0), np.array(0)), "div"],
    ["a jitted function", () => jit((x: Array) => np.sin(np.log(x)))(minusOne), "log"],
    ["a jitted function in another", () => jit((x: Array) => jit((y: Array) => np.log(y))(x).mul(2))(minusOne), "log"],
    ["a gradient", () => grad((x: Array) => np.sqrt(x).mul(0))(np.array(0)), "mul"],
    ["a mapped function", () => vmap((x: Array) => np.log(x))(np.array([1, -1])), "log"],
    ["a step of a scan", () => lax.scan((c: Array, x: Array) => [np.log(c), x], minusOne, np.array([1, 2])), "log"],
    [
      "a step of a jitted loop",
      () =>
        jit((x: Array) =>
          lax.whileLoop(
            ([i]) => i.less(3),
            ([i, v]) => [i.add(1), np.sqrt(v.sub(1))],
            [np.array(0, { dtype: "int32" }), x] as [Array, Array],
          ),
        )(np.array(1)),
      "sqrt",
    ],
    [
      "a branch",
      () =>
        jit((x: Array) =>
          lax.cond(
            x.less(0),
            (v) => np.log(v),
            (v) => v,
            x,
          ),
        )(minusOne),
      "log",
    ],
  ];
  test.each(programs)("names the operation of %s", (_, run, operation) => {
    expect(run).toThrow(FloatingPointError);
    expect(run).toThrow(`invalid value (nan) encountered in ${operation}: its result f32[`);
    expect(np.log(np.array(1)).item()).toBe(0);
  });

  test("lets pass what a jitted function does not return", () => {
    const f = jit((x: Array) => np.where(x.greater(0), np.log(x), 0));
    expect(f(minusOne).item()).toBe(0);
    expect(np.exp(np.array(1000)).item()).toBe(Number.POSITIVE_INFINITY);
    expect(np.add(np.array(1, { dtype: "int32" }), 1).item()).toBe(2);
  });

  test("says where no operation makes one", () => {
    const f = jit(function identity(x: Array) {
      return x;
    });
    expect(() => f(np.array(Number.NaN))).toThrow(
      "invalid value (nan) encountered in the jitted function identity: its result f32[] has one, but none of its operations makes one",
    );
  });

  test("leaves arguments of a jitted function as they were", () => {
    const x = np.array([-1, 4]);
    const f = jit((v: Array) => np.sqrt(v), { donateArgnums: 0 });
    expect(() => f(x)).toThrow(FloatingPointError);
    expect(x.tolist()).toEqual([-1, 4]);
  });
});

test("debugInfs finds infinities, and both find what they are for in all floating dtypes", () => {
  config.update("debugInfs", true);
  expect(() => np.exp(np.array(1000))).toThrow(
    new FloatingPointError("invalid value (inf) encountered in exp: its result f32[] has one"),
  );
  expect(() => jit((x: Array) => np.exp(x).mul(2))(1000)).toThrow("invalid value (inf) encountered in exp");
  expect(np.log(minusOne).item()).toBeNaN();
  config.update("debugNans", true);
  for (const dtype of ["float16", "bfloat16", "float32"] as const) {
    expect(() => np.log(np.array([1, -1], { dtype }))).toThrow(FloatingPointError);
  }
});

test("without the options nothing is thrown", () => {
  expect(np.log(minusOne).item()).toBeNaN();
  expect(jit((x: Array) => np.log(x))(minusOne).item()).toBeNaN();
});
