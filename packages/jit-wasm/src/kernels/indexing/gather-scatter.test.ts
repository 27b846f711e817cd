import {
  config,
  type DType,
  dtypeBytes,
  type GatherScatterMode,
  gather,
  hostArray,
  type Array as NDArray,
  type Shape,
  scatter,
  scatterAdd,
  scatterMax,
  scatterMin,
  scatterMul,
  sizeOf,
  typedArrayClass,
} from "@hyrax/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectAgreement, expectSame, type Program } from "../../../test-support/both-engines.js";
import { everyDtype, patterns, smallNumbers } from "../../../test-support/elements.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

const scatters = { scatter, scatterAdd, scatterMul, scatterMin, scatterMax };
const modes: readonly GatherScatterMode[] = ["fill", "clip", "promise_in_bounds"];
const indexDtypes: readonly DType[] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"];

function indexArray(dtype: DType, shape: Shape, values: (i: number) => number): NDArray {
  const data = new (typedArrayClass(dtype))(sizeOf(shape)) as unknown as Record<number, number | bigint>; // Either kind.
  for (let i = 0; i < sizeOf(shape); i++) data[i] = dtype.endsWith("64") ? BigInt(values(i)) : values(i);
  return hostArray(data as never, shape, dtype);
}

/** An axis of the indexed array: its size, the window's, whether it is indexed, shared with the indices, or kept. */
const axis = fc.record({
  size: fc.constantFrom(1, 2, 3, 5, 9),
  window: fc.nat(9),
  role: fc.constantFrom("indexed", "collapsed", "batching", "whole"),
});

/** What both `gather` and the scatters are about: an array, indices into it, and windows of it. */
const configuration = fc
  .record({
    axes: fc.array(axis, { minLength: 1, maxLength: 4 }),
    batch: fc.array(fc.constantFrom(0, 1, 2, 3, 7), { maxLength: 2 }),
    /** Where window axes stand among the axes of the windows' array, and batching axes among those of the indices. */
    order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    indexDtype: fc.constantFrom(...indexDtypes),
    spread: fc.constantFrom(0, 3, 14),
    seed: fc.nat(1000),
    mode: fc.constantFrom(...modes),
  })
  .map(({ axes, batch, order, indexDtype, spread, seed, mode }) => {
    const having = (...roles: string[]) => axes.flatMap(({ role }, i) => (roles.includes(role) ? [i] : []));
    const batchingDims = having("batching");
    const collapsed = having("collapsed");
    const indexMap = having("indexed", "collapsed").sort((a, b) => order[a]! - order[b]!);
    const window = axes.map(({ size, window: w, role }) => {
      return role === "whole" ? size : role === "indexed" ? Math.min(size, w) : 1;
    });
    // The batch of the indices: axes of their own, with those that they share put in between.
    const batchAxes: { size: number; shared: number }[] = batch.map((size) => ({ size, shared: -1 }));
    batchingDims.forEach((dim, k) => {
      batchAxes.splice(order[k]! % (batchAxes.length + 1), 0, { size: axes[dim]!.size, shared: dim });
    });
    const shared = batchingDims.map((dim) => batchAxes.findIndex((entry) => entry.shared === dim));
    const windowAxes = having("indexed", "whole");
    const rank = batchAxes.length + windowAxes.length;
    const places = Array.from({ length: rank }, (_, i) => i).sort((a, b) => (order[a % 8]! % 5) - (order[b % 8]! % 5));
    const windowDims = places.slice(0, windowAxes.length).sort((a, b) => a - b);
    const batchShape = batchAxes.map(({ size }) => size);
    const indices = indexArray(indexDtype, [...batchShape, indexMap.length], (i) => {
      const value = (((i * 31 + seed * 17) % 13) % (9 + spread)) - (spread > 0 ? 3 : 0);
      return indexDtype.startsWith("u") ? Math.abs(value) : value;
    });
    let [w, b] = [0, 0];
    const windowsShape = Array.from({ length: rank }, (_, i) =>
      windowDims.includes(i) ? window[windowAxes[w++]!]! : batchShape[b++]!,
    );
    return {
      shape: axes.map(({ size }) => size),
      window,
      windowsShape,
      indices,
      windowDims,
      collapsed,
      indexMap,
      batchingDims,
      shared,
      mode,
    };
  });

const hints = { indicesAreSorted: false, uniqueIndices: false };

