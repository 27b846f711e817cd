import {
  bind,
  config,
  convertElementType,
  type Family,
  isInexact,
  Array as NDArray,
  type ParamsOf,
  type Primitive,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transposeRules } from "../src/index.js";
import { array, elements } from "./arrays.js";
import { type CheckOptions, checkGradients, checkTranspose, isAffine, type TestFunction } from "./check-gradients.js";

/** An application of a primitive at a point where it is smooth. */
export interface Sample<P extends Primitive> extends CheckOptions {
  readonly inputs: readonly NDArray[];
  readonly params?: ParamsOf<P>;
  /**
   * The function that is differentiated, made of the operation: for one that takes only some inputs, such as symmetric matrices, or whose
   * results are not determined by themselves.
   */
  readonly within?: (operation: (...inputs: readonly NDArray[]) => readonly NDArray[]) => TestFunction;
  /** How often it can be differentiated: 2 if not given. */
  readonly order?: 1 | 2;
  /** Inputs by which there is no derivative; their values are fixed. */
  readonly fixed?: readonly number[];
  /** False where the transpose is refused, though the derivative is not. */
  readonly transposable?: boolean;
  /** The text of the error that differentiating it throws, where it is refused. */
  readonly refused?: RegExp;
}

/** Samples for every primitive of a family: a new primitive is a type error here until it has some. */
export type Samples<F extends Family> = { readonly [N in keyof F]: readonly Sample<F[N]>[] };

/**
 * Tests the derivatives of every primitive of a family against finite differences, and its transpose by inner products. Inputs of integer dtypes are
 * converted from floats inside the function, so that it is seen that no derivative passes through them.
 */
export function sweep<F extends Family>(family: F, samples: Samples<F>): void {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  describe.each(Object.entries(family))("%s", (name, primitive) => {
    test("has samples", () => expect(samples[name]).not.toHaveLength(0));
    test.each(samples[name] as readonly Sample<Primitive>[])("agrees with finite differences: sample %#", (sample) => {
      const { f, inputs } = asFunction(primitive, sample);
      if (sample.refused === undefined) checkGradients(f, inputs, sample);
      else expect(() => checkGradients(f, inputs, sample)).toThrow(sample.refused);
    });
    if (!transposeRules.has(primitive)) return;
    test("is transposed by each input in which it is linear", () => {
      const list = samples[name] as readonly Sample<Primitive>[];
      if (list.every(({ transposable }) => transposable === false)) return;
      let linear = 0;
      for (const { inputs, params = {}, transposable } of list) {
        inputs.forEach((x, i) => {
          const f: TestFunction = (v) =>
            bind(primitive, inputs.map((other, j) => (i === j ? v : other)) as NDArray[], params);
          if (transposable === false || !isInexact(x.dtype) || !isAffine(f, x)) return;
          checkTranspose(f, x);
          linear++;
        });
      }
      expect(linear, "samples with a linear input").toBeGreaterThan(0);
    });
  });
}

function asFunction(
  primitive: Primitive,
  { fixed = [], inputs, params = {}, within = (operation) => operation }: Sample<Primitive>,
): { f: TestFunction; inputs: readonly NDArray[] } {
  const free = inputs.filter((_, i) => !fixed.includes(i));
  const f: TestFunction = (...xs) => {
    let next = 0;
    const args = inputs.map((x, i) => (fixed.includes(i) ? x : inDtype(xs[next++] as NDArray, x)));
    const outs = within((...ys) => bind(primitive, ys, params))(...args);
    const list = outs instanceof NDArray ? [outs] : outs;
    return list.map((y) => (isInexact(y.dtype) ? y : inDtype(y, { dtype: "float64" })));
  };
  // Between two integers, so that a small step does not change what it is truncated to.
  return {
    f,
    inputs: free.map((x) =>
      isInexact(x.dtype)
        ? x
        : array(
            numbers(x).map((n) => n + 0.5),
            x.shape,
          ),
    ),
  };
}

function numbers(x: NDArray): readonly number[] {
  return elements(x).map(Number);
}

function inDtype(x: NDArray, { dtype }: { readonly dtype: NDArray["dtype"] }): NDArray {
  return x.dtype === dtype ? x : convertElementType(x, { newDtype: dtype, weakType: false });
}
