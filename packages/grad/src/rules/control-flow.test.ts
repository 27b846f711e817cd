import "@hyrax/cpu";
import {
  add,
  config,
  type controlFlow,
  convertElementType,
  cos,
  customLinearSolve,
  div,
  dotGeneral,
  exp,
  gt,
  iota,
  type Jaxpr,
  type JitParams,
  jit,
  lt,
  mul,
  type Array as NDArray,
  reduceSum,
  reshape,
  rev,
  type ScanParams,
  scan,
  shapedArray,
  sin,
  stage,
  sub,
  tanh,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { array, elements, integers, scalar, spread } from "../../test-support/arrays.js";
import { checkGradients, checkJvp, type TestFunction } from "../../test-support/check-gradients.js";
import { chosen, jitted, looped, scanned } from "../../test-support/programs.js";
import { grad, jacfwd, jvp, linearize } from "../index.js";

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));

interface Example {
  readonly name: string;
  readonly f: TestFunction;
  readonly inputs: readonly NDArray[];
  /** Where reverse mode is refused. */
  readonly forwardOnly?: boolean;
}

const matvec = (m: NDArray, v: NDArray) =>
  dotGeneral(m, v, {
    dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });
const total = (x: NDArray) => reduceSum(x, { axes: x.shape.map((_, axis) => axis) });
const toInt = (x: NDArray) => convertElementType(x, { newDtype: "int32", weakType: false });

const two: readonly NDArray[] = [scalar(0.7), scalar(-0.4)];

/** The program of a function of vectors of two elements and, before them, `numConsts` scalars. */
const vectorJaxpr = (numConsts: number, f: (...xs: NDArray[]) => NDArray) =>
  stage(
    (xs) => [f(...xs)],
    [...Array.from({ length: numConsts }, () => shapedArray([], "float64")), ...[shapedArray([2], "float64")]],
  ).jaxpr;

/** `[[p, q], [0, p]] x`, and its transpose. */
const corner = (x: NDArray, upper: boolean) => {
  const moved = rev(x, { dimensions: [0] });
  const last = iota({ dtype: "float64", shape: [2], dimension: 0 });
  const mask = upper ? sub(1, last) : last;
  return mul(moved, mask);
};
const product = (p: NDArray, q: NDArray, x: NDArray, upper: boolean) => add(mul(p, x), mul(q, corner(x, upper)));
/** N² = 0 for the corner N, so (p + q N)⁻¹ = (1 − (q / p) N) / p. */
const inverse = (p: NDArray, q: NDArray, b: NDArray, upper: boolean) =>
  div(sub(b, mul(div(q, p), corner(b, upper))), p);

const solved = (p: NDArray, q: NDArray, b: NDArray) =>
  customLinearSolve([p, q, p, q, p, q, p, q, b], {
    matvec: vectorJaxpr(2, (p, q, x) => product(p as NDArray, q as NDArray, x as NDArray, true)),
    vecmat: vectorJaxpr(2, (p, q, x) => product(p as NDArray, q as NDArray, x as NDArray, false)),
    solve: vectorJaxpr(2, (p, q, b) => inverse(p as NDArray, q as NDArray, b as NDArray, true)),
    transposeSolve: vectorJaxpr(2, (p, q, b) => inverse(p as NDArray, q as NDArray, b as NDArray, false)),
    constLengths: { matvec: 2, vecmat: 2, solve: 2, transposeSolve: 2 },
  })[0] as NDArray;

