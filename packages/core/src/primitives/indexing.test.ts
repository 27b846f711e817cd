import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import {
  dynamicSlice,
  dynamicUpdateSlice,
  type GatherParams,
  gather,
  type ScatterParams,
  scatter,
  scatterAdd,
  scatterMul,
  slice,
} from "../index.js";

describe("a static slice", () => {
  const part = (start: number, limit: number, stride: number | null = null) =>
    results(slice, ["f32[10]"], {
      startIndices: [start],
      limitIndices: [limit],
      strides: stride === null ? null : [stride],
    });

  test("has as many elements as Python's range", () => {
    expect([part(2, 5), part(0, 10, 3), part(1, 2, 5), part(4, 4)]).toEqual([
      ["f32[3]"],
      ["f32[4]"],
      ["f32[1]"],
      ["f32[0]"],
    ]);
  });

  test("lies within the array, and goes forwards", () => {
    for (const [start, limit, stride] of [
      [-1, 5, 1],
      [5, 4, 1],
      [0, 11, 1],
      [0, 5, 0],
      [0, 5, -1],
    ] as const) {
      refuses(`slice: from ${start} to ${limit} by ${stride} does not lie within axis 0 of f32[10]`, () =>
        part(start, limit, stride),
      );
    }
    refuses("slice: start, limit and strides must have an entry for each axis of f32[2,3]", () =>
      results(slice, ["f32[2,3]"], { startIndices: [0], limitIndices: [2], strides: null }),
    );
  });
});

describe("a slice at starts that are computed", () => {
  test("has the size that is asked for, or that of what is written", () => {
    expect(results(dynamicSlice, ["f32[5,4]", "i32[]", "u8[]"], { sliceSizes: [2, 4] })).toEqual(["f32[2,4]"]);
    expect(results(dynamicUpdateSlice, ["f32[5]", "f32[2]", "i32[]"])).toEqual(["f32[5]"]);
  });

  test("takes a scalar integer for each axis", () => {
    refuses("dynamic_slice: the start indices must have an entry for each axis of f32[5,4]", () =>
      results(dynamicSlice, ["f32[5,4]", "i32[]"], { sliceSizes: [2, 4] }),
    );
    refuses("dynamic_slice: the start index must be a scalar, found i32[1]", () =>
      results(dynamicSlice, ["f32[5]", "i32[1]"], { sliceSizes: [2] }),
    );
    refuses("dynamic_slice: takes signed integer, unsigned integer dtypes, found f32[]; convert with astype", () =>
      results(dynamicSlice, ["f32[5]", "f32[]"], { sliceSizes: [2] }),
    );
  });

  test("fits into the array, in its dtype", () => {
    refuses("dynamic_slice: a part [6] does not fit into f32[5]", () =>
      results(dynamicSlice, ["f32[5]", "i32[]"], { sliceSizes: [6] }),
    );
    refuses("dynamic_slice: a part [1,1] does not fit into f32[5]", () =>
      results(dynamicSlice, ["f32[5]", "i32[]"], { sliceSizes: [1, 1] }),
    );
    refuses("dynamic_update_slice: a part [6] does not fit into f32[5]", () =>
      results(dynamicUpdateSlice, ["f32[5]", "f32[6]", "i32[]"]),
    );
    refuses(
      "dynamic_update_slice: the dtypes differ: f32[5] and i32[2]; convert one with astype, or use numpy, which promotes",
      () => results(dynamicUpdateSlice, ["f32[5]", "i32[2]", "i32[]"]),
    );
  });
});

