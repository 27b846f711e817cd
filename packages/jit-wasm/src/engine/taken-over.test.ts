import {
  add,
  dynamicUpdateSlice,
  hostArray,
  lt,
  mul,
  type Array as NDArray,
  reduceSum,
  reshape,
  scalarArray,
  scatterAdd,
  stage,
  whileLoop,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { describe, expect, test } from "vitest";
import { expectAgreement } from "../../test-support/both-engines.js";
import { planProgram } from "./plan-program.js";
import { updatesInPlace } from "./taken-over.js";

/** Multiples of 1/64, whose sums are exact. */
const f32 = (n: number) =>
  hostArray(
    Float32Array.from({ length: n }, (_, i) => Math.round(Math.sin(i * 1.3) * 64) / 64),
    [n],
    "float32",
  );

const one = (x: NDArray) => reshape(x, { newSizes: [1] });
const put = (x: NDArray, value: NDArray, at: NDArray) => dynamicUpdateSlice([x, one(value), at]);
const total = (x: NDArray) => reduceSum(x, { axes: [0] });
const bump = (x: NDArray, at: NDArray, by: NDArray) =>
  scatterAdd(x, reshape(at, { newSizes: [1, 1] }), one(by), {
    dimensionNumbers: {
      updateWindowDims: [],
      insertedWindowDims: [0],
      scatterDimsToOperandDims: [0],
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode: "clip",
    indicesAreSorted: false,
    uniqueIndices: false,
  });

type Step = (i: NDArray, a: NDArray, b: NDArray) => readonly [NDArray, NDArray];

const steps: { readonly [name: string]: Step } = {
  "an array that is updated": (i, a, b) => [put(a, total(b), i), b],
  "an array that is updated twice": (i, a, b) => [bump(put(a, total(b), i), i, total(b)), b],
  "an array whose old elements are read after the update": (i, a, b) => {
    const updated = put(a, total(b), i);
    return [updated, add(mul(updated, 0.25), mul(a, 0.125))];
  },
  "an array whose old elements are handed on": (i, a, b) => [put(a, total(b), i), a],
  "arrays that change places": (i, a, b) => [put(b, total(a), i), bump(a, i, total(b))],
  "an array that is an update of itself": (i, a, b) => [dynamicUpdateSlice([a, mul(a, 0.5), i]), put(b, total(a), i)],
};

describe("updates within loops", () => {
  test.each(Object.entries(steps))("%s", (_, step) => {
    const program = (a: NDArray, b: NDArray): readonly NDArray[] => {
      const carry = [scalarArray(0, "int32"), a, b];
      const shapes = carry.map((x) => x.aval);
      const body = stage((xs) => {
        const [i, x, y] = xs as [NDArray, NDArray, NDArray];
        return [add(i, 1), ...step(i, x, y)];
      }, shapes);
      const test = stage(([i]) => [lt(i!, 7)], shapes);
      return whileLoop(carry, {
        condJaxpr: test.jaxpr,
        bodyJaxpr: body.jaxpr,
        condNumConsts: 0,
        bodyNumConsts: 0,
      }).slice(1);
    };
    expectAgreement((a, b) => program(a!, b!), [f32(9), f32(9)], 1e-6);
  });

  test("lie where the array does, unless its old elements are still needed", () => {
    const inPlace = (step: Step) => {
      const avals = [scalarArray(0, "int32"), f32(9), f32(9)].map((x) => x.aval);
      const { jaxpr } = stage(([i, a, b]) => step(i!, a!, b!), avals);
      const plan = planProgram(jaxpr);
      return plan.outs.map((out, i) => updatesInPlace(plan, plan.inputs[i + 1]!, out).length);
    };
    expect(inPlace(steps["an array that is updated twice"]!)[0]).toBe(2);
    expect(inPlace(steps["an array whose old elements are handed on"]!)[0]).toBe(0);
    expect(inPlace(steps["arrays that change places"]!)).toEqual([0, 0]);
  });
});

describe("updates of what is only there to be updated", () => {
  const n = 6000; // More than a result that is copied out.
  const filled = (x: NDArray) => mul(x, 0.5);
  const programs: { readonly [name: string]: (x: NDArray, at: NDArray) => readonly NDArray[] } = {
    "of a temporary": (x, at) => [bump(filled(x), at, total(x))],
    "of an update of a temporary": (x, at) => [put(bump(filled(x), at, total(x)), total(x), at)],
    "of a temporary that is read later": (x, at) => {
      const y = filled(x);
      const updated = bump(y, at, total(x));
      return [updated, add(updated, y)];
    },
    "of an input": (x, at) => [put(bump(x, at, total(x)), total(x), at)],
    "of an input that is read later": (x, at) => {
      const updated = put(bump(x, at, total(x)), total(x), at);
      return [updated, mul(x, 2), put(updated, total(x), at)];
    },
    "of one temporary twice": (x, at) => {
      const y = filled(x);
      return [bump(y, at, total(x)), put(y, total(x), at)];
    },
  };

  test.each(Object.entries(programs))("%s", (_, program) => {
    for (const size of [5, n]) {
      expectAgreement((x, at) => program(x!, at!), [f32(size), scalarArray(3, "int32")], 0);
    }
  });

  test.each(Object.entries(programs))("%s, whose memory is given away", (_, program) => {
    const results = (donateArgnums: readonly number[]) => {
      const x = jit((a: NDArray) => mul(a, 1))(f32(n)) as NDArray;
      const found = jit(program, { donateArgnums })(x, scalarArray(3, "int32"));
      return found.map((y) => Array.from(y.dataSync() as Float32Array));
    };
    expect(results([0])).toEqual(results([]));
  });
});
