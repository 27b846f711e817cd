import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { type ConvGeneralDilatedParams, convGeneralDilated, windowCount } from "../library.js";

const oneAxis: ConvGeneralDilatedParams = {
  windowStrides: [1],
  padding: [[0, 0]],
  lhsDilation: [1],
  rhsDilation: [1],
  dimensionNumbers: { lhsSpec: [0, 1, 2], rhsSpec: [0, 1, 2], outSpec: [0, 1, 2] },
  featureGroupCount: 1,
  batchGroupCount: 1,
  preferredElementType: null,
};
const conv = (lhs: string, rhs: string, params: Partial<ConvGeneralDilatedParams> = {}) =>
  results(convGeneralDilated, [lhs, rhs], { ...oneAxis, ...params });

test("as many windows as fit: counted by sliding one along", () => {
  const slide = (
    size: number,
    window: number,
    stride: number,
    low: number,
    high: number,
    base: number,
    hole: number,
  ) => {
    const last = low + high + (size === 0 ? 0 : (size - 1) * base + 1) - (window === 0 ? 0 : (window - 1) * hole + 1);
    let count = 0;
    for (let at = 0; at <= last; at += stride) count++;
    return count;
  };
  for (const [size, window, stride, low, high, base, hole] of [
    [10, 3, 1, 0, 0, 1, 1],
    [10, 3, 2, 1, 0, 1, 1],
    [5, 3, 1, 2, 2, 2, 1],
    [9, 3, 2, 0, 1, 1, 3],
    [4, 5, 1, 0, 0, 1, 1],
    [0, 1, 1, 1, 1, 1, 1],
    [6, 2, 1, -1, -2, 1, 1],
  ] as const) {
    expect(windowCount(size, window, stride, [low, high], base, hole)).toBe(
      slide(size, window, stride, low, high, base, hole),
    );
  }
});

describe("a convolution", () => {
  test("has the batch of its input, the features of its kernel, and a place for each window", () => {
    expect(conv("f32[2,3,10]", "f32[4,3,3]")).toEqual(["f32[2,4,8]"]);
    expect(conv("f32[2,3,10]", "f32[4,3,3]", { windowStrides: [2], padding: [[1, 1]] })).toEqual(["f32[2,4,5]"]);
    expect(conv("f32[2,3,10]", "f32[4,3,3]", { rhsDilation: [2] })).toEqual(["f32[2,4,6]"]);
    expect(conv("f32[2,3,4]", "f32[4,3,3]", { lhsDilation: [2] })).toEqual(["f32[2,4,5]"]);
  });

  test("takes its axes where the dimension numbers say: NWC, WIO, NWC", () => {
    const dimensionNumbers = { lhsSpec: [0, 2, 1], rhsSpec: [2, 1, 0], outSpec: [0, 2, 1] };
    expect(conv("f32[2,10,3]", "f32[3,3,4]", { dimensionNumbers })).toEqual(["f32[2,8,4]"]);
  });

  test("divides features, or the batch, into groups", () => {
    expect(conv("f32[2,6,10]", "f32[4,3,3]", { featureGroupCount: 2 })).toEqual(["f32[2,4,8]"]);
    expect(conv("f32[6,3,10]", "f32[4,3,3]", { batchGroupCount: 2 })).toEqual(["f32[3,4,8]"]);
  });

  test("adds up in the dtype that is asked for", () => {
    expect(conv("i8[1,1,4]", "i8[1,1,2]", { preferredElementType: "int32" })).toEqual(["i32[1,1,3]"]);
  });
});

describe("a convolution refuses", () => {
  const refuse = (text: string, lhs: string, rhs: string, params: Partial<ConvGeneralDilatedParams> = {}) =>
    refuses(`conv_general_dilated: ${text}`, () => conv(lhs, rhs, params));

  test("inputs that do not go together", () => {
    refuse(
      "input, kernel and dimension numbers must have the same rank, 2 or more, found f32[2,3,10] and f32[4,3]",
      "f32[2,3,10]",
      "f32[4,3]",
    );
    refuse(
      "f32[2,3,10] has 3 features, but the kernel f32[4,2,3] takes 2 in each of 1 groups",
      "f32[2,3,10]",
      "f32[4,2,3]",
    );
    refuse(
      "takes signed integer, unsigned integer, floating, complex dtypes, found bool[1,1,4]; convert with astype",
      "bool[1,1,4]",
      "bool[1,1,2]",
    );
    refuse(
      "the dtypes differ: f32[1,1,4] and f16[1,1,2]; convert one with astype, or use numpy, which promotes",
      "f32[1,1,4]",
      "f16[1,1,2]",
    );
  });

  test("params for another number of axes", () => {
    refuse("strides, padding and dilations must have 1 entries", "f32[2,3,10]", "f32[4,3,3]", {
      windowStrides: [1, 1],
    });
    refuse("strides, padding and dilations must have 1 entries", "f32[2,3,10]", "f32[4,3,3]", { padding: [] });
  });

  test("steps of zero or less", () => {
    const text = "strides and dilations must be positive integers, found a stride of";
    const [lhs, rhs] = ["f32[2,3,10]", "f32[4,3,3]"];
    refuse(`${text} 0 and dilations of 1 and 1`, lhs, rhs, { windowStrides: [0] });
    refuse(`${text} -1 and dilations of 1 and 1`, lhs, rhs, { windowStrides: [-1] });
    refuse(`${text} 1 and dilations of 0 and 1`, lhs, rhs, { lhsDilation: [0] });
    refuse(`${text} 1 and dilations of 1 and 0.5`, lhs, rhs, { rhsDilation: [0.5] });
  });

  test("groups that sizes do not divide into, or of both kinds", () => {
    refuse("the size 3 does not divide into 2 groups", "f32[2,6,10]", "f32[3,3,3]", { featureGroupCount: 2 });
    refuse("the size 5 does not divide into 2 groups", "f32[5,3,10]", "f32[4,3,3]", { batchGroupCount: 2 });
    refuse(
      "only one of featureGroupCount and batchGroupCount may be greater than 1, found 2 and 2",
      "f32[2,6,10]",
      "f32[4,3,3]",
      { featureGroupCount: 2, batchGroupCount: 2 },
    );
  });
});
