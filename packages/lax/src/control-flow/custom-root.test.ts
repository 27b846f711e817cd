import "@hyrax/cpu";
import { add, div, hostArray, lt, mul, type Array as NDArray, reduceSum, scalarArray, sub } from "@hyrax/core";
import { grad, jacrev, jvp } from "@hyrax/grad";
import { describe, expect, test } from "vitest";
import { untyped } from "../../test-support/untyped.js";
import { customRoot, scan, whileLoop } from "../index.js";

const array = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

/** Newton's method for `x² − a`, of an unknown number of steps. */
const newton = (f: (x: NDArray) => NDArray, guess: NDArray) =>
  whileLoop(
    ([i]) => lt(i, 30),
    ([i, x]) => [add(i, 1), sub(x, div(f(x), mul(x, 2)))],
    [0, guess] as [number, NDArray],
  )[1];

const one = scalarArray(1, "float32");

const squareRoot = (a: NDArray) =>
  customRoot(
    (x: NDArray) => sub(mul(x, x), a),
    mul(a, 0.5),
    newton,
    (g, y) => div(y, g(array(1, 1))),
  );

describe("customRoot", () => {
  test("is differentiated implicitly, in both modes and again", () => {
    expect(squareRoot(array(2, 9)).tolist()).toEqual([Math.fround(Math.SQRT2), 3]);
    const scalar = (a: NDArray) =>
      customRoot(
        (x) => sub(mul(x, x), a),
        1,
        newton,
        (g, y) => div(y, g(one)),
      );
    expect(grad(scalar)(4).item()).toBeCloseTo(1 / 4, 6);
    expect(jvp(scalar, [4], [2])[1].item()).toBeCloseTo(1 / 2, 6);
    expect(grad(grad(scalar))(4).item()).toBeCloseTo(-1 / 32, 6);
    expect(grad(grad(grad(scalar)))(4).item()).toBeCloseTo(3 / 256, 6);
  });

  test("the initial guess, and what the solver uses besides, have no influence", () => {
    const f = (guess: NDArray, steps: NDArray) =>
      customRoot(
        (x) => sub(mul(x, x), 2),
        guess,
        (f, x) => add(newton(f, x), mul(steps, 0)),
        (g, y) => div(y, g(one)),
      );
    const [dGuess, dSteps] = grad(f, { argnums: [0, 1] })(1, 3);
    expect([dGuess.item(), dSteps.item()]).toEqual([0, 0]);
  });

  test("roots that are pytrees, with results on the side", () => {
    // x² = a and y = x a: so x = √a and y = a √a.
    const f = (a: NDArray) =>
      customRoot(
        ({ x, y }) => ({ x: sub(mul(x, x), a), y: sub(y, mul(x, a)) }),
        { x: 1, y: 1 },
        (_, guess) => {
          const x = newton((z) => sub(mul(z, z), a), guess.x);
          return [{ x, y: mul(x, a) }, { guess }] as const;
        },
        (g, { x: p, y: q }) => {
          // g(dx, dy) = (2 x dx, dy − a dx)
          const column = g({ x: one, y: scalarArray(0, "float32") });
          const dx = div(p, column.x);
          return { x: dx, y: sub(q, mul(column.y, dx)) };
        },
        { hasAux: true },
      );
    const [{ x, y }, { guess }] = f(4 as unknown as NDArray);
    expect([x, y, guess.x].map((z) => z.item())).toEqual([2, 8, 1]);
    const [dx, dy] = jacrev((a: NDArray) => {
      const [root] = f(a);
      return [root.x, root.y];
    })(4) as unknown as [NDArray, NDArray];
    expect(dx.item()).toBeCloseTo(1 / 4, 5);
    expect(dy.item()).toBeCloseTo(3, 4); // ∂ a^1.5 = 1.5 √a
  });

  test("in the steps of a scan it is as if they were written out", () => {
    const step = (x: NDArray) => mul(squareRoot(x), x);
    const steps = (x: NDArray) => scan((c, _) => [step(c), null], x, null, { length: 2 })[0];
    const of = (f: (x: NDArray) => NDArray) => grad((x: NDArray) => reduceSum(f(x), { axes: [0] }))(array(2, 3));
    const [found, expected] = [of(steps), of((x) => step(step(x)))];
    (found.tolist() as number[]).forEach((value, i) => {
      expect(value).toBeCloseTo((expected.tolist() as number[])[i] as number, 4);
    });
  });

  test("a function that returns something else than a root is refused by name", () => {
    const call =
      (...args: readonly unknown[]) =>
      () =>
        untyped(customRoot)(...args);
    const same = (x: unknown) => x;
    const solve = (_: unknown, x: unknown) => x;
    expect(call(() => array(1), { p: 1 }, solve, solve)).toThrow(
      "customRoot: what f returns must have the structure of the initial guess, PyTreeDef({'p': *}), but it is PyTreeDef(*)",
    );
    expect(call(same, { p: 1 }, () => ({ p: array(1) }), solve)).toThrow(
      "customRoot: what solve returns['p'] is f32[1], but the initial guess['p'] is f32[]: the shapes do not match",
    );
    expect(call(same, 1, solve, () => array(1, 2))).toThrow(/what tangentSolve returns is f32\[2\]/);
    expect(call(same, 1, solve, solve, { hasAux: true })).toThrow(/must be a pair \[solution, aux\] with hasAux/);
    expect(call(same, 1, solve)).toThrow("customRoot: tangentSolve must be a function, found undefined");
    expect(call(same, "x", solve, solve)).toThrow(/the initial guess must be an array or a number, found string x/);
  });
});
