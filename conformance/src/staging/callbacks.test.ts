import { type Array, MissingRuleError } from "@hyrax/core";
import { checkpoint, checkpointPolicies, grad, hessian, jvp, linearize, stopGradient } from "@hyrax/grad";
import { debug, ioCallback, jit, ShapeDtypeStruct } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

// The calls that JAX 0.10.2 makes for the same programs, in its order where JAX has one. Where it has none (effects that
// are not ordered run as the runtime likes), the order here is that of the program.

const three = np.arange(3, undefined, undefined, { dtype: "float32" });
const scalar = new ShapeDtypeStruct([], "float32");
let calls: unknown[] = [];
const note =
  (tag: string) =>
  (...args: readonly Array[]) =>
    void calls.push([tag, ...args.map((x) => x.tolist())]);

function callsOf(run: () => unknown): readonly unknown[] {
  calls = [];
  run();
  return calls;
}

const g = (x: Array) => {
  const y = np.sin(x);
  debug.callback(note("g"), y);
  return y.mul(y);
};
const sines = [0, 1, 2].map((v) => Math.fround(Math.sin(v)));
const one = [["g", Math.fround(Math.sin(1))]];

describe("debug.callback in a function", () => {
  const transformed: readonly (readonly [name: string, run: () => unknown])[] = [
    ["grad", () => grad(g)(1)],
    ["jit of grad", () => jit(grad(g))(1)],
    ["grad of jit", () => grad(jit(g))(1)],
    ["grad of grad", () => grad(grad(g))(1)],
    ["hessian", () => hessian(g)(np.array(1))],
    ["jvp", () => jvp(g, [np.array(1)], [np.array(1)])],
    ["linearize", () => linearize(g, np.array(1))],
    [
      "checkpoint that keeps everything",
      () => grad(checkpoint(g, { policy: checkpointPolicies.everythingSaveable }))(1),
    ],
  ];
  test.each(transformed)("is called once under %s", (_, run) => {
    expect(callsOf(run)).toEqual(one);
  });

  test("is called again where checkpoint runs the function again", () => {
    expect(callsOf(() => grad(checkpoint(g))(1))).toEqual([...one, ...one]);
    expect(callsOf(() => jit(grad(checkpoint(g)))(1))).toEqual([...one, ...one]);
  });

  const mapped: readonly (readonly [name: string, run: () => unknown])[] = [
    ["vmap", () => vmap(g)(three)],
    ["vmap of jit", () => vmap(jit(g))(three)],
    ["jit of vmap", () => jit(vmap(g))(three)],
    ["vmap of grad", () => vmap(grad(g))(three)],
  ];
  test.each(mapped)("is called for each element under %s", (_, run) => {
    expect(callsOf(run)).toEqual(sines.map((v) => ["g", v]));
  });
});

