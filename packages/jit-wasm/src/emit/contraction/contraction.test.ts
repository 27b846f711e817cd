import {
  add,
  broadcastInDim,
  config,
  convertElementType,
  type DotDimensionNumbers,
  type DType,
  dotGeneral,
  hostArray,
  max,
  mul,
  type Array as NDArray,
  rev,
  slice,
  transpose,
} from "@hyrax/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectAgreement, onBothEngines } from "../../../test-support/both-engines.js";
import { everyDtype, smallNumbers } from "../../../test-support/elements.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => {
  config.update("enableX64", false);
  config.update("numThreads", undefined);
});

/** Small numbers are multiples of 1/4: sums of their products are exact, but for the result's own precision. */
const tolerance = (dtype: DType) => (dtype === "bfloat16" ? 8e-3 : dtype === "float16" ? 1e-3 : 1e-6);

const product =
  (lhsContract: number, rhsContract: number, batch: readonly number[] = [], preferred: DType | null = null) =>
  (x: NDArray, y: NDArray) => {
    const dimensionNumbers = {
      lhsContract: [lhsContract],
      rhsContract: [rhsContract],
      lhsBatch: batch,
      rhsBatch: batch,
    };
    return dotGeneral(x, y, { dimensionNumbers, preferredElementType: preferred });
  };

/** Checks `[m, k] · [k, n]` in the four layouts that the sides can have. */
function checkLayouts(dtype: DType, m: number, n: number, k: number): void {
  for (const [lhsShape, l] of [
    [[m, k], 1],
    [[k, m], 0],
  ] as const) {
    for (const [rhsShape, r] of [
      [[k, n], 0],
      [[n, k], 1],
    ] as const) {
      const inputs = [smallNumbers(dtype, lhsShape, 1), smallNumbers(dtype, rhsShape, 2)];
      expectAgreement((x, y) => [product(l, r)(x!, y!)], inputs, tolerance(dtype));
    }
  }
}

describe("products of matrices", () => {
  const sizes = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 31, 63, 64, 65);

  test.each(everyDtype)("of %s, of any size, in all four layouts", (dtype) => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (m, n, k) => checkLayouts(dtype, m, n, k)),
      { numRuns: 12 },
    );
  });

  test.each([
    [255, 257, 13],
    [13, 257, 300],
    [257, 7, 255],
    [64, 65, 1031],
    [7, 9, 2049],
    [1031, 9, 65],
    [9, 1031, 65],
    [1030, 27, 9],
  ])("of %i rows, %i columns and %i terms, which are more than one block", (m, n, k) => {
    checkLayouts("float32", m, n, k);
  });

  test.each(["float64", "int32", "complex64", "bfloat16"] as const)("of %s in more than one block", (dtype) => {
    checkLayouts(dtype, 65, 270, 300);
  });

  test.each([1, 2, 3, 4])("of %i rows and a matrix that is read row by row", (rows) => {
    checkLayouts("float32", rows, 257, 131);
    checkLayouts("float64", rows, 131, 66);
    for (const dtype of ["float16", "int8", "bool", "complex64", "int64"] as const) {
      expectAgreement(
        (x, y) => [product(1, 0)(x!, y!)],
        [smallNumbers(dtype, [rows, 131], 1), smallNumbers(dtype, [131, 260], 2)],
        tolerance(dtype),
      );
      expectAgreement(
        (x, y) => [product(2, 1, [0])(x!, y!)],
        [smallNumbers(dtype, [2, rows, 67], 1), smallNumbers(dtype, [2, 67, 300], 2)],
        tolerance(dtype),
      );
    }
  });

  test("of three threads, which share rows, columns or the depth", () => {
    config.update("numThreads", 3);
    for (const [m, n, k] of [
      [300, 301, 65],
      [300, 9, 301],
      [17, 18, 9001],
      [1, 700, 600],
      [2, 3, 90_001],
    ] as const) {
      checkLayouts("float32", m, n, k);
    }
    checkLayouts("float64", 17, 18, 3001);
    checkLayouts("complex64", 17, 18, 2001);
  });
});

