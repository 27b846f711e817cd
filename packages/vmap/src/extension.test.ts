import {
  type Array,
  add,
  currentTrace,
  exp,
  hostArray,
  jit,
  MissingRuleError,
  mul,
  primitive,
  type ShapedArray,
  shapedArray,
  stage,
  unsupported,
  variadic,
} from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { batchJaxpr, batchRules, pointwise, vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

type One = readonly [x: ShapedArray];

describe("a primitive of someone else", () => {
  test("is refused, by name, as long as it has no rule", () => {
    const strange = primitive("strange", ([x]: One) => x, { evaluate: (inputs) => inputs });
    expect(() => vmap((x: Array) => strange(x))(np.ones([2]))).toThrow(MissingRuleError);
    batchRules.define(strange, unsupported("its elements depend on one another"));
    expect(() => vmap((x: Array) => strange(x))(np.ones([2]))).toThrow(
      "batching (vmap) of strange is not possible: its elements depend on one another",
    );
  });

  test("has the rule that it is given, if it works on each element by itself", () => {
    const twice = variadic("twice", (inputs) => inputs[0] as ShapedArray, {
      evaluate: (inputs) => [mul(inputs[0] as Array, inputs[1] as Array)],
    });
    batchRules.define(twice, pointwise(twice));
    expect(
      vmap((x: Array, y: Array) => twice([x, y]), { inAxes: [0, null] })(np.array([1, 2]), np.array(2)).tolist(),
    ).toEqual([2, 4]);
  });

  test("may have a rule that makes arrays of its own, inside of programs, loops and branches too", () => {
    // Multiplies by a weight: the rule has a table where the primitive has a number.
    const weighted = primitive("weighted", ([x]: One) => x, { evaluate: ([x]) => [mul(x as Array, 2)] });
    const table = hostArray(Float32Array.of(2, 2), [2], "float32");
    batchRules.define(weighted, ([x]) => ({ value: mul(x.value, table), axis: x.axis }));
    const f = (x: Array) => weighted(x);
    const x = np.array([1, 10]);
    const { jaxpr } = stage((xs) => xs.map(f), [shapedArray([], "float32")]);

    expect(vmap(f)(x).tolist()).toEqual([2, 20]);
    expect(vmap((v: Array) => jit([v], { jaxpr, name: "f" })[0] as Array)(x).tolist()).toEqual([2, 20]);
    const scanned = vmap((v: Array) => lax.scan((c: Array, _: null) => [f(c), null], v, null, { length: 3 })[0])(x);
    expect(scanned.tolist()).toEqual([8, 80]);
    const looped = vmap((v: Array) => lax.whileLoop((c: Array) => c.less(15), f, v))(x);
    expect(looped.tolist()).toEqual([16, 20]);
    const chosen = (p: Array, v: Array) => lax.cond(p, f, (u: Array) => add(f(u), 1), v);
    expect(vmap(chosen, { inAxes: [null, 0] })(np.array(false), x).tolist()).toEqual([3, 21]);
    expect(vmap(chosen)(np.array([true, false]), x).tolist()).toEqual([2, 21]);
  });
});

describe("batchJaxpr", () => {
  const element = shapedArray([3], "float32");
  const { jaxpr } = stage(([x, y]) => [exp(x as Array), y as Array], [element, element]);

  test("leaves the mapped axis where it lies, moves it to the front, or puts it there", () => {
    const shapes = (results: "keep" | "front" | "batched") => {
      const batched = batchJaxpr(jaxpr, { size: 2 }, [1, null], results);
      return [batched.outAxes, batched.jaxpr.outAvals.map(({ shape }) => shape)];
    };
    expect(shapes("keep")).toEqual([
      [1, null],
      [[3, 2], [3]],
    ]);
    expect(shapes("front")).toEqual([
      [0, null],
      [[2, 3], [3]],
    ]);
    expect(shapes("batched")).toEqual([
      [0, 0],
      [
        [2, 3],
        [2, 3],
      ],
    ]);
  });

  test("gives the same object for the same question", () => {
    const before = currentTrace();
    const ask = (name?: string) => batchJaxpr(jaxpr, { size: 4, name }, [0, 0], "keep");
    expect(ask()).toBe(ask());
    expect(ask("i")).not.toBe(ask());
    expect(currentTrace()).toBe(before);
  });
});
