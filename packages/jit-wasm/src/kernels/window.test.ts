import { config, type DType, hostArray } from "@hyrax/core";
import { reduceWindowMax, reduceWindowMin, reduceWindowSum, type WindowParams } from "@hyrax/core/library";
import fc from "fast-check";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectAgreement } from "../../test-support/both-engines.js";
import { everyDtype, smallNumbers } from "../../test-support/elements.js";

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
      { numRuns: 250 },
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