test("any axes can be contracted, and be those of the batch", () => {
  const someSize = fc.constantFrom<number[]>(0, 1, 2, 3, 4, 7, 8, 11);
  const axes = (most: number) => fc.array(someSize, { maxLength: most });
  const dtypes = fc.constantFrom(...everyDtype);
  const shuffled = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(axes(2), axes(2), axes(2), axes(2), dtypes, shuffled, shuffled, (batch, m, n, k, dtype, p, q) => {
      fc.pre([...batch, ...m, ...n, ...k].reduce((x, y) => x * y, 1) < 20_000);
      const side = (free: readonly number[], order: readonly number[]) => {
        const sizes = [...batch, ...free, ...k];
        const places = sizes.map((_, i) => i).sort((x, y) => order[x]! - order[y]!);
        const at = (first: number, count: number) => Array.from({ length: count }, (_, i) => places.indexOf(first + i));
        return {
          shape: places.map((i) => sizes[i]!),
          batch: at(0, batch.length),
          contract: at(batch.length + free.length, k.length),
        };
      };
      const [lhs, rhs] = [side(m, p), side(n, q)];
      const dimensionNumbers: DotDimensionNumbers = {
        lhsContract: lhs.contract,
        rhsContract: rhs.contract,
        lhsBatch: lhs.batch,
        rhsBatch: rhs.batch,
      };
      const inputs = [smallNumbers(dtype, lhs.shape, 1), smallNumbers(dtype, rhs.shape, 2)];
      expectAgreement(
        (x, y) => [dotGeneral(x!, y!, { dimensionNumbers, preferredElementType: null })],
        inputs,
        tolerance(dtype),
      );
    }),
    { numRuns: 200 },
  );
});

describe("operands", () => {
  const program = (view: (x: NDArray) => NDArray) => (inputs: readonly NDArray[]) =>
    expectAgreement((x, y) => [product(1, 0)(view(x!), y!), product(1, 1)(y!, view(x!))], inputs, 1e-6);

  test.each([3, 17, 70])("of %i rows are reversed, strided and transposed where they lie", (n) => {
    const y = smallNumbers("float32", [n, n], 2);
    program((x) => rev(x, { dimensions: [0, 1] }))([smallNumbers("float32", [n, n], 1), y]);
    program((x) => transpose(x, { permutation: [1, 0] }))([smallNumbers("float32", [n, n], 1), y]);
    program((x) => slice(x, { startIndices: [1, 2], limitIndices: [1 + n, 2 + 2 * n - 1], strides: [1, 2] }))([
      smallNumbers("float32", [n + 3, 2 * n + 5], 1),
      y,
    ]);
  });

  test.each([3, 17, 70])("of %i rows can be one row, one column or one matrix for the whole batch", (n) => {
    const y = smallNumbers("float32", [n, n], 2);
    program((x) => broadcastInDim(x, { shape: [n, n], broadcastDimensions: [0] }))([
      smallNumbers("float32", [n], 1),
      y,
    ]);
    const matrices = smallNumbers("float32", [3, n, 5], 1);
    const spread = (x: NDArray) => broadcastInDim(x, { shape: [3, n, n], broadcastDimensions: [1, 2] });
    expectAgreement(
      (x, m) => [product(1, 2, [0])(x!, spread(m!)), product(2, 1, [0])(spread(m!), x!)],
      [matrices, y],
      1e-6,
    );
  });

  test("are added up in a wider dtype, or another one, if that is preferred", () => {
    for (const [dtype, preferred] of [
      ["float16", "float32"],
      ["bfloat16", "float32"],
      ["int8", "int32"],
      ["uint8", "int32"],
      ["int8", "float32"],
      ["int32", "int64"],
      ["float32", "float64"],
      ["complex64", "complex128"],
    ] as const) {
      for (const n of [1, 5, 33]) {
        const inputs = [smallNumbers(dtype, [n, n], 1), smallNumbers(dtype, [n, n], 2)];
        expectAgreement((x, y) => [product(1, 0, [], preferred)(x!, y!)], inputs, 1e-6);
      }
    }
  });
});

