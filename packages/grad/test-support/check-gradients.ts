import { isComplex, isInexact, Array as NDArray } from "@hyrax/core";
import { expect } from "vitest";
import { jvp, linearTranspose, vjp } from "../src/index.js";
import { direction, elements, mapped } from "./arrays.js";

/**
 * A function of float64 and complex128 arrays. Integer results take no part in the checks. A complex number is seen as
 * its two parts, which are moved by turns and together.
 */
export type TestFunction = (...inputs: NDArray[]) => NDArray | readonly NDArray[];

export interface CheckOptions {
  /** How far a derivative may be from its finite difference, relative to the size of the values. */
  readonly rtol?: number;
  /** The step of the finite difference; the function must be smooth over twice this. */
  readonly step?: number;
  /** The directions that are tried are those of these seeds. */
  readonly seeds?: readonly number[];
}

const defaults = { rtol: 1e-7, step: 1e-4, seeds: [1, 2] };

function floatingResults(f: TestFunction, inputs: readonly NDArray[]): readonly NDArray[] {
  const result = f(...inputs);
  return (result instanceof NDArray ? [result] : result).filter((y) => isInexact(y.dtype));
}

function shifted(inputs: readonly NDArray[], directions: readonly NDArray[], by: number): readonly NDArray[] {
  return inputs.map((x, i) => {
    const d = elements(directions[i] as NDArray);
    return mapped(x, (value, k) => value + by * (d[k] as number));
  });
}

/** The derivative in a direction by the central difference of fourth order, with an error of h⁴. */
function finiteDifference(
  f: TestFunction,
  inputs: readonly NDArray[],
  directions: readonly NDArray[],
  h: number,
): readonly (readonly number[])[] {
  const at = (by: number) => floatingResults(f, shifted(inputs, directions, by)).map(elements);
  const [far, near, nearBack, farBack] = [at(2 * h), at(h), at(-h), at(-2 * h)];
  return near.map((ys, i) =>
    ys.map((y, k) => {
      const of = (list: readonly (readonly number[])[]) => list[i]?.[k] as number;
      return (8 * (y - of(nearBack)) - (of(far) - of(farBack))) / (12 * h);
    }),
  );
}

function expectClose(found: readonly number[], expected: readonly number[], rtol: number, what: string): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  const worst = Math.max(0, ...expected.map((value, i) => Math.abs(value - (found[i] as number))));
  // NaN is not less than anything, and so fails as well.
  const fits = found.length === expected.length && worst <= rtol * scale;
  expect(fits, `${what}: found ${found}, expected ${expected}`).toBe(true);
}

/** Checks forward-mode derivatives against finite differences. */
export function checkJvp(f: TestFunction, inputs: readonly NDArray[], options: CheckOptions = {}): void {
  const { rtol, seeds, step } = { ...defaults, ...options };
  for (const seed of seeds) {
    const directions = inputs.map((x, i) => direction(x, 31 * seed + i));
    const expected = finiteDifference(f, inputs, directions, step);
    const [outs, tangents] = jvp((...xs: NDArray[]) => floatingResults(f, xs), [...inputs], directions);
    const values = floatingResults(f, inputs);
    outs.forEach((out, i) => {
      expectClose(elements(out), elements(values[i] as NDArray), 1e-12, `value ${i} of the jvp`);
      expectClose(elements(tangents[i] as NDArray), expected[i] as readonly number[], rtol, `tangent ${i} of the jvp`);
    });
  }
}

/** Checks reverse-mode derivatives against finite differences: ⟨ct, f′ v⟩ = ⟨f′ᵀ ct, v⟩. */
function checkVjp(f: TestFunction, inputs: readonly NDArray[], options: CheckOptions = {}): void {
  const { rtol, seeds, step } = { ...defaults, ...options };
  const [outs, pullback] = vjp((...xs: NDArray[]) => floatingResults(f, xs), ...inputs);
  for (const seed of seeds) {
    const cts = outs.map((out, i) => direction(out, 53 * seed + i));
    const gradients = pullback(cts);
    inputs.forEach((x, i) => {
      const d = inputs.map((y, j) => (i === j ? direction(y, 97 * seed + j) : mapped(y, () => 0)));
      const expected = finiteDifference(f, inputs, d, step);
      const wanted = cts.reduce((sum, ct, k) => sum + pairing(ct, expected[k] as readonly number[]), 0);
      const gradient = gradients[i] as NDArray;
      expect(gradient.shape, `the gradient by input ${i}`).toEqual(x.shape);
      expectClose([pairing(gradient, elements(d[i] as NDArray))], [wanted], rtol, `the gradient by input ${i}`);
    });
  }
}

/** ⟨ct, v⟩ = Re Σ ct·v, without a conjugate: what JAX's cotangents of complex values stand for. */
function pairing(ct: NDArray, v: readonly number[]): number {
  const sign = isComplex(ct.dtype) ? -1 : 1;
  return elements(ct).reduce((sum, value, i) => sum + (i % 2 === 0 ? 1 : sign) * value * (v[i] as number), 0);
}

/** Checks first derivatives and, up to order 2, the derivatives of the gradient, in both modes or in reverse alone. */
export function checkGradients(
  f: TestFunction,
  inputs: readonly NDArray[],
  options: CheckOptions & { readonly order?: 1 | 2; readonly reverseOnly?: boolean } = {},
): void {
  const { order = 2, reverseOnly = false } = options;
  if (!reverseOnly) checkJvp(f, inputs, options);
  checkVjp(f, inputs, options);
  if (order === 1) return;
  const cts = floatingResults(f, inputs).map((out, i) => direction(out, 11 + i));
  const gradient: TestFunction = (...xs) => vjp((...ys: NDArray[]) => floatingResults(f, ys), ...xs)[1](cts);
  if (!reverseOnly) checkJvp(gradient, inputs, { ...options, seeds: [3] });
  checkVjp(gradient, inputs, { ...options, seeds: [4] });
}

/** Checks the transpose of an affine function: ⟨ct, f(v) − f(0)⟩ = ⟨fᵀ ct, v⟩. */
export function checkTranspose(f: TestFunction, like: NDArray): void {
  const flat = (x: NDArray) => floatingResults(f, [x]);
  const v = direction(like, 5);
  const [atV, atZero] = [v, mapped(like, () => 0)].map((x) => flat(x).map(elements));
  const cts = flat(v).map((out, i) => direction(out, 17 + i));
  const [found] = linearTranspose(flat, like)(cts);
  const expected = cts.reduce((sum, ct, i) => {
    const change = atV?.[i]?.map((y, k) => y - (atZero?.[i]?.[k] as number));
    return sum + pairing(ct, change as readonly number[]);
  }, 0);
  expect(found.shape).toEqual(like.shape);
  expectClose([pairing(found, elements(v))], [expected], 1e-12, "the transpose");
}

/** Whether f(2v − 3w) = 2 f(v) − 3 f(w) + 2 f(0), at some v and w. */
export function isAffine(f: TestFunction, like: NDArray): boolean {
  const [v, w] = [direction(like, 7), direction(like, 8)];
  const at = (x: NDArray) => floatingResults(f, [x]).flatMap(elements);
  const [ofV, ofW, ofZero] = [at(v), at(w), at(mapped(like, () => 0))];
  const ofBoth = at(mapped(v, (value, i) => 2 * value - 3 * (elements(w)[i] as number)));
  const expected = (i: number) => 2 * (ofV[i] as number) - 3 * (ofW[i] as number) + 2 * (ofZero[i] as number);
  return ofBoth.length > 0 && ofBoth.every((y, i) => Math.abs(y - expected(i)) < 1e-9);
}
