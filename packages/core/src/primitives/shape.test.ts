import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { broadcastInDim, concatenate, iota, pad, reshape, rev, split, squeeze, transpose } from "../index.js";

describe("broadcasting", () => {
  test("puts each axis at its place, where it has its size or 1", () => {
    const at = (...broadcastDimensions: number[]) => ({ shape: [2, 3, 4], broadcastDimensions });
    expect(results(broadcastInDim, ["~f32[]"], at())).toEqual(["~f32[2,3,4]"]);
    expect(results(broadcastInDim, ["f32[3]"], at(1))).toEqual(["f32[2,3,4]"]);
    expect(results(broadcastInDim, ["f32[2,1]"], at(0, 2))).toEqual(["f32[2,3,4]"]);
  });

  test("refuses places that are too few, out of order, out of range, or of another size", () => {
    for (const [type, broadcastDimensions] of [
      ["f32[2,3]", [0]],
      ["f32[3,2]", [1, 0]],
      ["f32[4]", [3]],
      ["f32[4]", [1]],
      ["f32[3]", [-1]],
    ] as const) {
      refuses(
        `broadcast_in_dim: ${type} cannot become [2,3,4] with its axes at [${broadcastDimensions.join(", ")}]`,
        () => results(broadcastInDim, [type], { shape: [2, 3, 4], broadcastDimensions }),
      );
    }
  });
});

describe("reshaping and reordering", () => {
  test("keep the number of elements", () => {
    expect(results(reshape, ["f32[2,6]"], { newSizes: [3, 4] })).toEqual(["f32[3,4]"]);
    expect(results(reshape, ["i32[]"], { newSizes: [1, 1] })).toEqual(["i32[1,1]"]);
    refuses("reshape: f32[2,3] cannot become f32[4]: 6 elements are not 4", () =>
      results(reshape, ["f32[2,3]"], { newSizes: [4] }),
    );
    refuses("a shape holds integers of zero or more, found [-1]", () =>
      results(reshape, ["f32[2,3]"], { newSizes: [-1] }),
    );
  });

  test("name each axis once", () => {
    expect(results(transpose, ["f32[2,3,4]"], { permutation: [2, 0, 1] })).toEqual(["f32[4,2,3]"]);
    refuses("transpose: the axes [0, 0] must be different axes of f32[2,3]", () =>
      results(transpose, ["f32[2,3]"], { permutation: [0, 0] }),
    );
    refuses("transpose: the permutation must have an entry for each axis of f32[2,3]", () =>
      results(transpose, ["f32[2,3]"], { permutation: [1] }),
    );
    expect(results(rev, ["f32[2,3]"], { dimensions: [1, 0] })).toEqual(["f32[2,3]"]);
    refuses("rev: the axes [2] must be different axes of f32[2,3]", () =>
      results(rev, ["f32[2,3]"], { dimensions: [2] }),
    );
  });

  test("remove axes of size 1 only", () => {
    expect(results(squeeze, ["f32[1,3,1]"], { dimensions: [2, 0] })).toEqual(["f32[3]"]);
    refuses("squeeze: only axes of size 1 can be removed, not axis 1 of f32[1,3]", () =>
      results(squeeze, ["f32[1,3]"], { dimensions: [0, 1] }),
    );
  });
});

describe("putting together and taking apart", () => {
  test("arrays are concatenated along an axis in which alone they may differ", () => {
    expect(results(concatenate, ["f32[2,3]", "f32[2,0]", "f32[2,5]"], { dimension: 1 })).toEqual(["f32[2,8]"]);
    expect(results(concatenate, ["~f32[2]", "f32[2]"], { dimension: 0 })).toEqual(["f32[4]"]);
    refuses("concatenate: the shapes may differ along axis 0 only, found f32[2,3], f32[2,4]", () =>
      results(concatenate, ["f32[2,3]", "f32[2,4]"], { dimension: 0 }),
    );
    refuses("concatenate: the shapes may differ along axis 0 only, found f32[2], f32[2,1]", () =>
      results(concatenate, ["f32[2]", "f32[2,1]"], { dimension: 0 }),
    );
    refuses("concatenate: the axes [0] must be different axes of f32[]", () =>
      results(concatenate, ["f32[]", "f32[]"], { dimension: 0 }),
    );
    refuses("concatenate: takes at least one array", () => results(concatenate, [], { dimension: 0 }));
    refuses(
      "concatenate: the dtypes differ: f32[2] and i32[2]; convert one with astype, or use numpy, which promotes",
      () => results(concatenate, ["f32[2]", "i32[2]"], { dimension: 0 }),
    );
  });

  test("an array is split into parts that add up to it", () => {
    expect(results(split, ["f32[5,2]"], { axis: 0, sizes: [1, 4, 0] })).toEqual(["f32[1,2]", "f32[4,2]", "f32[0,2]"]);
    refuses("split: the sizes [1, 3] add up to 4, which is not the size of axis 0 of f32[5]", () =>
      results(split, ["f32[5]"], { axis: 0, sizes: [1, 3] }),
    );
    refuses("split: the axes [1] must be different axes of f32[5]", () =>
      results(split, ["f32[5]"], { axis: 1, sizes: [5] }),
    );
  });
});

describe("padding", () => {
  test("goes around and between elements, and cuts where it is negative", () => {
    expect(results(pad, ["f32[3]", "~f32[]"], { paddingConfig: [[1, 2, 0]] })).toEqual(["f32[6]"]);
    expect(results(pad, ["f32[3]", "f32[]"], { paddingConfig: [[0, 0, 2]] })).toEqual(["f32[7]"]);
    expect(results(pad, ["f32[3]", "f32[]"], { paddingConfig: [[-1, -2, 0]] })).toEqual(["f32[0]"]);
    expect(results(pad, ["f32[0]", "f32[]"], { paddingConfig: [[1, 0, 5]] })).toEqual(["f32[1]"]);
  });

  test("refuses to cut more than there is, and what is no padding of this array", () => {
    const paddingConfig = [[0, 0, 0]] as const;
    refuses("pad: padding by [low -2, high -2, interior 0] does not fit axis 0 of f32[3]", () =>
      results(pad, ["f32[3]", "f32[]"], { paddingConfig: [[-2, -2, 0]] }),
    );
    refuses("pad: padding by [low 0, high 0, interior -1] does not fit axis 0 of f32[3]", () =>
      results(pad, ["f32[3]", "f32[]"], { paddingConfig: [[0, 0, -1]] }),
    );
    refuses("pad: the padding must have an entry for each axis of f32[3,3]", () =>
      results(pad, ["f32[3,3]", "f32[]"], { paddingConfig }),
    );
    refuses("pad: the value must be a scalar, found f32[1]", () =>
      results(pad, ["f32[3]", "f32[1]"], { paddingConfig }),
    );
    refuses("pad: the dtypes differ: f32[3] and i32[]; convert one with astype, or use numpy, which promotes", () =>
      results(pad, ["f32[3]", "i32[]"], { paddingConfig }),
    );
  });
});

test("counting has the shape and dtype that are asked for, along one of the axes", () => {
  expect(results(iota, [], { dtype: "int64", shape: [2, 3], dimension: 1 })).toEqual(["i32[2,3]"]);
  refuses("iota: the axes [2] must be different axes of i32[2,3]", () =>
    results(iota, [], { dtype: "int32", shape: [2, 3], dimension: 2 }),
  );
});
