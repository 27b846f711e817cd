import {
  argmax,
  argmin,
  concatenate,
  cond,
  cumlogsumexp,
  cummax,
  cummin,
  cumprod,
  cumsum,
  type DType,
  dynamicSlice,
  dynamicUpdateSlice,
  type GatherParams,
  gather,
  type Array as NDArray,
  pad,
  type ScatterParams,
  scatter,
  scatterAdd,
  scatterMax,
  scatterMin,
  scatterMul,
  sort,
  split,
  stage,
  topK,
} from "@hyrax/core";
import {
  type ConvGeneralDilatedParams,
  convGeneralDilated,
  reduceWindowMax,
  reduceWindowMin,
  reduceWindowSum,
  selectAndGatherAdd,
  selectAndScatterAdd,
  threefry2x32,
  type WindowParams,
} from "@hyrax/core/library";
import { beforeAll, describe, test } from "vitest";
import { expectAgreement } from "../../test-support/agree.js";
import { array, random } from "../../test-support/arrays.js";
import { init } from "../index.js";

beforeAll(async () => {
  await init();
});

const exact = { ulp: 0 };
const dtypes: readonly DType[] = ["float32", "int32", "uint32", "bool"];
const nan = Number.NaN;

describe.each(dtypes)("moving elements of %s", (dtype) => {
  test("concatenate", async () => {
    const parts = [
      random([2, 3, 4], dtype),
      random([2, 1, 4], dtype),
      random([2, 0, 4], dtype),
      random([2, 5, 4], dtype),
    ];
    await expectAgreement((...xs) => [concatenate(xs, { dimension: 1 })], parts, exact);
    const many = Array.from({ length: 30 }, (_, k) => random([k % 3, 2], dtype, -9, 9, k + 1));
    await expectAgreement((...xs) => [concatenate(xs, { dimension: 0 })], many, exact);
  });
  test("pad", async () => {
    const value = array([3], [], dtype);
    const x = random([4, 5], dtype);
    const configs = [
      [
        [1, 2, 0],
        [0, 0, 0],
      ],
      [
        [-1, -2, 0],
        [3, -1, 0],
      ],
      [
        [2, 1, 1],
        [-2, 3, 2],
      ],
      [
        [-3, 0, 2],
        [0, -9, 3],
      ],
    ] as const;
    await expectAgreement((y, v) => configs.map((paddingConfig) => pad(y, v, { paddingConfig })), [x, value], exact);
    const none = random([0, 2], dtype);
    await expectAgreement(
      (y, v) => [
        pad(y, v, {
          paddingConfig: [
            [2, 1, 3],
            [0, 1, 0],
          ],
        }),
      ],
      [none, value],
      exact,
    );
  });
  test("split", async () => {
    await expectAgreement((x) => split([x], { sizes: [2, 0, 3], axis: 1 }), [random([3, 5, 2], dtype)], exact);
  });
  test("dynamic slices are moved to where they fit", async () => {
    const x = random([5, 6], dtype);
    const update = random([2, 6], dtype, -2, 2, 9);
    for (const [i, j] of [
      [1, 2],
      [-3, 4],
      [99, 0],
      [-(2 ** 31), 2 ** 31 - 1],
    ] as const) {
      const starts = [array([i], [], "int32"), array([j], [], "int32")];
      await expectAgreement(
        (y, u, a, b) => [
          dynamicSlice([y, a, b], { sliceSizes: [2, 3] }),
          dynamicUpdateSlice([y, u, a, b]),
          dynamicSlice([y, a, b], { sliceSizes: [0, 3] }),
        ],
        [x, update, ...starts],
        exact,
      );
    }
    const unsigned = [array([3], [], "uint32"), array([2 ** 32 - 1], [], "uint32")];
    await expectAgreement((y, a, b) => [dynamicSlice([y, a, b], { sliceSizes: [4, 3] })], [x, ...unsigned], exact);
    const fixed = (start: number) => array([start], [], "int32");
    await expectAgreement((y, u) => [dynamicUpdateSlice([y, u, fixed(1), fixed(0)])], [x, update], exact);
  });
  test("sort, stably, with values that move along", async () => {
    const keys = random([3, 300], dtype, -20, 20);
    const values = random([3, 300], "int32", -1000, 1000, 3);
    for (const dimension of [0, 1]) {
      await expectAgreement((k, v) => sort([k, v], { dimension, isStable: true, numKeys: 1 }), [keys, values], exact);
    }
    await expectAgreement(
      (k, v) => sort([k, v, k], { dimension: 1, isStable: true, numKeys: 2 }),
      [random([2, 300], dtype, -2, 2), random([2, 300], "float32", -1, 1, 4)],
      exact,
    );
  });
});

