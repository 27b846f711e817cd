import type { Array } from "@hyrax/core";
import { ConcretizationTypeError, MissingRuleError, UnboundAxisError } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const three = np.array([1, 2, 3]);
const two = np.ones([2]);
const never = () => expect.fail("the function was called");

type Case = readonly [what: string, run: () => unknown, text: string];

const same = "have the same types before and after each step";
const convert = "Convert what the body returns, or begin with a carry of that type";

describe("scan", () => {
  const scan = untyped(lax.scan);
  const cases: readonly Case[] = [
    [
      "a leaf of the carry that changes its shape: the leaf and both types are named",
      () => scan(({ a }: { a: Array }, x: Array) => [{ a: a.add(x), b: two }, null], { a: 0, b: 0 }, three),
      `scan: the carry must ${same}, but carry['b'] has type f32[] before a step and f32[2] after it, ` +
        `so the shapes do not match. ${convert}`,
    ],
    [
      "a carry that changes its dtype",
      () => scan((c: Array) => [c.astype("int32"), null], two, null, { length: 2 }),
      `scan: the carry must ${same}, but carry has type f32[2] before a step and i32[2] after it, so the dtypes do not match. ${convert}`,
    ],
    [
      "a carry that changes its structure",
      () => scan((c: Array) => [[c, c], null], two, null, { length: 2 }),
      "scan: the carry must keep its structure, but carry is PyTreeDef(*) before a step and PyTreeDef([*, *]) after it; " +
        "return a carry of the structure of the initial one",
    ],
    [
      "a body that returns no pair",
      () => scan((c: Array) => c, two, null, { length: 2 }),
      "scan: the body must return a pair [carry, y], found PyTreeDef(*); return [carry, null] for no output",
    ],
    [
      "arrays that disagree about the number of steps",
      () => scan(never, 0, { a: three, b: two }),
      "scan: xs['b'] is f32[2], whose axis 0 has 2 elements, but xs['a'] has 3; they must agree",
    ],
    [
      "a length that disagrees with the arrays",
      () => scan(never, 0, three, { length: 2 }),
      "scan: xs is f32[3], whose axis 0 has 3 elements, but the option length is 2; they must agree",
    ],
    [
      "nothing to run along",
      () => scan(never, 0),
      "scan: there is nothing to run along; give arrays, or the option length",
    ],
    [
      "a length that is no number of steps",
      () => scan(never, 0, null, { length: 2.5 }),
      "scan: length must be an integer, zero or more, found 2.5",
    ],
    [
      "an unroll that is no number of steps",
      () => scan(never, 0, three, { unroll: 0 }),
      "scan: unroll must be a positive integer, or true for all steps, found 0",
    ],
    [
      "an option of JAX that there is not",
      () => scan(never, 0, three, { _split_transpose: true }),
      'scan: there is no option "_split_transpose"; options are length, reverse, unroll',
    ],
    ["no function", () => scan(null, 0, three), "scan: what the body returns must come from a function, found null"],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text));

  test("a traced length", () => {
    refuse(
      () => jit((n: Array) => scan((c: Array) => [c, null], 0, null, { length: n }) as [Array, null])(3),
      ConcretizationTypeError,
      "scan: the length Traced<f32[]> is traced, but the number of steps decides the shape of the result; " +
        "make it a static argument, or use foriLoop or whileLoop",
    );
  });
});