const examples: { readonly [N in keyof typeof controlFlow]: readonly Example[] } = {
  customLinearSolve: [
    { name: "by matrix and right-hand side", f: solved, inputs: [scalar(1.7), scalar(-0.6), spread([2])] },
    { name: "by the right-hand side", f: (b) => solved(scalar(1.7), scalar(0.4), b), inputs: [spread([2])] },
    { name: "by the matrix", f: (p) => solved(p, sin(p), array([0.3, -1])), inputs: [scalar(0.8)] },
    {
      name: "in a loop, in a jitted call",
      f: (p, b) =>
        jitted(
          (p, b) => scanned({ consts: [p], carry: [b], length: 3, step: (p, c) => [sin(solved(p, p, c))] }),
          ...[p, b],
        ),
      inputs: [scalar(1.3), spread([2])],
    },
  ],
  jit: [
    { name: "a call", f: (x, y) => jitted((a, b) => [mul(sin(a), b), exp(b)], x, y), inputs: two },
    { name: "a result that is an input", f: (x, y) => jitted((a, b) => [a, mul(a, b), b], x, y), inputs: two },
    { name: "an unused input", f: (x, y) => jitted((a) => [sin(a)], x, y), inputs: two },
    {
      name: "calls within calls",
      f: (x) => jitted((a) => jitted((b) => [sin(b), mul(b, b)], sin(a)), x),
      inputs: [spread([3])],
    },
    { name: "a constant result", f: (x) => [...jitted((a) => [mul(a, 0), toInt(a)], x), x], inputs: [scalar(0.5)] },
  ],
  scan: [
    {
      name: "constants, carry, xs and ys",
      f: (w, c, xs) =>
        scanned({
          consts: [w],
          carry: [c],
          xs: [xs],
          length: 4,
          step: (w, c, x) => [add(sin(mul(c, w)), x), mul(c, x)],
        }),
      inputs: [scalar(0.8), scalar(0.3), spread([4])],
    },
    {
      name: "from the end to the start",
      f: (w, c, xs) =>
        scanned({
          consts: [w],
          carry: [c],
          xs: [xs],
          length: 3,
          reverse: true,
          step: (w, c, x) => [tanh(add(matvec(w, c), x)), c],
        }),
      inputs: [spread([2, 2]), spread([2]), spread([3, 2])],
    },
    {
      name: "a carry that gets its tangent on the way",
      f: (w) =>
        scanned({
          consts: [w],
          carry: [scalar(0.2), scalar(0.5), scalar(0.9)],
          length: 5,
          step: (w, a, b, c) => [sin(b), mul(c, c), mul(w, exp(mul(a, -1)))],
        }),
      inputs: [scalar(0.6)],
    },
    {
      name: "a counter beside the carry",
      f: (w) =>
        scanned({
          consts: [w],
          carry: [integers([0], []), scalar(1)],
          length: 4,
          step: (w, i, c) => [
            add(i, 1),
            mul(c, sin(mul(w, convertElementType(i, { newDtype: "float64", weakType: false })))),
          ],
        }),
      inputs: [scalar(0.6)],
    },
    {
      name: "no steps",
      f: (w, c) => scanned({ consts: [w], carry: [c], length: 0, step: (w, c) => [mul(w, c), c] }),
      inputs: two,
    },
    {
      name: "no carry",
      f: (w, xs) => scanned({ consts: [w], xs: [xs], length: 3, step: (w, x) => [mul(sin(w), exp(x))] }),
      inputs: [scalar(0.4), spread([3])],
    },
    {
      name: "a loop in a loop",
      f: (w, m) =>
        scanned({
          consts: [w],
          carry: [scalar(0.5)],
          xs: [m],
          length: 2,
          step: (w, c, row) => {
            const [after, ys] = scanned({
              consts: [w],
              carry: [c],
              xs: [row],
              length: 3,
              step: (w, d, x) => [tanh(add(mul(d, w), x)), mul(d, x)],
            }) as readonly [NDArray, NDArray];
            return [mul(after, 0.5), ys];
          },
        }),
      inputs: [scalar(0.9), spread([2, 3])],
    },
    {
      name: "ys that no step changes",
      f: (w, c) => scanned({ consts: [w], carry: [c], length: 3, step: (w, c) => [c, sin(w), mul(w, w)] }),
      inputs: two,
    },
    {
      name: "jitted steps and choices",
      f: (w, xs) =>
        scanned({
          consts: [w],
          carry: [scalar(1)],
          xs: [xs],
          length: 4,
          step: (w, c, x) => {
            const branch = toInt(gt(x, 0));
            const [d] = chosen(branch, [(c, w) => [mul(sin(c), w)], (c, w) => [add(c, mul(w, w))]], c, w);
            return jitted((d, x) => [mul(d, exp(x)), d], d as NDArray, x);
          },
        }),
      inputs: [scalar(0.7), array([0.3, -0.6, 0.8, -0.2])],
    },
  ],
  whileLoop: [
    {
      name: "until a bound",
      f: (w, x) =>
        looped(
          (_, v) => lt(v, 9),
          (w, v) => [mul(v, w)],
          [w],
          [x],
        ),
      inputs: [scalar(1.7), scalar(0.8)],
      forwardOnly: true,
    },
    {
      name: "a counted loop, with a carry that gets its tangent on the way",
      f: (w) =>
        looped(
          (_, i) => lt(i, 4),
          (w, i, a, b) => [add(i, 1), mul(b, b), mul(w, cos(a))],
          [w],
          [integers([0], []), scalar(0.3), scalar(0.8)],
        ),
      inputs: [scalar(0.6)],
      forwardOnly: true,
    },
  ],
  cond: [0, 1, 2].map((branch) => ({
    name: `branch ${branch}`,
    f: (x, y, z) =>
      chosen(
        integers([branch], []),
        [
          (x, y) => [mul(sin(x), y), exp(x)],
          (x, _, z) => [x, mul(mul(x, x), total(sin(z)))],
          () => [scalar(0.5), scalar(2)],
        ],
        x,
        y,
        z,
      ),
    inputs: [scalar(0.4), scalar(1.3), spread([2])],
  })),
};