describe("sorting", () => {
  test.each([0, 1, 2, 256, 257, 2000])("%i floats", async (n) => {
    await expectAgreement((x) => sort([x], { dimension: 0, isStable: true, numKeys: 1 }), [random([n])], exact);
  });
  test("NaN comes last, and equal elements keep their order", async () => {
    const x = array([3, nan, -1, 0, -0, Number.POSITIVE_INFINITY, nan, -0, 0, Number.NEGATIVE_INFINITY, 2]);
    const places = array(
      Array.from({ length: 11 }, (_, i) => i),
      [11],
      "int32",
    );
    await expectAgreement((y, p) => sort([y, p], { dimension: 0, isStable: true, numKeys: 1 }), [x, places], exact);
    await expectAgreement((y) => topK([y], { k: 7, axis: 0 }), [x], exact);
  });
  test.each(["float32", "int32", "uint32"] as const)("the greatest %s", async (dtype) => {
    await expectAgreement(
      (x) => [...topK([x], { k: 5, axis: 1 }), ...topK([x], { k: 3, axis: 0 })],
      [random([4, 300], dtype, -50, 50)],
      exact,
    );
  });
});

describe("running reductions", () => {
  const all = { cumsum, cumprod, cummax, cummin, cumlogsumexp };
  const shapes = [
    [[5], 0],
    [[3, 0], 1],
    [[64, 3], 0],
    [[2, 65, 3], 1],
    [[300], 0],
    [[3, 1000], 1],
    [[50_000], 0],
    [[2, 20_000], 1],
  ] as const;
  test.each(shapes)("sums of [%j] along %i", async (shape, axis) => {
    const tolerance = { ulp: 256, absolute: 2e-3 };
    await expectAgreement((x) => [cumsum(x, { axis, reverse: false })], [random(shape, "float32", -2, 2.1)], tolerance);
    await expectAgreement((x) => [cumsum(x, { axis, reverse: true })], [random(shape, "int32", -(2 ** 31), 2 ** 31)]);
  });
  test.each([
    [[5], 0],
    [[2, 300, 3], 1],
    [[20_000], 0],
  ] as const)("all of [%j] along %i", async (shape, axis) => {
    for (const [name, f] of Object.entries(all)) {
      const [low, high] = name === "cumprod" ? [0.9, 1.1] : [-2, 2.1];
      const tolerance = { ulp: 256, absolute: 2e-3 };
      await expectAgreement(
        (x) => [f(x, { axis, reverse: name === "cummax" })],
        [random(shape, "float32", low, high)],
        tolerance,
      );
    }
  });
  test("infinities and NaN run on", async () => {
    const x = array([1, Number.NEGATIVE_INFINITY, 2, Number.POSITIVE_INFINITY, 3, nan, 4]);
    for (const f of [cumsum, cummax, cummin, cumlogsumexp]) {
      await expectAgreement((y) => [f(y, { axis: 0, reverse: false }), f(y, { axis: 0, reverse: true })], [x]);
    }
    const low = array([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 1]);
    await expectAgreement((y) => [cumlogsumexp(y, { axis: 0, reverse: false })], [low]);
  });
});

describe("the places of extremes", () => {
  test.each([
    [[7], 0],
    [[3, 4, 5], 1],
    [[300, 3], 0],
    [[2, 1000], 1],
    [[5000, 2], 1],
  ] as const)("of [%j] along %i", async (shape, axis) => {
    for (const dtype of dtypes) {
      await expectAgreement(
        (x) => [argmax(x, { axes: [axis], indexDtype: "int32" }), argmin(x, { axes: [axis], indexDtype: "uint32" })],
        [random(shape, dtype, -4, 4)],
        exact,
      );
    }
  });
  test.each([9, 2000])("NaN is found first among %i", async (n) => {
    const values = Array.from({ length: n }, (_, i) => (i === 5 || i === n - 1 ? nan : -i));
    await expectAgreement(
      (x) => [argmax(x, { axes: [0], indexDtype: "int32" }), argmin(x, { axes: [0], indexDtype: "int32" })],
      [array(values)],
    );
    const infinite = new Array<number>(n).fill(Number.NEGATIVE_INFINITY);
    await expectAgreement((x) => [argmax(x, { axes: [0], indexDtype: "int32" })], [array(infinite)]);
  });
});

