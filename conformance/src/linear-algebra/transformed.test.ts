import "@hyrax/cpu";
import { config, flatten, innerJaxprs, type Jaxpr, type Array as NDArray, type Shape } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import { linalg } from "@hyrax/scipy";
import { vmap } from "@hyrax/vmap";
import { afterAll, describe, expect, test } from "vitest";
import { complexSpread, spread } from "../../../packages/grad/test-support/arrays.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

type Function = (...inputs: NDArray[]) => unknown;

const regular = (...shape: Shape) => spread(shape).add(np.eye(shape.at(-1) as number).mul(3));
const complexRegular = (...shape: Shape) => complexSpread(shape).add(np.eye(shape.at(-1) as number).mul(3));
const definite = (x: NDArray) => x.matmul(np.conj(x.mT)).add(np.eye(x.shape.at(-1) as number));

/** Functions of a matrix, or of a matrix and a vector, each of which can be differentiated. */
const functions: Readonly<Record<string, readonly [f: Function, ...inputs: NDArray[]]>> = {
  solve: [np.linalg.solve as Function, regular(4, 3, 3), spread([4, 3])],
  "complex solve": [np.linalg.solve as Function, complexRegular(4, 3, 3), complexSpread([4, 3])],
  inv: [np.linalg.inv as Function, regular(4, 3, 3)],
  "small det": [np.linalg.det as Function, regular(4, 3, 3)],
  det: [np.linalg.det as Function, regular(4, 5, 5)],
  slogdet: [np.linalg.slogdet as Function, regular(4, 4, 4)],
  pinv: [(x) => np.linalg.pinv(x as NDArray), spread([4, 3, 2])],
  lstsq: [(a, b) => np.linalg.lstsq(a as NDArray, b as NDArray)[0], spread([4, 3, 2]), spread([4, 3])],
  cholesky: [(x) => np.linalg.cholesky(definite(x as NDArray)), spread([4, 3, 3])],
  qr: [(x) => np.linalg.qr(x as NDArray), spread([4, 3, 2])],
  svd: [(x) => np.linalg.svd(x as NDArray, { fullMatrices: false }), spread([4, 3, 2])],
  eigh: [(x) => np.linalg.eigh(x as NDArray), spread([4, 3, 3])],
  lu: [(x) => linalg.lu(x as NDArray), spread([4, 3, 3])],
  luSolve: [(a, b) => linalg.luSolve(linalg.luFactor(a as NDArray), b as NDArray), regular(4, 3, 3), spread([4, 3])],
  "positive definite solve": [
    (x, b) => linalg.solve(definite(x as NDArray), b as NDArray, { assumeA: "pos" }),
    spread([4, 3, 3]),
    spread([4, 3]),
  ],
  expm: [(x) => linalg.expm(x as NDArray), spread([4, 2, 2])],
};

/** Every result, one after the other. */
const leaves = (tree: unknown) => flatten(tree)[0] as readonly NDArray[];

/** A number made of all results. */
function total(tree: unknown): NDArray {
  const sums = leaves(tree).map((y, i) =>
    np.sum(np.abs(y.add(i + 0.3)).mul(np.cos(np.arange(y.size)).reshape(y.shape))),
  );
  return sums.reduce((sum, y) => sum.add(y));
}

function expectClose(found: unknown, wanted: unknown): void {
  const [xs, ys] = [leaves(found), leaves(wanted)];
  expect(xs.map(({ aval }) => String(aval))).toEqual(ys.map(({ aval }) => String(aval)));
  xs.forEach((x, i) => expect(np.max(np.abs(x.sub(ys[i] as NDArray))).item()).toBeLessThan(1e-9));
}

/** What vmap means: the function of each element, stacked. */
function looped(f: Function, inputs: readonly NDArray[]): readonly NDArray[] {
  const each = Array.from({ length: inputs[0]?.shape[0] as number }, (_, i) =>
    leaves(f(...inputs.map((x) => x.get(i)))),
  );
  return (each[0] as readonly NDArray[]).map((_, k) => np.stack(each.map((results) => results[k] as NDArray)));
}

describe.each(Object.entries(functions).map(([name, [f, ...inputs]]) => ({ name, f, inputs })))(
  "$name",
  ({ f, inputs }) => {
    const first = inputs.map((x) => x.get(0));
    const gradient = grad((...xs: NDArray[]) => total(f(...xs))) as Function;

    test("is itself under jit", () => {
      expectClose(jit(f)(...first), f(...first));
    });

    test("is mapped as in a loop, and so is its gradient", () => {
      expectClose(leaves(vmap(f)(...inputs)), looped(f, inputs));
      expectClose(leaves(vmap(gradient)(...inputs)), looped(gradient, inputs));
      expectClose(leaves(jit(vmap(gradient))(...inputs)), looped(gradient, inputs));
    });

    test("is mapped over the last axis of one input as in a loop", () => {
      const moved = np.moveaxis(inputs[0] as NDArray, 0, -1);
      const rest = first.slice(1);
      const mapped = vmap((x: NDArray) => f(x, ...rest), { inAxes: [-1] })(moved);
      expectClose(
        leaves(mapped),
        looped((x) => f(x as NDArray, ...rest), inputs.slice(0, 1)),
      );
    });
  },
);

describe("the derivative of a solution", () => {
  const count = (jaxpr: Jaxpr, name: string): number =>
    jaxpr.eqns.reduce(
      (sum, eqn) =>
        sum +
        (eqn.primitive.name === name ? 1 : 0) +
        innerJaxprs(eqn.params).reduce((n, inner) => n + count(inner, name), 0),
      0,
    );

  test.each([
    ["lu", (a: NDArray, b: NDArray) => np.linalg.solve(a, b)],
    ["cholesky", (a: NDArray, b: NDArray) => linalg.solve(a, b, { assumeA: "pos" })],
  ] as const)("solves again with the factors that %s has found", (name, solve) => {
    const f = grad((a: NDArray, b: NDArray) => np.sum(np.square(solve(a, b))), { argnums: [0, 1] });
    const { jaxpr } = makeJaxpr(f)(regular(3, 3), spread([3]));
    expect(count(jaxpr, name)).toBe(1);
  });
});
