import {
  argmax,
  clamp,
  concatenate,
  convertElementType,
  cumlogsumexp,
  cumsum,
  dotGeneral,
  elementwise,
  integerPow,
  iota,
  type Array as NDArray,
  pad,
  reduceMax,
  reducePrecision,
  reduceSum,
  round,
  scan,
  selectN,
  sort,
  stage,
  topK,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { beforeAll, describe, expect, test } from "vitest";
import { create } from "webgpu";
import { array, random } from "../test-support/arrays.js";
import { applied, binary, takes, unary } from "../test-support/primitives.js";
import { init, type WebGpuDevice } from "./index.js";

// The software adapters of the tests have no halves. Dawn's null backend has every feature, and computes nothing: these
// tests show that the shaders are valid and how they round, not what they compute.

let device: WebGpuDevice;
beforeAll(async () => {
  device = await init({ gpu: create(["backend=null"]) });
});

/** Runs a program and waits for what the device says of its shaders. */
async function accept(f: (...inputs: NDArray[]) => readonly NDArray[], ...inputs: NDArray[]): Promise<void> {
  const compiled = jit((...args: NDArray[]) => f(...args));
  expect(compiled.lower(...inputs).fallbacks).toEqual([]);
  compiled(...inputs);
  await device.synchronize();
}

const halves = (...shape: number[]) => random(shape, "float16");

test("the device holds float16 where the adapter has shader-f16", () => {
  expect(device.supportedDtypes).toContain("float16");
});

test("each operation is computed in float32 and rounded to a half", () => {
  const { report } = jit((x: NDArray) => elementwise.mul(elementwise.add(x, 1), x)).lower(halves(3));
  expect(report.asText().split("\n\n").slice(-2).join("\n\n")).toMatchInlineSnapshot(`
    "@group(0) @binding(0) var<storage, read> x0: array<f16, 3>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f16, 3>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 3u) { return; }
      let v0 = f32(x0[i]);
      let v1 = f32(f16(v0 + 1f));
      let v2 = f32(f16(v1 * v0));
      y0[i] = f16(v2);
    }
    "
  `);
});

describe("the device accepts the shader of", () => {
  test.each(unary.filter(([, p]) => takes(p, ["float16"])))("%s", async (_, primitive) => {
    await accept((x) => [applied(primitive)(x)], halves(5));
  });
  test.each(binary.filter(([, p]) => takes(p, ["float16", "float16"])))("%s", async (_, primitive) => {
    await accept((x, y) => [applied(primitive)(x, y)], halves(5), halves(5));
  });

  test("operations with params, and conversions", async () => {
    const [x, which] = [halves(7), random([7], "bool")];
    await accept((y) => [round(y, { roundingMethod: 1 }), integerPow(y, { y: 3 }), clamp(-1, y, 1)], x);
    await accept((y, w) => [selectN([w, y, y]), reducePrecision(y, { exponentBits: 4, mantissaBits: 3 })], x, which);
    for (const dtype of ["float32", "int32", "uint32", "bool"] as const) {
      await accept((y) => [convertElementType(y, { newDtype: dtype, weakType: false })], x);
      await accept((y) => [convertElementType(y, { newDtype: "float16", weakType: false })], random([7], dtype));
    }
    await accept((y) => [elementwise.add(y, iota({ dtype: "float16", shape: [7], dimension: 0 }))], x);
  });

  test("reductions, products, and what moves elements", async () => {
    const dimensionNumbers = { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] };
    const product = (x: NDArray, y: NDArray) => dotGeneral(x, y, { dimensionNumbers, preferredElementType: null });
    await accept((x, y) => [product(x, y)], halves(40, 50), halves(50, 33));
    await accept((x, y) => [product(x, y)], halves(8, 5000), halves(5000, 8));
    await accept((x, y) => [product(x, y)], halves(1, 50), halves(50, 3));
    await accept((x) => [reduceSum(x, { axes: [0] }), reduceMax(x, { axes: [1] })], halves(100, 300));
    await accept(
      (x) => [cumsum(x, { axis: 0, reverse: false }), cumlogsumexp(x, { axis: 0, reverse: true })],
      halves(300),
    );
    await accept(
      (x) => [...sort([x], { dimension: 0, isStable: true, numKeys: 1 }), ...topK([x], { k: 2, axis: 0 })],
      halves(300),
    );
    await accept(
      (x) => [argmax(x, { axes: [0], indexDtype: "int32" }), concatenate([x, x], { dimension: 0 })],
      halves(9),
    );
    await accept((x) => [pad(x, array([1], [], "float16"), { paddingConfig: [[1, 1, 1]] })], halves(9));
  });
});

test("rows of an odd number of halves cannot be copied, which a report says", () => {
  const step = stage(([c, x]) => [elementwise.add(c!, x!)], [halves(3).aval, halves(3).aval]);
  const params = { jaxpr: step.jaxpr, length: 4, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 };
  const { fallbacks } = jit((c: NDArray, xs: NDArray) => scan([c, xs], params)).lower(halves(3), halves(4, 3));
  expect(fallbacks.map(({ fallback }) => fallback)).toEqual([
    "a row of 3 float16 elements, 6 bytes, cannot be copied: WebGPU copies words of 4 bytes",
  ]);
});
