import "@hyrax/cpu";
import { config, type Array as NDArray, type Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { linalg } from "@hyrax/scipy";
import { afterAll, describe, test } from "vitest";
import { complexSpread, spread } from "../../../packages/grad/test-support/arrays.js";
import {
  type CheckOptions,
  checkGradients,
  type TestFunction,
} from "../../../packages/grad/test-support/check-gradients.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

type Options = CheckOptions & { readonly order?: 1 | 2 };
type Case = readonly [name: string, f: TestFunction, inputs: readonly NDArray[], options?: Options];

const named = (cases: readonly Case[]) => cases.map(([name, f, inputs, options]) => ({ name, f, inputs, options }));

const heavy = (x: NDArray, weight = 3) => x.add(np.eye(x.shape.at(-1) as number).mul(weight));
const regular = (...shape: Shape) => heavy(spread(shape));
const complexRegular = (...shape: Shape) => heavy(complexSpread(shape));
const adjoint = (x: NDArray) => np.conj(x.mT);
const hermitian = (x: NDArray) => x.add(adjoint(x)).div(2);
const definite = (x: NDArray) => heavy(hermitian(x), 5);

/** With eigenvalues of both signs. */
const indefinite = spread([3, 3]).add(np.diag(np.array([2, -3, 4])));

/** Of rank n − 1, with no zero in it. */
function singular(n: number): NDArray {
  const x = spread([n, n]);
  return x.at(-1).set(x.get(0).mul(2));
}

const numpy: readonly Case[] = [
  ["solve, of a vector", np.linalg.solve, [regular(3, 3), spread([3])]],
  ["solve, of columns", np.linalg.solve, [regular(2, 3, 3), spread([3, 2])]],
  ["solve, of one matrix and many columns", np.linalg.solve, [regular(2, 2), spread([3, 2, 1])]],
  ["solve, complex", np.linalg.solve, [complexRegular(3, 3), complexSpread([3, 2])]],
  ["solve, of a real matrix and complex columns", np.linalg.solve, [regular(2, 2), complexSpread([2])]],
  ["inv", np.linalg.inv, [regular(2, 3, 3)]],
  ["inv, complex", np.linalg.inv, [complexRegular(3, 3)]],
  ...[1, 2, 3, 4, 5].map((n): Case => [`det of size ${n}`, np.linalg.det, [regular(2, n, n)]]),
  ["det, complex", np.linalg.det, [complexRegular(4, 4)]],
  ["det of a singular matrix", np.linalg.det, [singular(3)]],
  // The second derivative needs the inverse, as in JAX.
  ["det of a singular matrix, by its adjugate", np.linalg.det, [singular(4)], { order: 1 }],
  ...[1, 2, 4].map((n): Case => [`slogdet of size ${n}`, (x) => [...np.linalg.slogdet(x)], [regular(2, n, n)]]),
  ...[1, 2, 4].map(
    (n): Case => [`slogdet of size ${n}, complex`, (x) => [...np.linalg.slogdet(x)], [complexRegular(n, n)]],
  ),
  ["pinv of a tall matrix", (x) => np.linalg.pinv(x), [spread([2, 4, 2])]],
  ["pinv of a wide matrix", (x) => np.linalg.pinv(x), [spread([2, 4])]],
  ["pinv, complex", (x) => np.linalg.pinv(x), [complexSpread([3, 2])]],
  ["pinv, Hermitian", (x) => np.linalg.pinv(x, { hermitian: true }), [indefinite]],
  ["lstsq", (a, b) => np.linalg.lstsq(a as NDArray, b as NDArray).slice(0, 2), [spread([4, 2]), spread([4])]],
  ["lstsq, of columns", (a, b) => np.linalg.lstsq(a as NDArray, b as NDArray)[0], [spread([2, 3]), spread([2, 2])]],
  ["cholesky, upper", (x) => np.linalg.cholesky(definite(x), { upper: true }), [spread([3, 3])]],
  ["svd, Hermitian", (x) => [...np.linalg.svd(hermitian(x), { hermitian: true })], [indefinite]],
  ["svd of a square matrix", (x) => [...np.linalg.svd(x)], [spread([3, 3])]],
  ["eigh", (x) => [...np.linalg.eigh(x)], [spread([3, 3])]],
  ["eigvals", (x) => np.sum(np.power(np.linalg.eigvals(x), 3)), [spread([3, 3])], { order: 1 }],
  ["cond", (x) => np.linalg.cond(x), [spread([3, 3])]],
  ["cond in the 1-norm", (x) => np.linalg.cond(x, { p: 1 }), [spread([3, 3])]],
  ["the spectral norm", (x) => np.linalg.norm(x, { ord: 2 }), [spread([3, 4])]],
  ["the nuclear norm", (x) => np.linalg.norm(x, { ord: "nuc" }), [spread([3, 2])]],
  ["a negative power", (x) => np.linalg.matrixPower(x, -2), [regular(3, 3)]],
  [
    "tensorsolve",
    (a, b) => np.linalg.tensorsolve(a as NDArray, b as NDArray),
    [regular(4, 4).reshape([2, 2, 4]), spread([2, 2])],
  ],
  ["tensorinv", (a) => np.linalg.tensorinv(a, { ind: 1 }), [regular(4, 4).reshape([4, 2, 2])]],
];

const scipy: readonly Case[] = [
  ["cholesky", (x) => linalg.cholesky(definite(x)), [spread([3, 3])]],
  [
    "choSolve",
    (x, b) => linalg.choSolve(linalg.choFactor(definite(x as NDArray)), b as NDArray),
    [spread([3, 3]), spread([3])],
  ],
  [
    "choSolve, complex",
    (x, b) => linalg.choSolve(linalg.choFactor(definite(x as NDArray), { lower: true }), b as NDArray),
    [complexSpread([2, 2]), complexSpread([2, 1])],
  ],
  ...([0, 1, 2] as const).map(
    (trans): Case => [
      `luSolve with trans ${trans}`,
      (a, b) => linalg.luSolve(linalg.luFactor(a as NDArray), b as NDArray, { trans }),
      [complexRegular(3, 3), complexSpread([3, 2])],
    ],
  ),
  ["lu", (x) => linalg.lu(x), [spread([2, 3, 3])]],
  ["lu, permuted", (x) => linalg.lu(x, { permuteL: true }), [spread([2, 4])]],
  [
    "solve of a positive definite matrix",
    (x, b) => linalg.solve(definite(x as NDArray), b as NDArray, { assumeA: "pos" }),
    [spread([3, 3]), spread([3])],
  ],
  [
    "solveTriangular, conjugated",
    (a, b) => linalg.solveTriangular(a as NDArray, b as NDArray, { trans: "C" }),
    [complexRegular(3, 3), complexSpread([3])],
  ],
  ["polar", (x) => linalg.polar(x), [spread([3, 2])]],
  ["polar, from the left", (x) => linalg.polar(x, { side: "left" }), [spread([2, 3])]],
  ["expm of a small matrix", (x) => linalg.expm(x.div(20)), [spread([3, 3])]],
  ["expm of a great matrix", (x) => linalg.expm(x.mul(5)), [spread([3, 3])], { rtol: 1e-6 }],
  ["expm of a batch", (x) => linalg.expm(x), [spread([2, 2, 2])]],
  ["expm, complex", (x) => linalg.expm(x), [complexSpread([2, 2])]],
  ["toeplitz", (c, r) => linalg.toeplitz(c as NDArray, { r: r as NDArray }), [complexSpread([3]), complexSpread([2])]],
];

describe("derivatives of np.linalg are finite differences, twice", () => {
  test.each(named(numpy))("$name", ({ f, inputs, options }) => checkGradients(f, inputs, options));
});

describe("derivatives of scipy.linalg are finite differences, twice", () => {
  test.each(named(scipy))("$name", ({ f, inputs, options }) => checkGradients(f, inputs, options));
});