describe.each(Object.entries(examples))("derivatives of %s", (_, list) => {
  test.each(list)("agree with finite differences: $name", ({ f, forwardOnly, inputs }) => {
    if (forwardOnly) checkJvp(f, inputs);
    else checkGradients(f, inputs);
  });
});

const f64 = (...shape: number[]) => shapedArray(shape, "float64");

describe("jit", () => {
  test("a jitted function is differentiated once, however often its gradient is taken", () => {
    const { jaxpr } = stage(([x]) => [mul(sin(x as NDArray), x as NDArray)], [f64()]);
    const f = (x: NDArray) => jit([x], { jaxpr, name: "f" })[0] as NDArray;
    const programs = () =>
      stage(([x]) => [grad(f)(x as NDArray)], [f64()]).jaxpr.eqns.map((eqn) => (eqn.params as JitParams).jaxpr);
    const first = programs();
    expect(first).toHaveLength(2);
    expect(programs()).toEqual(first);
    expect(programs()[0]).toBe(first[0]);
    expect(programs()[1]).toBe(first[1]);
  });

  test("inputs are not donated by derivatives, which need them again", () => {
    const { jaxpr } = stage(([x]) => [mul(x as NDArray, x as NDArray)], [f64()]);
    const f = (x: NDArray) => jit([x], { jaxpr, name: "f", donated: [true] })[0] as NDArray;
    const { eqns } = stage(([x]) => [grad(f)(x as NDArray)], [f64()]).jaxpr;
    for (const eqn of eqns) expect(eqn.params).not.toHaveProperty("donated");
  });
});

/** The scans of a jaxpr, in order. */
function scans(jaxpr: Jaxpr) {
  return jaxpr.eqns
    .filter((eqn) => eqn.primitive === scan)
    .map((eqn) => ({ ...eqn, params: eqn.params as ScanParams }));
}

describe("scan", () => {
  const length = 1000;

  test("what no step changes is computed once, and not stacked for the way back", () => {
    const f = (w: NDArray) =>
      scanned({ consts: [w], carry: [scalar(1)], length, step: (w, c) => [mul(c, sin(w))] })[0] as NDArray;
    const { jaxpr } = stage(([w]) => [grad(f)(w as NDArray)], [f64()]);
    const [forward, backward] = scans(jaxpr);
    // Only the carry, by which the tangent of sin w is multiplied, is kept for each step.
    expect(forward?.outs.map((v) => v.aval.shape)).toEqual([[], [length]]);
    expect(forward?.params.jaxpr.eqns.map((eqn) => eqn.primitive.name)).toEqual(["mul"]);
    expect(backward?.params.reverse).toBe(true);
  });

  test("xs that the way back needs are handed on, not stacked again", () => {
    const f = (w: NDArray, xs: NDArray) =>
      scanned({
        consts: [w],
        carry: [scalar(0)],
        xs: [xs],
        length,
        step: (w, c, x) => [add(c, mul(w, x))],
      })[0] as NDArray;
    const { jaxpr } = stage(([w, xs]) => [grad(f)(w as NDArray, xs as NDArray)], [f64(), f64(length)]);
    expect(scans(jaxpr).map((eqn) => eqn.outs.length)).toEqual([1, 2]);
  });

  test("a parameter of many steps gets the sum of their cotangents", () => {
    const f = (w: NDArray) =>
      scanned({ consts: [w], carry: [scalar(0)], length: 10_000, step: (w, c) => [add(c, w)] })[0] as NDArray;
    expect(grad(f)(0.1).item()).toBe(10_000);
  });
});