describe("gather and scatter", () => {
  const rows: GatherParams = {
    dimensionNumbers: {
      offsetDims: [1],
      collapsedSliceDims: [0],
      startIndexMap: [0],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    },
    sliceSizes: [1, 3],
    mode: "fill",
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: false,
  };
  const indices = array([1, 4, 0, -1, 9, 2 ** 31 - 1, 4], [7, 1], "int32");
  test.each(dtypes)("rows of %s", async (dtype) => {
    const x = random([5, 3], dtype);
    for (const mode of ["fill", "clip", "promise_in_bounds"] as const) {
      await expectAgreement((y, i) => [gather(y, i, { ...rows, mode })], [x, indices], exact);
    }
    await expectAgreement((y, i) => [gather(y, i, { ...rows, fillValue: 1 })], [x, indices], exact);
  });
  test("windows at places along two axes, in batches", async () => {
    const params: GatherParams = {
      ...rows,
      dimensionNumbers: {
        offsetDims: [0, 3],
        collapsedSliceDims: [],
        startIndexMap: [2, 1],
        operandBatchingDims: [0],
        startIndicesBatchingDims: [1],
      },
      sliceSizes: [1, 2, 3],
    };
    const places = random([4, 3, 2], "int32", -1, 5);
    await expectAgreement((x, i) => [gather(x, i, params)], [random([3, 5, 6]), places], exact);
  });

  const toRows: ScatterParams = {
    dimensionNumbers: {
      updateWindowDims: [1],
      insertedWindowDims: [0],
      scatterDimsToOperandDims: [0],
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode: "fill",
    indicesAreSorted: false,
    uniqueIndices: false,
  };
  const scatters = { scatter, scatterAdd, scatterMul, scatterMin, scatterMax };
  test.each(Object.entries(scatters))("%s to rows, of which some repeat and some are out of bounds", async (_, f) => {
    for (const dtype of ["float32", "int32", "uint32"] as const) {
      const [x, updates] = [random([5, 3], dtype, -3, 3), random([7, 3], dtype, -3, 3, 8)];
      for (const mode of ["fill", "clip"] as const) {
        await expectAgreement((y, i, u) => [f(y, i, u, { ...toRows, mode })], [x, indices, updates], { ulp: 8 });
      }
    }
  });
  test("many updates of few elements, and of elements one by one", async () => {
    const scalars: ScatterParams = {
      ...toRows,
      dimensionNumbers: { ...toRows.dimensionNumbers, updateWindowDims: [], insertedWindowDims: [0] },
    };
    const at = random([3000, 1], "int32", -2, 12);
    await expectAgreement(
      (x, i, u) => [scatterAdd(x, i, u, scalars), scatter(x, i, u, scalars)],
      [random([10]), at, random([3000])],
      { ulp: 2000, absolute: 1e-4 },
    );
    const unique = array([3, 1, 4, 0, 9], [5, 1], "int32");
    await expectAgreement(
      (x, i, u) => [scatterAdd(x, i, u, { ...scalars, uniqueIndices: true })],
      [random([10]), unique, random([5])],
    );
  });
  test("windows that overlap", async () => {
    const params: ScatterParams = {
      ...toRows,
      dimensionNumbers: { ...toRows.dimensionNumbers, updateWindowDims: [1], insertedWindowDims: [] },
    };
    const at = array([0, 1, 3, 2, 1], [5, 1], "int32");
    await expectAgreement(
      (x, i, u) => Object.values(scatters).map((f) => f(x, i, u, params)),
      [random([6]), at, random([5, 3])],
      { ulp: 8 },
    );
  });
  test("nothing to update", async () => {
    await expectAgreement(
      (x, i, u) => [scatterAdd(x, i, u, toRows)],
      [random([5, 3]), array([], [0, 1], "int32"), random([0, 3])],
    );
  });
});

test("threefry encrypts blocks, keys being scalars or not", async () => {
  const words = (shape: readonly number[], seed: number) => random(shape, "uint32", 0, 2 ** 32, seed);
  await expectAgreement(
    (...xs) => threefry2x32(xs),
    [words([], 1), words([], 2), words([100], 3), words([100], 4)],
    exact,
  );
  await expectAgreement(
    (...xs) => threefry2x32(xs),
    [words([7], 1), words([7], 2), words([7], 3), words([7], 4)],
    exact,
  );
});

describe("windows", () => {
  const windows: readonly [readonly number[], WindowParams][] = [
    [[10], { windowDimensions: [3], windowStrides: [2], padding: [[1, 1]], baseDilation: [1], windowDilation: [1] }],
    [
      [7, 8],
      {
        windowDimensions: [2, 3],
        windowStrides: [1, 2],
        padding: [
          [0, 0],
          [2, 1],
        ],
        baseDilation: [1, 1],
        windowDilation: [2, 1],
      },
    ],
    [
      [5, 6],
      {
        windowDimensions: [3, 2],
        windowStrides: [2, 1],
        padding: [
          [1, 2],
          [-1, 3],
        ],
        baseDilation: [2, 1],
        windowDilation: [1, 2],
      },
    ],
    [
      [0, 3],
      {
        windowDimensions: [2, 1],
        windowStrides: [1, 1],
        padding: [
          [1, 1],
          [0, 0],
        ],
        baseDilation: [1, 1],
        windowDilation: [1, 1],
      },
    ],
  ];
  test.each(windows)("reductions over windows of [%j], %j", async (shape, params) => {
    for (const dtype of ["float32", "int32", "uint32"] as const) {
      await expectAgreement(
        (x) => [reduceWindowSum, reduceWindowMax, reduceWindowMin].map((f) => f(x, params)),
        [random(shape, dtype)],
        { absolute: 1e-6 },
      );
    }
  });
  test.each(windows.slice(0, 3))("selections from windows of [%j], %j", async (shape, params) => {
    const x = random(shape, "float32", -3, 3);
    const repeated = random(shape, "int32", -2, 2);
    const { jaxpr } = stage(([y]) => [reduceWindowMax(y!, params)], [x.aval]);
    const source = random(jaxpr.outAvals[0]!.shape, "float32", -2, 2, 7);
    const counted = random(jaxpr.outAvals[0]!.shape, "int32", -9, 9, 7);
    for (const selector of ["ge", "le"] as const) {
      const all = { ...params, selector };
      await expectAgreement((s, y) => [selectAndScatterAdd(s, y, all), selectAndGatherAdd(y, y, all)], [source, x]);
      await expectAgreement((s, y) => [selectAndScatterAdd(s, y, all)], [counted, repeated]);
    }
  });

  const plain: ConvGeneralDilatedParams = {
    windowStrides: [1, 1],
    padding: [
      [0, 0],
      [0, 0],
    ],
    lhsDilation: [1, 1],
    rhsDilation: [1, 1],
    dimensionNumbers: { lhsSpec: [0, 1, 2, 3], rhsSpec: [0, 1, 2, 3], outSpec: [0, 1, 2, 3] },
    featureGroupCount: 1,
    batchGroupCount: 1,
    preferredElementType: null,
  };
  const convolutions: readonly [string, readonly number[], readonly number[], Partial<ConvGeneralDilatedParams>][] = [
    ["plain", [2, 3, 8, 9], [4, 3, 3, 2], {}],
    [
      "strided and padded",
      [2, 3, 8, 9],
      [4, 3, 3, 3],
      {
        windowStrides: [2, 1],
        padding: [
          [1, 1],
          [2, 0],
        ],
      },
    ],
    [
      "dilated",
      [1, 2, 6, 7],
      [3, 2, 2, 3],
      {
        lhsDilation: [2, 1],
        rhsDilation: [1, 2],
        padding: [
          [1, 2],
          [-1, 3],
        ],
      },
    ],
    ["grouped by features", [2, 4, 5, 5], [6, 2, 3, 3], { featureGroupCount: 2 }],
    ["grouped by batches", [4, 3, 5, 5], [6, 3, 2, 2], { batchGroupCount: 2 }],
    [
      "channels last",
      [2, 8, 9, 3],
      [3, 2, 3, 4],
      { dimensionNumbers: { lhsSpec: [0, 3, 1, 2], rhsSpec: [3, 2, 0, 1], outSpec: [0, 3, 1, 2] } },
    ],
  ];
  test.each(convolutions)("a convolution, %s", async (_, lhs, rhs, changed) => {
    const params = { ...plain, ...changed };
    await expectAgreement(
      (x, y) => [convGeneralDilated(x, y, params)],
      [random(lhs), random(rhs, "float32", -2, 2, 3)],
      { ulp: 64, absolute: 1e-5 },
    );
    await expectAgreement(
      (x, y) => [convGeneralDilated(x, y, { ...params, preferredElementType: "float32" })],
      [random(lhs, "int32", -9, 9), random(rhs, "int32", -9, 9, 3)],
      exact,
    );
  });
});

test("cond chooses among branches, the nearest for an index out of range", async () => {
  const x = random([6]);
  const branch = (f: (y: NDArray) => NDArray) => stage(([y]) => [f(y!), y!], [x.aval]).jaxpr;
  const branches = [cummax, cummin, cumsum, cumprod, cumlogsumexp, cummax].map((f) =>
    branch((y) => f(y, { axis: 0, reverse: false })),
  );
  for (const index of [-1, 0, 1, 4, 5, 9]) {
    await expectAgreement((i, y) => cond([i, y], { branches }), [array([index], [], "int32"), x], { ulp: 16 });
  }
});
