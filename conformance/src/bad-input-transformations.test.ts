import type { Array } from "@hyrax/core";
import * as hyrax from "@hyrax/grad";
import { evalShape, jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { pmap } from "@hyrax/pmap";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const { grad } = hyrax;
const three = np.array([1, 2, 3]);
const four = np.array([1, 2, 3, 4]);
const matrix = np.ones([2, 3]);
const counts = np.arange(3);
const five = np.ones([5]);

/** A function that must not be called: its caller has all it needs to know that the call is wrong. */
const never = () => expect.fail("the function was called");

describe("a loss that has no gradient is refused, with what it is and what to do", () => {
  test("one that is no scalar", () => {
    refuse(
      () => grad((x: Array) => x.mul(2))(three),
      TypeError,
      "grad: the function must return a scalar, found f32[3]; sum it, or use jacrev or vjp for functions with array results",
      { runsFirst: true },
    );
  });

  test("an integer", () => {
    refuse(
      () => grad((x: Array) => x.astype("int32").sum())(three),
      TypeError,
      "grad: the function must return a floating scalar, found i32[]; an integer result has no derivative",
      { runsFirst: true },
    );
  });

  test("a list", () => {
    refuse(
      () => untyped(grad((x: Array) => [x, x] as never))(1),
      TypeError,
      "grad: the function must return one scalar, found PyTreeDef([*, *]); " +
        "for a result with more to it return [value, aux] and pass { hasAux: true }",
    );
  });

  test("nothing", () => {
    refuse(
      () => untyped(grad((() => undefined) as never))(1),
      TypeError,
      "grad: the result of the function must be an array or a number, found undefined",
    );
  });

  test("integers to differentiate by", () => {
    refuse(
      () => grad(never as (x: Array) => Array)(counts),
      TypeError,
      'grad: argument 0 is i32[3], but only floating arrays can be differentiated by; convert it with astype("float32"), ' +
        "or choose other arguments with argnums, or pass { allowInt: true } for zero gradients of integers",
    );
  });

  test("an argument that is not there", () => {
    refuse(
      () => untyped(untyped(grad)(never, { argnums: 2 }) as object)(1),
      TypeError,
      "grad: argnums names argument 2, but the function was called with 1 argument",
    );
  });
});

describe("axes to map over that do not fit are refused before the function is called", () => {
  const axes = (inAxes: unknown) => untyped(untyped(vmap)(never, { inAxes }) as object);

  test("arguments that disagree", () => {
    refuse(
      () => axes(0)(three, four),
      TypeError,
      "vmap: the sizes of the mapped axes differ: 3 is the size of axis 0 of argument 0, f32[3]; " +
        "4 is the size of axis 0 of argument 1, f32[4]",
    );
  });

  test("an axis that an argument lacks", () => {
    refuse(
      () => axes(1)(three),
      TypeError,
      "vmap: argument 0 is f32[3], which has no axis 1 to map over; give another axis in inAxes, or null to pass it whole",
    );
  });

  test("another number of entries", () => {
    refuse(
      () => axes([0, 0])(three),
      TypeError,
      "vmap: inAxes has 2 entries, but the function was called with 1 argument; give one entry for each, or one number for all",
    );
  });

  test("a tree of another structure", () => {
    refuse(
      () => axes([{ w: 0 }])({ v: three }),
      TypeError,
      "vmap: inAxes[0] must be a prefix of PyTreeDef({'v': *}), but at the root it has PyTreeDef({'w': *}) for PyTreeDef({'v': *})",
    );
  });

  test("no argument at all", () => {
    refuse(
      () => axes(null)(three),
      TypeError,
      "vmap: no argument is mapped, so that the number of elements is not known; give an axis in inAxes, or the option axisSize",
    );
  });

  test("the arguments of pmap", () => {
    refuse(
      () => untyped(untyped(pmap)(never) as object)(three, four),
      TypeError,
      "pmap: the mapped axes differ in size: axis 0 of the arguments at [0] is 3, axis 0 of the arguments at [1] is 4",
    );
  });

  test("an axis of pmap that is larger than the host's devices", () => {
    refuse(
      () => untyped(untyped(pmap)(never) as object)(five),
      TypeError,
      'pmap: the mapped axis has 5 members, but the host offers 1 device; call config.update("numHostDevices", 5), ' +
        "or map a smaller axis and use vmap inside",
    );
  });

  test("a result without that axis", () => {
    refuse(
      () => vmap((x: Array) => x.sum(), { outAxes: 2 })(matrix),
      TypeError,
      "vmap: the result is f32[]; outAxes must be from -1 to 0 there, found 2",
      { runsFirst: true },
    );
  });
});

describe("a promise is refused, since a function is traced while it runs", () => {
  const later = async (x: Array) => x;
  const promised = (name: string) =>
    `${name}: the function returned a promise, but it is traced while it runs; await values before the call and pass them as arguments`;

  const transformations: readonly (readonly [name: string, run: () => unknown])[] = [
    ["jit", () => untyped(jit(later as never))(three)],
    ["jit", () => untyped(jit(((x: Array) => ({ a: [later(x)] })) as never))(three)],
    ["makeJaxpr", () => untyped(makeJaxpr(later as never))(three)],
    ["evalShape", () => untyped(evalShape)(later, three)],
    ["grad", () => untyped(grad(later as never))(1)],
    ["valueAndGrad", () => untyped(hyrax.valueAndGrad(later as never))(1)],
    ["jvp", () => untyped(hyrax.jvp)(later, [1], [1])],
    ["vjp", () => untyped(hyrax.vjp)(later, 1)],
    ["linearize", () => untyped(hyrax.linearize)(later, 1)],
    ["jacfwd", () => untyped(hyrax.jacfwd(later as never))(three)],
    ["jacrev", () => untyped(hyrax.jacrev(later as never))(three)],
    ["hessian", () => untyped(hyrax.hessian(later as never))(three)],
    ["checkpoint", () => untyped(hyrax.checkpoint(later as never))(three)],
    ["linearTranspose", () => untyped(hyrax.linearTranspose)(later, 1)],
    ["vmap", () => untyped(vmap(later as never))(three)],
    ["pmap", () => untyped(pmap(later as never))(np.ones([1, 2]))],
  ];
  test.each(transformations)("%s", (name, run) => {
    // jacfwd and the like map their pullbacks first; nobody knows what a function returns before it has run.
    refuse(run, TypeError, promised(name), { runsFirst: true });
  });

  const loops: readonly (readonly [name: string, what: string, run: () => unknown])[] = [
    ["scan", "what the body returns", () => untyped(lax.scan)(async (c: Array, x: Array) => [c, x], 0, three)],
    [
      "whileLoop",
      "what the condition returns",
      () =>
        untyped(lax.whileLoop)(
          async () => true,
          (c: Array) => c,
          0,
        ),
    ],
    ["whileLoop", "what the body returns", () => untyped(lax.whileLoop)(() => true, later, 0)],
    ["foriLoop", "what the body returns[0][1]", () => untyped(lax.foriLoop)(0, 3, async (_: Array, c: Array) => c, 0)],
    ["cond", "what onFalse returns", () => untyped(lax.cond)(true, later, later, 1)],
    ["switch", "what branch 0 returns", () => untyped(lax.switch)(0, [later], 1)],
    ["map", "what the body returns[1]", () => untyped(lax.map)(later, three)],
    ["associativeScan", "what the function returns", () => untyped(lax.associativeScan)(later, three)],
  ];
  test.each(loops)("%s: %s", (name, what, run) => {
    const advice = "the function is traced while it runs, so await values before the call and pass them as arguments";
    refuse(run, TypeError, `${name}: ${what} must be an array or a number, found a promise; ${advice}`, {
      runsFirst: name === "associativeScan",
    });
  });
});