describe("while", () => {
  const powers = (x: NDArray) =>
    looped(
      (v) => lt(v, 9),
      (v) => [mul(v, 2)],
      [],
      [x],
    )[0] as NDArray;

  test("reverse mode is refused, and the error says what to do", () => {
    expect(() => grad(powers)(1.7)).toThrow(
      /transposition.*of while is not possible: reverse-mode differentiation .* does not work through whileLoop.*use scan, or foriLoop with bounds that are plain numbers, or forward mode/,
    );
  });

  test("forward mode works, also where the function is linearized", () => {
    expect(jvp(powers, [1.7], [1])[1].item()).toBe(8);
    expect(linearize(powers, 1.7)[1](0.5).item()).toBe(4);
    expect(jacfwd(powers)(1.7).item()).toBe(8);
  });

  test("values that the tangents do not enter come from a loop without them", () => {
    const f = (w: NDArray) =>
      looped(
        (i) => lt(i, 5),
        (i, c) => [add(i, 1), sin(c)],
        [],
        [integers([0], []), w],
      );
    const { jaxpr } = stage(([w]) => linearize(f, w as NDArray)[0], [f64()]);
    expect(jaxpr.eqns.map((eqn) => [eqn.primitive.name, eqn.outs.length])).toEqual([["while", 2]]);
  });
});

describe("cond", () => {
  test("branches share the places of their residuals by type", () => {
    const f = (x: NDArray, i: NDArray) => chosen(i, [(x) => [sin(x)], (x) => [exp(x)], (x) => [x]], x)[0] as NDArray;
    const { jaxpr } = stage(([x, i]) => [grad(f)(x as NDArray, i as NDArray)], [f64(), shapedArray([], "int32")]);
    // The value, and one residual for all the branches: that of exp is its value.
    expect(jaxpr.eqns[0]?.outs.map((v) => String(v.aval))).toEqual(["f64[]", "f64[]"]);
  });

  test("the branch is chosen by its value, clamped to those there are", () => {
    const f = (x: NDArray) => chosen(integers([7], []), [(x) => [sin(x)], (x) => [mul(x, x)]], x)[0] as NDArray;
    expect(grad(f)(3).item()).toBe(6);
  });

  test("a choice by a value that is differentiated uses the value only", () => {
    const f = (x: NDArray) => chosen(toInt(gt(x, 0)), [(x) => [mul(x, x)], (x) => [mul(x, 3)]], x)[0] as NDArray;
    expect([grad(f)(-2).item(), grad(f)(2).item()]).toEqual([-4, 3]);
  });
});

test("programs within programs differentiate in any order", () => {
  const f: TestFunction = (w, xs) => {
    const [c] = jitted(
      (w, xs) => {
        const results = scanned({
          consts: [w],
          carry: [scalar(0.3)],
          xs: [xs],
          length: 3,
          step: (w, c, x) => [tanh(add(mul(w, c), x)), c],
        });
        return chosen(
          integers([1], []),
          [(a) => [a], (a, b) => [mul(a, total(b))]],
          ...(results as [NDArray, NDArray]),
        );
      },
      w,
      xs,
    );
    return sub(c as NDArray, total(reshape(xs, { newSizes: [3, 1] })));
  };
  const inputs = [scalar(0.6), spread([3])];
  checkGradients(f, inputs);
  const g = (w: NDArray) => f(w, inputs[1] as NDArray) as NDArray;
  expect(elements(grad(grad(g))(0.6))[0]).toBeCloseTo(elements(jvp(grad(g), [0.6], [1])[1])[0] as number, 12);
});
