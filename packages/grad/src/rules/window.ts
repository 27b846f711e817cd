import { type Array as NDArray, pad, type ShapedArray } from "@hyrax/core";
import {
  reduceWindowMax,
  reduceWindowMin,
  reduceWindowSum,
  selectAndGatherAdd,
  selectAndScatterAdd,
  type WindowParams,
  window,
} from "@hyrax/core/library";
import { jvpFamily, linear, notLinear, perOperand, transposeEach, transposeFamily } from "./derivatives.js";
import { dilated } from "./dilation.js";

/** Each element of the cotangent goes to every element of its window: a windowed sum over the spread cotangent. */
function spreadOverWindows(ct: NDArray, x: ShapedArray, params: WindowParams): NDArray {
  const { windowDimensions, windowStrides, padding, baseDilation, windowDilation } = params;
  const paddingConfig = x.shape.map((n, i) => {
    const stride = windowStrides[i] as number;
    const extent = dilated(windowDimensions[i] as number, windowDilation[i] as number);
    const before = extent - (padding[i] as readonly [number, number])[0] - 1;
    const input = dilated(n, baseDilation[i] as number);
    const after = input + extent - 1 - dilated(ct.shape[i] as number, stride) - before;
    return [before, after, stride - 1] as const;
  });
  return reduceWindowSum(pad(ct, 0, { paddingConfig }), {
    windowDimensions,
    windowStrides: baseDilation,
    padding: x.shape.map(() => [0, 0] as const),
    baseDilation: x.shape.map(() => 1),
    windowDilation,
  });
}

export const windowJvp = jvpFamily(window, {
  reduceWindowSum: linear(reduceWindowSum),
  reduceWindowMax: perOperand(reduceWindowMax, [
    (dx, [x], _, params) => selectAndGatherAdd(dx, x, { ...params, selector: "ge" }),
  ]),
  reduceWindowMin: perOperand(reduceWindowMin, [
    (dx, [x], _, params) => selectAndGatherAdd(dx, x, { ...params, selector: "le" }),
  ]),
  // Which element is chosen is constant between ties, so that `x` has no part in the derivative.
  selectAndScatterAdd: perOperand(selectAndScatterAdd, [
    (source, [, x], _, params) => selectAndScatterAdd(source, x, params),
    null,
  ]),
  selectAndGatherAdd: perOperand(selectAndGatherAdd, [
    (tangents, [, x], _, params) => selectAndGatherAdd(tangents, x, params),
    null,
  ]),
});

export const windowTranspose = transposeFamily(window, {
  reduceWindowSum: transposeEach<typeof reduceWindowSum>([(ct, x, _, params) => spreadOverWindows(ct, x, params)]),
  reduceWindowMax: notLinear,
  reduceWindowMin: notLinear,
  selectAndScatterAdd: transposeEach<typeof selectAndScatterAdd>([
    (ct, _, [, x], params) => selectAndGatherAdd(ct, x, params),
    null,
  ]),
  selectAndGatherAdd: transposeEach<typeof selectAndGatherAdd>([
    (ct, _, [, x], params) => selectAndScatterAdd(ct, x, params),
    null,
  ]),
});