describe("gather", () => {
  test("windows of any dtype, of any dimension numbers, wherever the indices say", () => {
    fc.assert(
      fc.property(
        configuration,
        fc.constantFrom<DType>(...everyDtype, "key<fry>"),
        fc.constantFrom(null, 1),
        (c, dtype, fillValue) => {
          const params = {
            dimensionNumbers: {
              offsetDims: c.windowDims,
              collapsedSliceDims: c.collapsed,
              startIndexMap: c.indexMap,
              operandBatchingDims: c.batchingDims,
              startIndicesBatchingDims: c.shared,
            },
            sliceSizes: c.window,
            mode: c.mode,
            // Keys are no numbers.
            fillValue: dtype === "key<fry>" ? null : fillValue,
            ...hints,
          };
          expectSame((x, i) => [gather(x!, i!, params)], [patterns(dtype, c.shape), c.indices]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("gathers of elements", () => {
  test.each(["int16", "bfloat16", "int8", "bool"] as const)("windows of four bytes, of elements of %s", (dtype) => {
    const width = 4 / dtypeBytes(dtype);
    const dimensionNumbers = {
      offsetDims: [1],
      collapsedSliceDims: [],
      startIndexMap: [0],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    };
    const indices = indexArray("int32", [9, 1], (i) => i - 2);
    for (const mode of modes) {
      const params = { dimensionNumbers, sliceSizes: [width], mode, fillValue: null, ...hints };
      expectSame((x, i) => [gather(x!, i!, params)], [patterns(dtype, [11]), indices]);
    }
  });

  test.each(["int32", "uint32", "int16"] as const)("elements and columns, by many indices of %s", (dtype) => {
    for (const count of [1, 3, 5, 1024, 2051]) {
      const indices = indexArray(dtype, [count, 1], (i) => {
        const value = ((i * 7919) % 260) - 3;
        return dtype === "uint32" ? Math.abs(value) : value;
      });
      for (const mode of modes) {
        const elements = {
          offsetDims: [],
          collapsedSliceDims: [0],
          startIndexMap: [0],
          operandBatchingDims: [],
          startIndicesBatchingDims: [],
        };
        const params = { mode, fillValue: null, ...hints };
        expectSame(
          (x, i) => [gather(x!, i!, { ...params, dimensionNumbers: elements, sliceSizes: [1] })],
          [patterns("float32", [250]), indices],
        );
        const columns = { ...elements, offsetDims: [0], collapsedSliceDims: [1], startIndexMap: [1] };
        expectSame(
          (x, i) => [gather(x!, i!, { ...params, dimensionNumbers: columns, sliceSizes: [5, 1] })],
          [patterns("int32", [5, 250]), indices],
        );
      }
    }
  });
});

describe("scatters", () => {
  test.each(Object.entries(scatters))("%s of any dtype, of any dimension numbers", (_, primitive) => {
    // Bools have neither sums nor products.
    const summed = everyDtype.filter(
      (dtype) => (primitive !== scatterAdd && primitive !== scatterMul) || dtype !== "bool",
    );
    fc.assert(
      fc.property(configuration, fc.constantFrom(...summed), (c, dtype) => {
        const params = {
          dimensionNumbers: {
            updateWindowDims: c.windowDims,
            insertedWindowDims: c.collapsed,
            scatterDimsToOperandDims: c.indexMap,
            operandBatchingDims: c.batchingDims,
            scatterIndicesBatchingDims: c.shared,
          },
          mode: c.mode,
          ...hints,
        };
        const inputs = [smallNumbers(dtype, c.shape), c.indices, smallNumbers(dtype, c.windowsShape, 2)];
        const program: Program = (x, i, y) => [primitive(x!, i!, y!, params)];
        if (primitive === scatterMul) expectAgreement(program, inputs, dtype.endsWith("float16") ? 8e-3 : 1e-6);
        else expectSame(program, inputs);
      }),
      { numRuns: 80 },
    );
  });

  test("updates of one element come one after the other, in rows and columns of every length", () => {
    const indices = indexArray("int32", [3001, 1], (i) => (i * 7919) % 257);
    for (const width of [1, 3, 4, 7, 8, 19, 70]) {
      const rows = {
        updateWindowDims: [1],
        insertedWindowDims: [0],
        scatterDimsToOperandDims: [0],
        operandBatchingDims: [],
        scatterIndicesBatchingDims: [],
      };
      const columns = { ...rows, updateWindowDims: [0], insertedWindowDims: [1], scatterDimsToOperandDims: [1] };
      for (const primitive of [scatter, scatterAdd]) {
        const byRows: Program = (x, i, y) => [
          primitive(x!, i!, y!, { dimensionNumbers: rows, mode: "fill", ...hints }),
        ];
        expectSame(byRows, [smallNumbers("float32", [250, width]), indices, smallNumbers("float32", [3001, width], 3)]);
        const byColumns: Program = (x, i, y) => [
          primitive(x!, i!, y!, { dimensionNumbers: columns, mode: "clip", ...hints }),
        ];
        expectSame(byColumns, [
          smallNumbers("float64", [width, 250]),
          indices,
          smallNumbers("float64", [width, 3001], 3),
        ]);
      }
    }
  });

  test("NaN wins over numbers, and zeros are ordered", () => {
    const dimensionNumbers = {
      updateWindowDims: [],
      insertedWindowDims: [0],
      scatterDimsToOperandDims: [0],
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    };
    const indices = indexArray("int32", [6, 1], (i) => i % 4);
    const x = hostArray(Float32Array.of(1, Number.NaN, 0, -0), [4], "float32");
    const y = hostArray(Float32Array.of(Number.NaN, 1, -0, 0, 3, 4), [6], "float32");
    for (const primitive of [scatterMin, scatterMax]) {
      expectSame((a, i, b) => [primitive(a!, i!, b!, { dimensionNumbers, mode: "fill", ...hints })], [x, indices, y]);
    }
  });
});
