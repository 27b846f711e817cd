import { config, type DType, hostArray, type Array as NDArray } from "@hyrax/core";
import {
  reduceWindowMax,
  reduceWindowMin,
  reduceWindowSum,
  selectAndGatherAdd,
  selectAndScatterAdd,
  type WindowParams,
} from "@hyrax/core/library";
import fc from "fast-check";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectAgreement } from "../../../test-support/both-engines.js";
import { everyDtype, smallNumbers } from "../../../test-support/elements.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

const primitives = { reduceWindowSum, reduceWindowMax, reduceWindowMin };

interface Axis {
  readonly size: number;
  readonly window: number;
  readonly stride: number;
  readonly padding: readonly [low: number, high: number];
  readonly baseDilation: number;
  readonly windowDilation: number;
}

function paramsOf(axes: readonly Axis[]): WindowParams {
  return {
    windowDimensions: axes.map(({ window }) => window),
    windowStrides: axes.map(({ stride }) => stride),
    padding: axes.map(({ padding }) => padding),
    baseDilation: axes.map(({ baseDilation }) => baseDilation),
    windowDilation: axes.map(({ windowDilation }) => windowDilation),
  };
}

const plain = { window: 1, stride: 1, padding: [0, 0], baseDilation: 1, windowDilation: 1 } as const;

/** An axis along which windows slide in every way, or not at all. */
const anyAxis: fc.Arbitrary<Axis> = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 7, 19).map((size) => ({ size, ...plain })),
  fc.record({
    size: fc.constantFrom(0, 1, 2, 5, 8, 13, 37),
    window: fc.constantFrom(1, 2, 3, 4, 5, 18, 33),
    stride: fc.constantFrom(1, 2, 3),
    padding: fc.tuple(fc.integer({ min: -2, max: 20 }), fc.integer({ min: -2, max: 20 })),
    baseDilation: fc.constantFrom(1, 1, 2, 3),
    windowDilation: fc.constantFrom(1, 1, 2),
  }),
);

const tolerance = (dtype: DType) =>
  dtype.endsWith("float16") ? 4e-3 : dtype === "float32" || dtype === "complex64" ? 1e-6 : 1e-14;

describe("reductions over windows", () => {
  test.each(Object.entries(primitives))("%s of any dtype, however windows slide", (_, primitive) => {
    const dtypes = everyDtype.filter((dtype) => primitive !== reduceWindowSum || dtype !== "bool");
    fc.assert(
      fc.property(fc.array(anyAxis, { minLength: 1, maxLength: 4 }), fc.constantFrom(...dtypes), (axes, dtype) => {
        fc.pre(axes.reduce((n, { size }) => n * (size + 20), 1) < 300_000);
        const x = smallNumbers(
          dtype,
          axes.map(({ size }) => size),
        );
        expectAgreement((a) => [primitive(a!, paramsOf(axes))], [x], tolerance(dtype));
      }),
      { numRuns: 100 },
    );
  });

  test.each([1, 2, 3, 5])(
    "pools images of %i channels, channels first and last, and of one pixel too many",
    (channels) => {
      for (const [window, stride, padding] of [
        [2, 2, [0, 0]],
        [3, 1, [1, 1]],
        [3, 2, [0, 1]],
        [20, 1, [9, 10]],
      ] as const) {
        for (const size of [window, 31, 40]) {
          const image: Axis = { ...plain, size, window, stride, padding };
          const [batch, features] = [
            { ...plain, size: 2 },
            { ...plain, size: channels },
          ];
          for (const axes of [
            [batch, features, image, image],
            [batch, image, image, features],
          ]) {
            for (const primitive of Object.values(primitives)) {
              const x = smallNumbers(
                "float32",
                axes.map((axis) => axis.size),
              );
              expectAgreement((a) => [primitive(a!, paramsOf(axes))], [x], 1e-6);
            }
          }
        }
      }
    },
  );

  test("NaN wins over numbers, infinities over padding, and sums of negative zeros are zero", () => {
    const special = [1, Number.NaN, -0, -0, 0, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY, -3, -0];
    for (const primitive of Object.values(primitives)) {
      for (const dtype of ["float32", "float64"] as const) {
        const data = dtype === "float32" ? Float32Array.from(special) : Float64Array.from(special);
        const axis: Axis = { ...plain, size: 10, window: 2, padding: [1, 1] };
        expectAgreement((a) => [primitive(a!, paramsOf([axis]))], [hostArray(data, [10], dtype)], 0);
      }
    }
  });
});