describe("what follows a product", () => {
  test.each([1, 5, 17, 70])("is computed on the way, for %i rows", (n) => {
    for (const dtype of ["float32", "float64", "float16", "int32"] as const) {
      const inputs = [
        smallNumbers(dtype, [n, 33], 1),
        smallNumbers(dtype, [33, 20], 2),
        smallNumbers(dtype, [20], 3),
        smallNumbers(dtype, [n, 1], 4),
      ];
      const program = (x: NDArray, w: NDArray, b: NDArray, c: NDArray) => {
        const sums = add(product(1, 0)(x, w), broadcastInDim(b, { shape: [n, 20], broadcastDimensions: [1] }));
        const scaled = mul(sums, broadcastInDim(c, { shape: [n, 20], broadcastDimensions: [0, 1] }));
        return max(scaled, mul(sums, 0));
      };
      expectAgreement((x, w, b, c) => [program(x!, w!, b!, c!)], inputs, tolerance(dtype) * 4);
      expectAgreement(
        (x, w, b, c) => [transpose(program(x!, w!, b!, c!), { permutation: [1, 0] })],
        inputs,
        tolerance(dtype) * 4,
      );
    }
  });

  test.each([1, 3])("is computed on the way, for %i rows and a large matrix", (rows) => {
    const inputs = [
      smallNumbers("float32", [rows, 130], 1),
      smallNumbers("float32", [130, 257], 2),
      smallNumbers("float32", [257], 3),
    ];
    const program = (x: NDArray, w: NDArray, b: NDArray) =>
      max(add(product(1, 0)(x, w), broadcastInDim(b, { shape: [rows, 257], broadcastDimensions: [1] })), 0);
    expectAgreement((x, w, b) => [program(x!, w!, b!)], inputs, 1e-6);
    config.update("numThreads", 3);
    expectAgreement((x, w, b) => [program(x!, w!, b!)], inputs, 1e-6);
  });

  test("may change the dtype", () => {
    const inputs = [smallNumbers("float32", [13, 30], 1), smallNumbers("float32", [30, 19], 2)];
    expectAgreement(
      (x, y) => [convertElementType(product(1, 0)(x!, y!), { newDtype: "int8", weakType: false })],
      inputs,
      0,
    );
  });
});

describe("special numbers", () => {
  const special = (shape: readonly [number, number], at: readonly (readonly [number, number])[]) => {
    const data = Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => (i % 5) + 1);
    for (const [place, value] of at) data[place] = value;
    return hostArray(data, shape, "float32");
  };

  test.each([3, 9, 14, 70])("stay in their rows and columns of %i", (n) => {
    const x = special(
      [n, n],
      [
        [0, Number.NaN],
        [n + 1, Number.POSITIVE_INFINITY],
        [n * n - 1, Number.NEGATIVE_INFINITY],
      ],
    );
    const y = special([n, n], [[2, 0]]);
    const inputs = [x, y];
    for (const [l, r] of [
      [1, 0],
      [0, 0],
      [1, 1],
      [0, 1],
    ] as const) {
      const results = onBothEngines((a, b) => [product(l, r)(a!, b!), product(r, l)(b!, a!)], inputs);
      for (const { expected, found } of results) expect(found).toEqual(expected);
    }
  });

  test("a product of one term keeps the sign of zero; a sum of several does not", () => {
    const column = hostArray(Float32Array.of(-0, 0, -1, 1, 2, -2, -0, 3, 4), [9, 1], "float32");
    const pair = hostArray(Float32Array.of(-0, 0, -1, -0, 1, 0), [3, 2], "float32");
    const results = onBothEngines((x, y) => [product(1, 1)(x!, x!), product(1, 1)(y!, y!)], [column, pair]);
    for (const { expected, found } of results)
      expect(found.map(Object.is.bind(null, -0))).toEqual(expected.map(Object.is.bind(null, -0)));
  });
});
