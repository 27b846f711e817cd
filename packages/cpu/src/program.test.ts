import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  add,
  hostArray,
  jit,
  type MissingRuleError,
  mul,
  primitive,
  type ShapedArray,
  shapedArray,
  stage,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { compileJaxpr, cpuRules, referenceKernel } from "./index.js";

describe("a compiled jaxpr", () => {
  test("drops intermediates after their last use", () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    let held = 0;
    const measure = primitive("measure_memory", ([x]: readonly [ShapedArray]) => x);
    cpuRules.define(measure, () => ([x]) => {
      collectGarbage();
      held = process.memoryUsage().arrayBuffers;
      return [x];
    });
    const megabyte = shapedArray([1 << 18], "float32");
    const { jaxpr } = stage(
      ([x]) => {
        let y = x!;
        for (let i = 0; i < 64; i++) y = add(y, 1);
        return [measure(y)];
      },
      [megabyte],
    );
    const kernel = compileJaxpr(jaxpr);
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    const [result] = kernel([new Float32Array(1 << 18)]);
    expect(result![7]).toBe(64);
    // All 64 intermediates are 64 MiB; two or three of them are alive at a time.
    expect(held - before).toBeLessThan(16 * 2 ** 20);
  });

  test("gives the same results each time, also after a step has thrown", () => {
    const fragile = primitive("fragile", ([x]: readonly [ShapedArray]) => x);
    let fails = true;
    cpuRules.define(fragile, () => ([x]) => {
      if (fails) throw new RangeError("out of luck");
      return [x];
    });
    const { jaxpr } = stage(([x]) => [mul(fragile(add(x!, 1)), 2), x!], [shapedArray([2], "float32")]);
    const kernel = compileJaxpr(jaxpr);
    expect(() => kernel([Float32Array.of(1, 2)])).toThrow("out of luck");
    fails = false;
    expect(kernel([Float32Array.of(1, 2)])).toEqual([Float32Array.of(4, 6), Float32Array.of(1, 2)]);
    expect(kernel([Float32Array.of(3, 4)])).toEqual([Float32Array.of(8, 10), Float32Array.of(3, 4)]);
  });
});

describe("a primitive from outside", () => {
  const triple = primitive("triple", ([x]: readonly [ShapedArray]) => x);

  test("is a MissingRuleError that says how to add its kernel", () => {
    const x = hostArray(Float32Array.of(1), [1], "float32");
    expect(() => triple(x)).toThrow(
      expect.objectContaining<Partial<MissingRuleError>>({
        name: "MissingRuleError",
        message: expect.stringContaining("define(triple, …)"),
      }),
    );
  });

  test("runs eagerly and within programs once its kernel is defined", () => {
    cpuRules.define(triple, () => ([x]) => [(x as Float32Array).map((e) => 3 * e)]);
    const x = hostArray(Float32Array.of(1, 2), [2], "float32");
    expect(triple(x).tolist()).toEqual([3, 6]);
    const { jaxpr } = stage(([y]) => [triple(add(y!, 1))], [x.aval]);
    const [y] = jit([x], { jaxpr, name: "f" });
    expect(y!.tolist()).toEqual([6, 9]);
  });
});

test("the kernel of one equation is there for other engines to fall back on", () => {
  const { jaxpr } = stage(([x]) => [add(x!, x!)], [shapedArray([2], "float16")]);
  const kernel = referenceKernel(jaxpr.eqns[0]!);
  const one = 0x3c00;
  const two = 0x4000;
  const x = Uint16Array.of(one, one);
  expect(kernel([x, x])).toEqual([Uint16Array.of(two, two)]);
});
