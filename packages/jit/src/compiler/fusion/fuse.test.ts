import {
  add,
  broadcastInDim,
  convertElementType,
  dotGeneral,
  exp,
  gt,
  max,
  mul,
  type Array as NDArray,
  reduceMax,
  reduceSum,
  rev,
  type ShapedArray,
  shapedArray,
  sin,
  sort,
  stage,
  sub,
  tanh,
  transpose,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { type KernelPlan, kernelInputs, kernelOutputs } from "../kernel.js";
import { planKernels } from "../plan.js";
import { printPlan } from "../print-plan.js";
import { simplify } from "../simplify.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");

function planOf(f: (...inputs: NDArray[]) => NDArray[], ...avals: ShapedArray[]): KernelPlan {
  const { jaxpr } = stage((inputs) => f(...inputs), avals);
  return planKernels(simplify(jaxpr), { supports: () => true, rows: true, epilogues: true });
}

/** The kernels of a plan as text, without its signature. */
function kernels(f: (...inputs: NDArray[]) => NDArray[], ...avals: ShapedArray[]): readonly string[] {
  return printPlan(planOf(f, ...avals))
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
}

/** A product of matrices. */
const dot = (x: NDArray, y: NDArray) =>
  dotGeneral(x, y, {
    dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });

const spread = (y: NDArray, axis: number, ...shape: number[]) =>
  broadcastInDim(y, { shape, broadcastDimensions: [axis] });

describe("maps", () => {
  test("of the same arrays are one kernel, and what they share is computed once", () => {
    expect(kernels((x, y) => [add(x, y), mul(x, y)], f32(4, 5), f32(4, 5))).toEqual([
      "%2:f32[4,5], %3:f32[4,5] = map[4,5] { %2 = add(%0, %1), %3 = mul(%0, %1) }",
    ]);
  });

  test("of something expensive are one kernel, which does not store it", () => {
    const f = (x: NDArray) => {
      const e = exp(x);
      return [mul(e, 2), add(e, 1)];
    };
    expect(kernels(f, f32(7))).toEqual([
      "%2:f32[7], %3:f32[7] = map[7] { %2 = mul(exp(%0), 2), %3 = add(exp(%0), 1) }",
    ]);
  });

  test("stay apart where something else has to run between them", () => {
    const f = (x: NDArray, y: NDArray) => {
      const e = exp(x);
      return [add(e, dot(e, y))];
    };
    expect(kernels(f, f32(4, 4), f32(4, 4))).toEqual([
      "%2:f32[4,4] = map[4,4] exp(%0)",
      "%4:f32[4,4] = contract[; 4; 4; 4] %2 · %1[1,4] -> add(%2, r0)",
    ]);
  });

  test("that read another one's elements elsewhere stay apart", () => {
    const f = (x: NDArray) => {
      const e = exp(x);
      return [e, add(rev(e, { dimensions: [0] }), x)];
    };
    expect(kernels(f, f32(5))).toHaveLength(2);
  });

  test("that only share a row stay apart", () => {
    const f = (x: NDArray, y: NDArray, b: NDArray) => [add(x, spread(b, 1, 3, 4)), mul(y, spread(b, 1, 3, 4))];
    const text = kernels(f, f32(3, 4), f32(3, 4), f32(4));
    expect(text.join()).not.toContain("map[3,4] {");
  });
});

describe("rows", () => {
  test("reductions of the same rows are one kernel", () => {
    const f = (x: NDArray) => [reduceSum(x, { axes: [1] }), reduceMax(x, { axes: [1] })];
    expect(kernels(f, f32(4, 5))).toEqual([
      "%1:f32[4], %2:f32[4] = rows[4; 5] { r0 = sum %0, r1 = max %0 | %1 = r0, %2 = r1 }",
    ]);
  });

  test("a value of a row that only the kernel itself reads is not stored", () => {
    const f = (x: NDArray) => [sub(x, spread(reduceSum(x, { axes: [1] }), 0, 4, 5))];
    expect(kernels(f, f32(4, 5))).toEqual(["%2:f32[4,5] = rows[4; 5] { r0 = sum %0 | %2 = sub(%0, r0) }"]);
  });

  test("what is read again and expensive has a buffer of its own where no result can be written over it", () => {
    const f = (x: NDArray) => {
      const e = exp(x);
      const total = reduceSum(e, { axes: [1] });
      return [reduceMax(mul(e, spread(total, 0, 4, 5)), { axes: [1] })];
    };
    expect(kernels(f, f32(4, 5))).toEqual([
      "%1:f32[4,5], %3:f32[4] = rows[4; 5] { %1 = exp(%0), r0 = sum %1 | r1 = max mul(%1, r0) | %3 = r1 }",
    ]);
  });

  test("of no elements are left to reductions, which know what of nothing is", () => {
    const f = (x: NDArray) => [reduceSum(x, { axes: [1] }), reduceSum(mul(x, 2), { axes: [1] })];
    expect(planOf(f, f32(3, 0)).kernels.map(({ kind }) => kind)).toEqual(["reduce", "reduce"]);
  });

  test("sums of columns stay apart from rows", () => {
    const f = (x: NDArray) => [reduceSum(x, { axes: [0] }), reduceSum(x, { axes: [1] })];
    expect(planOf(f, f32(8, 8)).kernels.map(({ kind }) => kind)).toEqual(["reduce", "reduce"]);
  });

  test("a reduction over axes of one element is none", () => {
    expect(kernels((x) => [tanh(reduceSum(x, { axes: [1] }))], f32(4, 1))).toEqual(["%1:f32[4] = map[4] tanh(%0)"]);
  });
});