describe("whileLoop and foriLoop", () => {
  const whileLoop = untyped(lax.whileLoop);
  const foriLoop = untyped(lax.foriLoop);
  const cases: readonly Case[] = [
    [
      "a condition that is no bool scalar",
      () => whileLoop((c: Array) => c, never, three),
      "whileLoop: the condition must return one bool scalar, found f32[3]; compare, and reduce with np.all or np.any",
    ],
    [
      "a condition in a list",
      () =>
        whileLoop(
          (c: Array) => [c.less(3)],
          (c: Array) => c,
          0,
        ),
      "whileLoop: the condition must return one bool scalar, found PyTreeDef([*])",
    ],
    [
      "a carry that changes its shape",
      () => whileLoop(never, () => two, 0),
      `whileLoop: the carry must ${same}, but carry has type f32[] before a step and f32[2] after it, so the shapes do not match. ${convert}`,
    ],
    [
      "no condition",
      () => whileLoop(true, (c: Array) => c, 0),
      "whileLoop: what the condition returns must come from a function, found boolean true",
    ],
    [
      "a bound that is no integer",
      () => foriLoop(0, 2.5, never, 0),
      "foriLoop: the bounds must be integers, found number 2.5",
    ],
    [
      "a bound that is a text",
      () => foriLoop(0, "3", never, 0),
      "foriLoop: the bounds must be integers, found string 3",
    ],
    [
      "a bound that is a floating array",
      () => foriLoop(0, np.array(2.5), never, 0),
      'foriLoop: the bounds must be integers or integer scalars, found f32[]; convert them with astype("int32")',
    ],
    [
      "unroll with a bound that is traced",
      () => jit((n: Array) => foriLoop(0, n, never, 0, { unroll: 2 }) as Array)(np.array(3, { dtype: "int32" })),
      "foriLoop: unroll takes a loop whose bounds are known while it is traced; leave it out, or make the bounds static",
    ],
  ];
  test.each(cases.filter(([what]) => what !== "a condition that is no bool scalar"))("%s", (_, run, text) =>
    refuse(run, TypeError, text),
  );

  test("a condition that is no bool scalar", () => {
    refuse(
      () =>
        whileLoop(
          (c: Array) => c,
          (c: Array) => c,
          three,
        ),
      TypeError,
      "whileLoop: the condition must return one bool scalar, found f32[3]; compare, and reduce with np.all or np.any",
    );
  });

  const refusal =
    "transposition (reverse-mode differentiation) of while is not possible: reverse-mode differentiation (grad, vjp, jacrev) does not work through whileLoop, nor through " +
    "foriLoop with traced bounds, since the number of steps, and so the memory for the way back, is not known; use scan, " +
    "or foriLoop with bounds that are plain numbers, or forward mode (jvp, jacfwd)";
  const loop = (x: Array) =>
    lax.whileLoop(
      (c: Array) => c.less(10),
      (c: Array) => c.mul(x),
      x,
    );
  test("reverse mode through whileLoop", () => {
    refuse(() => grad(loop)(2), MissingRuleError, refusal, { runsFirst: true });
    refuse(() => vmap(grad(loop))(three.add(1)), MissingRuleError, refusal, { runsFirst: true });
  });

  test("reverse mode through foriLoop with a traced bound", () => {
    const power = jit((n: Array) => grad((x: Array) => lax.foriLoop(0, n, (_, c: Array) => c.mul(x), x))(2));
    refuse(() => power(np.array(3, { dtype: "int32" })), MissingRuleError, refusal);
  });
});