describe("debug.callback in control flow", () => {
  const body = (c: Array, x: Array): readonly [Array, Array] => {
    debug.callback(note("x"), x);
    debug.callback(note("none"));
    return [c.mul(x), c];
  };
  const loop = (c: Array) => lax.scan(body, c, three)[0];

  test("is called in each step of a scan", () => {
    const steps = [0, 1, 2].flatMap((x) => [["x", x], ["none"]]);
    expect(callsOf(() => loop(np.array(1)))).toEqual(steps);
    expect(callsOf(() => jit(loop)(1))).toEqual(steps);
  });

  test("once before the loop under grad, if it looks at nothing that changes", () => {
    const steps = [["none"], ["x", 0], ["x", 1], ["x", 2]];
    expect(callsOf(() => grad(loop)(1))).toEqual(steps);
    expect(callsOf(() => jit(grad(loop))(1))).toEqual(steps);
  });

  const double = (x: Array) =>
    lax.whileLoop(
      ([i]) => i.less(3),
      ([i, v]) => {
        debug.callback(note("w"), v);
        return [i.add(1), v.mul(2)];
      },
      [np.array(0, { dtype: "int32" }), x] as [Array, Array],
    )[1];

  test("in each step of a whileLoop, and again where its derivative computes the values again", () => {
    const steps = [1, 2, 4].map((v) => ["w", v]);
    expect(callsOf(() => double(np.array(1)))).toEqual(steps);
    expect(callsOf(() => jvp(double, [np.array(1)], [np.array(1)]))).toEqual(steps);
    expect(callsOf(() => linearize(double, np.array(1))[1](np.array(1)))).toEqual([...steps, ...steps]);
    expect(callsOf(() => vmap(double)(three))).toHaveLength(9);
  });

  const choose = (p: Array | boolean, x: Array) =>
    lax.cond(
      p,
      (v) => {
        debug.callback(note("true"), v);
        return v.mul(2);
      },
      (v) => {
        debug.callback(note("false"), v);
        return v.mul(3);
      },
      x,
    );

  test("in the branch that is taken, or in both where each element chooses", () => {
    expect(callsOf(() => choose(true, np.array(1)))).toEqual([["true", 1]]);
    expect(callsOf(() => grad((x: Array) => choose(true, x))(1))).toEqual([["true", 1]]);
    expect(callsOf(() => vmap((x: Array) => choose(np.array(true), x))(three))).toEqual(
      [0, 1, 2].map((v) => ["true", v]),
    );
    const both = callsOf(() => vmap(choose)(np.array([true, false]), np.array([1, 2])));
    expect(both).toEqual([
      ["false", 1],
      ["false", 2],
      ["true", 1],
      ["true", 2],
    ]);
  });
});

describe("ioCallback", () => {
  const io = (x: Array, ordered = false) =>
    ioCallback(
      (v: Array) => {
        calls.push(v.item());
        return v.mul(2);
      },
      scalar,
      x,
      { ordered },
    );

  test("is called although nobody needs what it returns, as often as it is written", () => {
    const f = jit((x: Array) => {
      io(x);
      return io(x).add(io(x));
    });
    expect(callsOf(() => f(1))).toEqual([1, 1, 1]);
  });

  test("is called for each element and in each step, also of what does not change", () => {
    expect(callsOf(() => vmap((x: Array) => io(x))(three))).toEqual([0, 1, 2]);
    const steps = (c: Array) => lax.scan((carry: Array, x: Array) => [carry.mul(io(x)), carry], c, three)[0];
    expect(callsOf(() => grad(steps)(1))).toEqual([0, 1, 2]);
    const two = np.array(2);
    const constant = (c: Array) => lax.scan((carry: Array, _: Array) => [carry.mul(io(two)), carry], c, three)[0];
    expect(callsOf(() => expect(grad(constant)(1).tolist()).toBe(64))).toEqual([2, 2, 2]);
  });

  test("is refused where it would be called for what was not asked: other branches, elements that have ended, a second run", () => {
    const branch = (p: Array, x: Array) =>
      lax.cond(
        p,
        (v) => io(v),
        (v) => v,
        x,
      );
    expect(() => vmap(branch)(np.array([true, false]), np.array([1, 2]))).toThrow(MissingRuleError);
    expect(() => vmap(branch)(np.array([true, false]), np.array([1, 2]))).toThrow(
      "vmap of cond is not possible where the predicate is mapped and a branch has an ioCallback",
    );
    const loop = (x: Array) =>
      lax.whileLoop(
        (v) => v.less(3),
        (v) => v.add(io(v)),
        x,
      );
    expect(() => vmap(loop)(np.array([1, 2]))).toThrow(
      "vmap of whileLoop is not possible where the condition is mapped and the loop has an ioCallback",
    );
    const again = checkpoint((x: Array) => np.sin(x).mul(io(stopGradient(x))));
    expect(() => grad(again)(1)).toThrow(
      "the derivative of checkpoint is not possible where the function has an ioCallback",
    );
  });
});