describe("epilogues", () => {
  test("a product that is read transposed, with a bias of its own, is turned round", () => {
    const f = (x: NDArray, y: NDArray, b: NDArray) => [
      add(transpose(dot(x, y), { permutation: [1, 0] }), spread(b, 1, 6, 4)),
    ];
    expect(kernels(f, f32(4, 5), f32(5, 6), f32(4))).toEqual([
      "%4:f32[6,4] = contract[; 6; 4; 5] %1[1,6] · %0 -> add(r0, %2[0,1])",
    ]);
  });

  test("a rectifier is one, and what asks where it was positive reads its result", () => {
    const f = (x: NDArray, y: NDArray, ct: NDArray) => {
      const product = dot(x, y);
      return [max(product, 0), mul(convertElementType(gt(product, 0), { newDtype: "float32", weakType: false }), ct)];
    };
    expect(kernels(f, f32(4, 5), f32(5, 6), f32(4, 6))).toEqual([
      "%4:f32[4,6] = contract[; 4; 6; 5] %0 · %1[1,6] -> max(r0, 0)",
      "%5:f32[4,6] = map[4,6] mul(convert_element_type(gt(%4, 0)), %2)",
    ]);
  });

  test("a product that is read backwards is not", () => {
    const f = (x: NDArray, y: NDArray) => [rev(dot(x, y), { dimensions: [1] })];
    expect(kernels(f, f32(4, 5), f32(5, 6))).toHaveLength(2);
  });

  test("what follows a sum of columns is computed with it", () => {
    const f = (x: NDArray) => [mul(reduceSum(x, { axes: [0] }), 0.25)];
    expect(kernels(f, f32(4, 5))).toEqual(["%2:f32[5] = reduce_sum[5; 4] %0[1,5] -> mul(r0, 0.25)"]);
  });

  test("the bias of a product may be computed after the product's operands, but not from the product", () => {
    const f = (x: NDArray, y: NDArray) => {
      const product = dot(x, y);
      const [sorted] = sort([x], { dimension: 1, isStable: true, numKeys: 1 }) as [NDArray];
      return [add(product, sorted)];
    };
    const plan = planOf(f, f32(4, 4), f32(4, 4));
    expect(plan.kernels.map(({ kind }) => kind)).toEqual(["equation", "contraction"]);
  });
});

test("every kernel comes after those that compute what it reads", () => {
  const f = (x: NDArray, y: NDArray) => {
    let [a, b] = [x, y];
    const outs: NDArray[] = [];
    for (let i = 0; i < 40; i++) {
      const total = spread(reduceSum(a, { axes: [i % 2] }), 1 - (i % 2), 8, 8);
      const next = i % 3 === 0 ? tanh(dot(a, b)) : exp(sub(a, total));
      b = add(mul(b, i), sin(next));
      a = i % 5 === 0 ? transpose(next, { permutation: [1, 0] }) : next;
      if (i % 4 === 0) outs.push(mul(b, a), reduceMax(b, { axes: [1] }));
    }
    return [a, b, ...outs];
  };
  const plan = planOf(f, f32(8, 8), f32(8, 8));
  const known = new Set(plan.inputs);
  for (const kernel of plan.kernels) {
    for (const input of kernelInputs(kernel)) expect(known.has(input), `%${input}`).toBe(true);
    for (const out of kernelOutputs(kernel)) {
      expect(known.has(out), `%${out} is computed once`).toBe(false);
      known.add(out);
    }
  }
  for (const out of plan.outs) expect(known.has(out)).toBe(true);
});