describe("cond and switch", () => {
  const cond = untyped(lax.cond);
  const choose = untyped(lax.switch);
  const cases: readonly Case[] = [
    [
      "branches that differ in a type: the leaf and both types are named",
      () =>
        cond(
          true,
          () => ({ a: two }),
          () => ({ a: three }),
        ),
      "cond: the branches must return the same types, but at ['a'] what onFalse returns has type f32[3] and what onTrue returns has type f32[2], so the shapes do not match",
    ],
    [
      "branches that differ in structure",
      () =>
        cond(
          true,
          () => [1, 2],
          () => 1,
        ),
      "cond: the branches must return the same structure, but what onFalse returns is PyTreeDef(*) and what onTrue returns is PyTreeDef([*, *])",
    ],
    [
      "a predicate with axes",
      () => cond(np.array([true]), never, never),
      "cond: the predicate must be a scalar, found bool[1]; np.where chooses element by element",
    ],
    [
      "a predicate that is none",
      () => cond("yes", never, never),
      "cond: the predicate must be a boolean or a number, found yes",
    ],
    [
      "no predicate",
      () => cond(undefined, never, never),
      "cond: the predicate must be a boolean or a number, found undefined",
    ],
    [
      "a branch that is no function",
      () => cond(true, 1, () => 2),
      "cond: what onTrue returns must come from a function, found number 1",
    ],
    [
      "branches of a switch that differ",
      () => choose(0, [(x: Array) => x, (x: Array) => x.astype("int32")], three),
      "switch: the branches must return the same types, but what branch 0 returns has type f32[3] and what branch 1 returns has type i32[3], so the dtypes do not match",
    ],
    [
      "an index that is no integer",
      () => choose(np.array(0.5), [never], 3),
      "switch: the index must be an integer scalar, found f32[]",
    ],
    [
      "no list of branches",
      () => choose(0, never, 3),
      "switch: takes a list of branches after the index, found function; cond chooses between two functions",
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text));

  test("no branches", () => {
    refuse(() => choose(0, [], 3), RangeError, "switch: there are no branches to choose from");
  });
});

describe("map and associativeScan", () => {
  const map = untyped(lax.map);
  const associativeScan = untyped(lax.associativeScan);
  const cases: readonly Case[] = [
    [
      "a batch of no elements",
      () => map(never, three, { batchSize: 0 }),
      "map: batchSize must be a positive integer, found 0",
    ],
    ["a number to map over", () => map(never, 3), "map: xs is the number 3, which has no axis to run along"],
    ["no function", () => associativeScan(3, three), "associativeScan: takes a function first, found 3"],
    [
      "an axis that is not there",
      () => associativeScan(never, three, { axis: 3 }),
      "associativeScan: axis 3 is out of range for an array with 1 axes",
    ],
    [
      "arrays of different sizes",
      () => associativeScan(never, [three, two]),
      "associativeScan: the arrays must have the same size of axis 0, found f32[3] and f32[2]",
    ],
    [
      "a function that changes the structure",
      () => associativeScan((a: Array, b: Array) => [a, b], three),
      "associativeScan: the function must keep the structure PyTreeDef(*), but it returned PyTreeDef([*, *])",
    ],
    [
      "a function that changes a shape",
      () => associativeScan(() => np.array([1, 2, 3, 4, 5]), three),
      "associativeScan: the function must keep the shapes of what it combines, but it made [5] from [1]",
    ],
  ];
  test.each(cases)("%s", (what, run, text) =>
    refuse(run, TypeError, text, { runsFirst: what.startsWith("a function") }),
  );
});

describe("a collective outside of its axis", () => {
  const outside = (name: string, axis: string) => `${name}: no enclosing vmap or pmap has the axisName "${axis}"`;
  const calls: readonly (readonly [name: string, run: () => unknown])[] = [
    ["psum", () => lax.psum(three, "i")],
    ["axis_index", () => lax.axisIndex("i")],
    ["ppermute", () => lax.ppermute(three, "i", [[0, 1]])],
    ["psum", () => lax.scan((c: Array, x: Array) => [lax.psum(c.add(x), "i"), null], 0, three)],
    [
      "psum",
      () =>
        lax.cond(
          true,
          (x: Array) => lax.psum(x, "i"),
          (x: Array) => x,
          three,
        ),
    ],
  ];
  test.each(calls)("%s", (name, run) => refuse(run, UnboundAxisError, outside(name, "i"), { runsFirst: true }));

  test("an axis of the array in place of a name", () => {
    const text =
      "psum: takes the name of an axis, or a list of names, found 0; functions of numpy reduce along axes of an array";
    refuse(() => vmap((x: Array) => untyped(lax.psum)(x, 0), { axisName: "i" })(three), TypeError, text);
  });

  test("inside of another axis", () => {
    refuse(
      () => vmap((x: Array) => lax.psum(x, "j"), { axisName: "i" })(three),
      UnboundAxisError,
      outside("psum", "j"),
      { runsFirst: true },
    );
  });
});
