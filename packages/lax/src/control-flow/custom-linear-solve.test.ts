import "@hyrax/cpu";
import { add, div, hostArray, lt, mul, type Array as NDArray, reduceSum, rev, sub } from "@hyrax/core";
import { grad, jvp } from "@hyrax/grad";
import { describe, expect, test, vi } from "vitest";
import { untyped } from "../../test-support/untyped.js";
import { customLinearSolve, type LinearSolver, scan, whileLoop } from "../index.js";

const array = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const total = (x: NDArray) => reduceSum(x, { axes: [0] });
const close = (found: NDArray, expected: readonly number[]) => {
  const values = [found.tolist()].flat() as number[];
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 4);
  });
};

/** `4 x + w · (x reversed)`: symmetric, and dominated by its diagonal for small `w`. */
const product = (w: NDArray) => (x: NDArray) => add(mul(x, 4), mul(w, rev(x, { dimensions: [0] })));

/** Jacobi's iteration, of an unknown number of steps: `x ← x + (b − A x) / 4`. No way back goes through it. */
const jacobi: LinearSolver<NDArray, NDArray> = (matvec, b) =>
  whileLoop(
    ([i]) => lt(i, 40),
    ([i, x]) => [add(i, 1), add(x, div(sub(b, matvec(x)), 4))],
    [0, mul(b, 0)] as [number, NDArray],
  )[1];

const symmetric = (w: NDArray, b: NDArray) => customLinearSolve(product(w), b, jacobi, { symmetric: true });

/** Cramer's rule for `[[4, w], [w, 4]]`. */
const exact = (w: number, [p, q]: readonly [number, number]) => {
  const determinant = 16 - w * w;
  return [(4 * p - w * q) / determinant, (4 * q - w * p) / determinant] as const;
};