describe("choices in windows", () => {
  const selectors = fc.constantFrom("ge" as const, "le" as const);
  const dtypes = fc.constantFrom(...everyDtype.filter((dtype) => dtype !== "bool" && !dtype.startsWith("complex")));
  const someAxes = fc.array(anyAxis, { minLength: 1, maxLength: 4 });

  /** The number of windows along an axis. */
  function countOf({ size, window, stride, padding: [low, high], baseDilation, windowDilation }: Axis): number {
    const base = size === 0 ? 0 : (size - 1) * baseDilation + 1;
    return Math.max(0, Math.floor((base + low + high - (window - 1) * windowDilation - 1) / stride) + 1);
  }

  function agrees(axes: readonly Axis[], dtype: DType, selector: "ge" | "le", x: NDArray): void {
    const params = { ...paramsOf(axes), selector };
    const source = smallNumbers(dtype, axes.map(countOf), 3);
    expectAgreement((a, b) => [selectAndScatterAdd(a!, b!, params)], [source, x], tolerance(dtype));
    const tangents = smallNumbers(dtype, x.shape, 5);
    expectAgreement((a, b) => [selectAndGatherAdd(a!, b!, params)], [tangents, x], tolerance(dtype));
  }

  test("numbers go to the chosen elements and come from them, however windows slide", () => {
    fc.assert(
      fc.property(someAxes, dtypes, selectors, (axes, dtype, selector) => {
        const taps = axes.reduce((n, { window }) => n * window, 1);
        fc.pre(axes.reduce((n, { size }) => n * (size + 20), 1) * taps < 2_000_000 && taps < 128);
        agrees(
          axes,
          dtype,
          selector,
          smallNumbers(
            dtype,
            axes.map(({ size }) => size),
          ),
        );
      }),
      { numRuns: 120 },
    );
  });

  test.each([1, 3, 4, 6])("pools images of %i channels, channels first and last", (channels) => {
    for (const [window, stride, padding] of [
      [2, 2, [0, 0]],
      [3, 2, [0, 0]],
      [3, 2, [1, 1]],
      [3, 1, [1, 1]],
      [5, 3, [0, 0]],
    ] as const) {
      for (const size of [window, 23, 32]) {
        const image: Axis = { ...plain, size, window, stride, padding };
        const [batch, features] = [
          { ...plain, size: 2 },
          { ...plain, size: channels },
        ];
        for (const axes of [
          [batch, features, image, image],
          [batch, image, image, features],
        ]) {
          agrees(
            axes,
            "float32",
            "ge",
            smallNumbers(
              "float32",
              axes.map((axis) => axis.size),
            ),
          );
        }
      }
    }
  });

  test("NaN and infinities are chosen as XLA chooses them", () => {
    const special = [
      1,
      Number.NaN,
      -0,
      0,
      Number.POSITIVE_INFINITY,
      2,
      Number.NEGATIVE_INFINITY,
      -3,
      Number.NEGATIVE_INFINITY,
    ];
    const axis: Axis = { ...plain, size: 9, window: 3, stride: 2, padding: [2, 3] };
    agrees([axis], "float32", "ge", hostArray(Float32Array.from(special), [9], "float32"));
    agrees([axis], "float64", "le", hostArray(Float64Array.from(special), [9], "float64"));
  });
});
