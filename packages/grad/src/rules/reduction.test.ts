import "@hyrax/cpu";
import {
  cumlogsumexp,
  cummax,
  cumprod,
  hostArray,
  type Array as NDArray,
  reduceMax,
  reduceMin,
  reduceProd,
  reduceSum,
  reduction,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { array, complexArray, complexSpread, integers, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";
import { grad, hessian } from "../index.js";

const x = spread([2, 3, 4]);
const withZeros = array([0, 1.5, -0.7, 0, 0, 2.1, 0.4, -1.2, 0.9], [3, 3]);
const z = complexSpread([2, 3, 2]);
const complexWithZeros = complexArray(
  [0, 0, 1.5, 0.3, -0.7, 1, 0, 0, 0, 0, 2.1, -1, 0.4, 0.6, -1.2, 0, 0, 0.9],
  [3, 3],
);
const n = integers([5, 3, 12, 1, 7, 2], [2, 3]);

const axes = [{ axes: [1] }, { axes: [0, 2] }, { axes: [2, 0] }, { axes: [0, 1, 2] }, { axes: [] }];
const alongEach = (of: NDArray) =>
  [0, 1, of.ndim - 1].flatMap((axis) => [false, true].map((reverse) => ({ inputs: [of], params: { axis, reverse } })));

describe("derivatives of reductions", () => {
  sweep(reduction, {
    reduceSum: axes.flatMap((params) => [x, z].map((of) => ({ inputs: [of], params }))),
    reduceProd: [
      ...axes.flatMap((params) => [x, z].map((of) => ({ inputs: [of], params }))),
      { inputs: [complexWithZeros], params: { axes: [0] } },
      { inputs: [withZeros], params: { axes: [0] } },
      { inputs: [withZeros], params: { axes: [1] } },
      { inputs: [spread([0, 3])], params: { axes: [0] } },
    ],
    reduceMax: axes.map((params) => ({ inputs: [x], params })),
    reduceMin: axes.map((params) => ({ inputs: [x], params })),
    reduceAnd: [{ inputs: [n], params: { axes: [0] } }],
    reduceOr: [{ inputs: [n], params: { axes: [0] } }],
    reduceXor: [{ inputs: [n], params: { axes: [1] } }],
    argmax: [{ inputs: [x], params: { axes: [1], indexDtype: "int32" } }],
    argmin: [{ inputs: [x], params: { axes: [2], indexDtype: "int32" } }],
    cumsum: [...alongEach(x), ...alongEach(z)],
    cumprod: [x, withZeros, z, complexWithZeros].flatMap(alongEach),
    cummax: alongEach(x),
    cummin: alongEach(x),
    cumlogsumexp: [...alongEach(x), { inputs: [spread([1, 2])], params: { axis: 0, reverse: false } }],
  });
});

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const over = { axes: [0] };

describe("where a reduction is not smooth, its gradient is JAX's", () => {
  test("equal extreme values share the gradient", () => {
    expect(grad((v: NDArray) => reduceMax(v, over))(f32(1, 3, 3, 2)).tolist()).toEqual([0, 0.5, 0.5, 0]);
    expect(grad((v: NDArray) => reduceMin(v, over))(f32(1, 1, 2)).tolist()).toEqual([0.5, 0.5, 0]);
  });

  test("a running maximum passes ties on in halves", () => {
    const last = (v: NDArray) => reduceSum(cummax(v, { axis: 0, reverse: false }), over);
    expect(grad(last)(f32(2, 2, 1)).tolist()).toEqual([2, 1, 0]);
  });

  test("products are differentiated without division, so zeros are exact", () => {
    expect(grad((v: NDArray) => reduceProd(v, over))(f32(0, 2, 3)).tolist()).toEqual([6, 0, 0]);
    expect(grad((v: NDArray) => reduceProd(v, over))(f32(0, 0, 3)).tolist()).toEqual([0, 0, 0]);
    expect(hessian((v: NDArray) => reduceProd(v, over))(f32(0, 0, 3)).tolist()).toEqual([
      [0, 3, 0],
      [3, 0, 0],
      [0, 0, 0],
    ]);
    const running = (v: NDArray) => reduceSum(cumprod(v, { axis: 0, reverse: false }), over);
    expect(grad(running)(f32(0, 2, 3)).tolist()).toEqual([9, 0, 0]);
  });

  test("a running log-sum-exp of -Infinity on the way has a finite gradient after it", () => {
    const running = (v: NDArray) => reduceSum(cumlogsumexp(v, { axis: 0, reverse: true }), over);
    expect(grad(running)(f32(-Infinity, 0)).tolist()).toEqual([0, 2]);
  });
});
