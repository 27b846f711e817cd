import {
  broadcastInDim,
  div,
  dotGeneral,
  exp,
  iota,
  jit,
  mul,
  type Array as NDArray,
  reduceMax,
  reduceSum,
  reshape,
  rev,
  type ShapedArray,
  shapedArray,
  sin,
  stage,
  sub,
  tanh,
  transpose,
} from "@hyrax/core";
import { expect, test } from "vitest";
import { planKernels } from "./plan.js";
import { printPlan } from "./print-plan.js";
import { simplify } from "./simplify.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");

function plan(f: (...inputs: NDArray[]) => NDArray[], inAvals: readonly ShapedArray[], maxInputs = 8): string {
  const { jaxpr } = stage((inputs) => f(...inputs), inAvals);
  return printPlan(planKernels(simplify(jaxpr), { supports: () => true, maxInputs }));
}

test("a chain of elementwise operations is one kernel", () => {
  expect(plan((x) => [tanh(mul(x, 2))], [f32(4)])).toBe(
    "plan(%0:f32[4]) -> (%1)\n  %1:f32[4] = map[4] tanh(mul(%0, 2))",
  );
});

test("a chain fuses into the reduction that ends it", () => {
  expect(plan((x) => [reduceSum(exp(sub(x, 1)), { axes: [0] })], [f32(4, 5)])).toBe(
    "plan(%0:f32[4,5]) -> (%1)\n  %1:f32[5] = reduce_sum[5; 4] exp(sub(%0[1,5], 1))",
  );
});

test("softmax stores its exponentials, and computes the cheap difference where it is used", () => {
  const softmax = (x: NDArray) => {
    const column = (y: NDArray) => broadcastInDim(y, { shape: [4, 1], broadcastDimensions: [0] });
    const spread = (y: NDArray) => broadcastInDim(column(y), { shape: [4, 5], broadcastDimensions: [0, 1] });
    const e = exp(sub(x, spread(reduceMax(x, { axes: [1] }))));
    return [div(e, spread(reduceSum(e, { axes: [1] })))];
  };
  expect(plan(softmax, [f32(4, 5)])).toBe(
    [
      "plan(%0:f32[4,5]) -> (%4)",
      "  %1:f32[4] = reduce_max[4; 5] %0",
      "  %2:f32[4,5] = map[4,5] exp(sub(%0, %1[1,0]))",
      "  %3:f32[4] = reduce_sum[4; 5] %2",
      "  %4:f32[4,5] = map[4,5] div(%2, %3[1,0])",
    ].join("\n"),
  );
});

test("something expensive is computed before it is broadcast, not after", () => {
  const f = (x: NDArray, y: NDArray) => [mul(broadcastInDim(sin(x), { shape: [3, 4], broadcastDimensions: [1] }), y)];
  expect(plan(f, [f32(4), f32(3, 4)])).toContain("%2:f32[4] = map[4] sin(%0)");
});

test("views change only how a buffer is walked", () => {
  const f = (x: NDArray) => [mul(rev(transpose(x, { permutation: [1, 0] }), { dimensions: [0] }), 2)];
  expect(plan(f, [f32(2, 3)])).toContain("map[3,2] mul(%0[2; -1,3], 2)");
});

test("a reshape that strides cannot express stores its input first", () => {
  const f = (x: NDArray) => [sin(reshape(transpose(x, { permutation: [1, 0] }), { newSizes: [6] }))];
  expect(plan(f, [f32(2, 3)])).toBe(
    "plan(%0:f32[2,3]) -> (%2)\n  %1:f32[3,2] = map[3,2] %0[1,3]\n  %2:f32[6] = map[6] sin(%1)",
  );
});

test("a transposed operand of a product is walked in place", () => {
  const dimensionNumbers = { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] };
  const f = (x: NDArray, y: NDArray) => [
    dotGeneral(transpose(x, { permutation: [1, 0] }), y, { dimensionNumbers, preferredElementType: null }),
  ];
  expect(plan(f, [f32(3, 2), f32(3, 4)])).toContain("contract[; 2; 4; 3] %0[1,2] · %1[1,4]");
});

test("calls are inlined, each time with variables of its own, and equal equations are computed once", () => {
  const step = stage(([x]) => [sin(x!)], [f32(4)]).jaxpr;
  const call = (x: NDArray) => jit([x], { jaxpr: step, name: "step" })[0]!;
  expect(plan((x) => [call(call(x)), sin(x)], [f32(4)])).toBe(
    "plan(%0:f32[4]) -> (%2, %1)\n  %1:f32[4] = map[4] sin(%0)\n  %2:f32[4] = map[4] sin(%1)",
  );
});

test("iota is an index, not a buffer", () => {
  const f = (x: NDArray) => [mul(x, iota({ dtype: "float32", shape: [4, 5], dimension: 1 }))];
  expect(plan(f, [f32(4, 5)])).toContain("map[4,5] mul(%0, index(0,1))");
});

test("a kernel reads no more buffers than the engine allows", () => {
  const sum = (...xs: NDArray[]) => [xs.reduce((a, b) => sub(sin(a), b))];
  const text = plan(
    sum,
    Array.from({ length: 7 }, () => f32(4)),
    3,
  );
  for (const line of text.split("\n").slice(1))
    expect(new Set(line.split(" = ")[1]?.match(/%\d+/g)).size).toBeLessThanOrEqual(3);
});

test("a result that is an input needs no kernel", () => {
  expect(plan((x) => [x], [f32(2)])).toBe("plan(%0:f32[2]) -> (%0)");
});