describe("gather", () => {
  const rows: GatherParams = {
    dimensionNumbers: {
      offsetDims: [1],
      collapsedSliceDims: [0],
      startIndexMap: [0],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    },
    sliceSizes: [1, 4],
    mode: "clip",
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: false,
  };

  test("has the batch of the indices, and the window at the offset axes: rows by number, as x[indices]", () => {
    expect(results(gather, ["f32[5,4]", "i32[3,1]"], rows)).toEqual(["f32[3,4]"]);
    const before = { ...rows, dimensionNumbers: { ...rows.dimensionNumbers, offsetDims: [0] } };
    expect(results(gather, ["~f32[5,4]", "u8[2,3,1]"], before)).toEqual(["~f32[4,2,3]"]);
  });

  test("takes axes that both sides have as batches, as takeAlongAxis does", () => {
    const dimensionNumbers = {
      offsetDims: [],
      collapsedSliceDims: [1],
      startIndexMap: [1],
      operandBatchingDims: [0],
      startIndicesBatchingDims: [0],
    };
    expect(results(gather, ["f32[5,4]", "i32[5,3,1]"], { ...rows, dimensionNumbers, sliceSizes: [1, 1] })).toEqual([
      "f32[5,3]",
    ]);
  });

  test("refuses indices and windows that do not fit", () => {
    refuses("gather: the last axis of the indices i32[3,2] must have size 1, the number of indexed axes", () =>
      results(gather, ["f32[5,4]", "i32[3,2]"], rows),
    );
    refuses("gather: takes signed integer, unsigned integer dtypes, found f32[3,1]; convert with astype", () =>
      results(gather, ["f32[5,4]", "f32[3,1]"], rows),
    );
    refuses("gather: a part [1,5] does not fit into f32[5,4]", () =>
      results(gather, ["f32[5,4]", "i32[3,1]"], { ...rows, sliceSizes: [1, 5] }),
    );
    const dimensionNumbers = { ...rows.dimensionNumbers, offsetDims: [] };
    refuses("gather: the dimension numbers do not fit a window [4] of f32[5,4] and the indices i32[3,1]", () =>
      results(gather, ["f32[5,4]", "i32[3,1]"], { ...rows, dimensionNumbers }),
    );
    refuses("gather: the axes [2] must be different axes of f32[5,4]", () =>
      results(gather, ["f32[5,4]", "i32[3,1]"], {
        ...rows,
        dimensionNumbers: { ...rows.dimensionNumbers, startIndexMap: [2] },
      }),
    );
  });
});

describe("scatter", () => {
  const rows: ScatterParams = {
    dimensionNumbers: {
      updateWindowDims: [1],
      insertedWindowDims: [0],
      scatterDimsToOperandDims: [0],
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode: "clip",
    indicesAreSorted: false,
    uniqueIndices: false,
  };

  test("keeps the array's type; updates have the batch of the indices, and windows that may be smaller", () => {
    expect(results(scatterAdd, ["f32[5,4]", "i32[3,1]", "f32[3,4]"], rows)).toEqual(["f32[5,4]"]);
    expect(results(scatter, ["f32[5,4]", "i32[3,1]", "f32[3,2]"], rows)).toEqual(["f32[5,4]"]);
  });

  test("refuses updates of another batch, a larger window, another rank or dtype", () => {
    for (const updates of ["f32[2,4]", "f32[3,5]", "f32[3]", "f32[3,4,1]"]) {
      refuses(`scatter-add: the updates ${updates} do not fit the indices i32[3,1] and f32[5,4]`, () =>
        results(scatterAdd, ["f32[5,4]", "i32[3,1]", updates], rows),
      );
    }
    refuses(
      "scatter: the dtypes differ: f32[5,4] and i32[3,4]; convert one with astype, or use numpy, which promotes",
      () => results(scatter, ["f32[5,4]", "i32[3,1]", "i32[3,4]"], rows),
    );
    for (const [name, primitive] of [
      ["scatter-add", scatterAdd],
      ["scatter-mul", scatterMul],
    ] as const) {
      const kinds = "signed integer, unsigned integer, floating, complex";
      refuses(`${name}: takes ${kinds} dtypes, found bool[5,4]; convert with astype`, () =>
        results(primitive, ["bool[5,4]", "i32[3,1]", "bool[3,4]"], rows),
      );
    }
    refuses("scatter: the last axis of the indices i32[3,2] must have size 1, the number of indexed axes", () =>
      results(scatter, ["f32[5,4]", "i32[3,2]", "f32[3,4]"], rows),
    );
  });
});