describe("customLinearSolve", () => {
  test("solves, and is differentiated by right-hand side and matrix through a solver that cannot be", () => {
    const b = array(1, 2);
    close(symmetric(mul(array(0.5, 0.5), 1), b), exact(0.5, [1, 2]));
    const loss = (w: NDArray, b: NDArray) => total(symmetric(w, b));
    const [gw, gb] = grad(loss, { argnums: [0, 1] })(0.5, b);
    const sum = (w: number, b: readonly [number, number]) => exact(w, b)[0] + exact(w, b)[1];
    const h = 1e-4;
    close(gw, [(sum(0.5 + h, [1, 2]) - sum(0.5 - h, [1, 2])) / (2 * h)]);
    close(gb, [sum(0.5, [1, 0]), sum(0.5, [0, 1])]);
  });

  test("the second derivative solves twice more", () => {
    const second = grad(grad((w: NDArray) => total(symmetric(w, array(1, 2)))));
    const sum = (w: number) => exact(w, [1, 2])[0] + exact(w, [1, 2])[1];
    const h = 1e-3;
    close(second(0.5), [(sum(0.5 + h) - 2 * sum(0.5) + sum(0.5 - h)) / (h * h)]);
  });

  test("transposeSolve gets the transpose of matvec", () => {
    // x₀ + 2 x₁ and 3 x₁: not symmetric.
    const upper = (x: NDArray) => add(mul(x, array(1, 3)), mul(mul(rev(x, { dimensions: [0] }), 2), array(1, 0)));
    const column = (matvec: (x: NDArray) => NDArray, i: number) =>
      matvec(array(...[0, 1].map((k) => (k === i ? 1 : 0))));
    const columns = vi.fn<(found: unknown) => void>();
    const cramer: LinearSolver<NDArray, NDArray> = (_, b) => {
      const x1 = div(total(mul(b, array(0, 1))), 3);
      return add(mul(array(1, 0), sub(total(mul(b, array(1, 0))), mul(x1, 2))), mul(array(0, 1), x1));
    };
    const backwards: LinearSolver<NDArray, NDArray> = (vecmat, ct) => {
      columns(String([column(vecmat, 0).shape, column(vecmat, 1).shape]));
      const y0 = total(mul(ct, array(1, 0)));
      const y1 = div(sub(total(mul(ct, array(0, 1))), mul(y0, 2)), 3);
      return add(mul(array(1, 0), y0), mul(array(0, 1), y1));
    };
    const solve = (b: NDArray) => customLinearSolve(upper, b, cramer, { transposeSolve: backwards });
    close(solve(array(5, 6)), [1, 2]);
    // The inverse is [[1, −2/3], [0, 1/3]]; its rows are the gradients.
    close(grad((b: NDArray) => total(mul(solve(b), array(1, 0))))(array(5, 6)), [1, -2 / 3]);
    close(grad((b: NDArray) => total(mul(solve(b), array(0, 1))))(array(5, 6)), [0, 1 / 3]);
    expect(columns).toHaveBeenCalledWith("2,2");
  });

  test("pytrees, and results on the side, which have no derivative", () => {
    const solve = (b: { p: NDArray; q: NDArray }) =>
      customLinearSolve(
        ({ p, q }) => ({ p: mul(p, 2), q: mul(q, 4) }),
        b,
        (_, { p, q }) => [{ p: div(p, 2), q: div(q, 4) }, { scaled: mul(p, 100) }] as const,
        { symmetric: true, hasAux: true },
      );
    const [x, { scaled }] = solve({ p: array(2), q: array(8) });
    close(x.p, [1]);
    close(x.q, [2]);
    close(scaled, [200]);
    const g = grad((b: { p: NDArray; q: NDArray }) => {
      const [y, { scaled }] = solve(b);
      return total(add(add(y.p, y.q), scaled));
    })({ p: array(2), q: array(8) });
    close(g.p, [0.5]);
    close(g.q, [0.25]);
  });

  test("in the steps of a scan it is as if they were written out", () => {
    const steps = (w: NDArray) => scan((x, _) => [symmetric(w, x), null], array(1, 2), null, { length: 2 })[0];
    const written = (w: NDArray) => symmetric(w, symmetric(w, array(1, 2)));
    const [found, expected] = [steps, written].map((f) => grad((w: NDArray) => total(f(w)))(0.5)) as [NDArray, NDArray];
    close(found, [expected.item() as number]);
  });

  test("without transposeSolve there are forward derivatives only, and the error says what to give", () => {
    const solve = (b: NDArray) => customLinearSolve(product(mul(b, 0)), b, jacobi);
    close(jvp((b: NDArray) => customLinearSolve((x: NDArray) => mul(x, 4), b, jacobi), [array(4)], [array(8)])[1], [2]);
    expect(() => grad((b: NDArray) => total(solve(b)))(array(1))).toThrow(
      /solves with the transpose, but it is not known how; give the option transposeSolve, or symmetric: true/,
    );
  });

  test("a function that returns something else than a vector is refused by name, before anything is solved", () => {
    const b = { p: array(1, 2) };
    const solve = vi.fn((_: unknown, b: unknown) => b);
    const call =
      (matvec: unknown, solver: unknown = solve, options: object = {}) =>
      () =>
        untyped(customLinearSolve)(matvec, b, solver, options);
    expect(call(() => ({ p: array(1) }))).toThrow(
      "customLinearSolve: what matvec returns['p'] is f32[1], but b['p'] is f32[2]: the shapes do not match",
    );
    expect(call(() => [1, 2])).toThrow(
      "customLinearSolve: what matvec returns must have the structure of b, PyTreeDef({'p': *}), but it is PyTreeDef([*, *])",
    );
    expect(solve).not.toHaveBeenCalled();
    expect(
      call(
        (x: unknown) => x,
        () => ({ p: array(1) }),
      ),
    ).toThrow(/what solve returns\['p'\] is f32\[1\]/);
    expect(call((x: unknown) => x, solve, { hasAux: true })).toThrow(
      /what solve returns must be a pair \[solution, aux\] with hasAux/,
    );
    expect(call(3)).toThrow("customLinearSolve: matvec must be a function, found 3");
    expect(call((x: unknown) => x, null)).toThrow("customLinearSolve: solve must be a function, found null");
    expect(call((x: unknown) => x, solve, { transpose: solve })).toThrow(/there is no option "transpose"/);
  });
});
