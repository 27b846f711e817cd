import {
  concatenate,
  config,
  type DType,
  dynamicSlice,
  dynamicUpdateSlice,
  hostArray,
  type Array as NDArray,
  pad,
  type Shape,
  split,
  typedArrayClass,
} from "@hyrax/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectSame } from "../../test-support/both-engines.js";
import { everyDtype, patterns } from "../../test-support/elements.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

const anyDtype = fc.constantFrom<DType>(...everyDtype, "key<fry>");
const anyShape = fc.array(fc.constantFrom(0, 1, 2, 3, 5, 17), { minLength: 1, maxLength: 4 });
const indexDtypes = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"] as const;

function resized(shape: Shape, axis: number, size: number): Shape {
  return shape.map((n, i) => (i === axis ? size : n));
}

function scalar(value: bigint, dtype: DType): NDArray {
  const wide = dtype.endsWith("64");
  const data = new (typedArrayClass(dtype))(1) as unknown as Record<number, number | bigint>; // Either kind of element.
  data[0] = wide ? value : Number(value);
  return hostArray(data as never, [], dtype);
}

describe("concatenate and split", () => {
  test("parts of any shape and dtype stand one after the other along an axis", () => {
    fc.assert(
      fc.property(
        anyDtype,
        anyShape,
        fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (dtype, shape, sizes, n) => {
          const axis = n % shape.length;
          const parts = sizes.map((size, i) => patterns(dtype, resized(shape, axis, size), i));
          expectSame((...xs) => [concatenate(xs, { dimension: axis })], parts);
          const whole = patterns(
            dtype,
            resized(
              shape,
              axis,
              sizes.reduce((a, b) => a + b),
            ),
          );
          expectSame((x) => split([x!], { sizes, axis }), [whole]);
        },
      ),
    );
  });

  test("parts of megabytes are copied whole", () => {
    const [x, y] = [patterns("float32", [100_001]), patterns("float32", [150_003], 2)];
    expectSame((a, b) => [concatenate([a!, b!], { dimension: 0 })], [x, y]);
    expectSame((a) => split([a!], { sizes: [1, 100_000], axis: 0 }), [x]);
    const [u, v] = [patterns("int16", [100, 3, 301]), patterns("int16", [100, 2, 301], 2)];
    expectSame((a, b) => [concatenate([a!, b!], { dimension: 1 })], [u, v]);
  });
});

describe("pad", () => {
  const padding = fc.tuple(
    fc.integer({ min: -4, max: 6 }),
    fc.integer({ min: -4, max: 6 }),
    fc.constantFrom(0, 0, 0, 1, 3),
  );

  test("elements of any dtype are put around, between and cut off", () => {
    fc.assert(
      fc.property(anyDtype, anyShape, fc.array(padding, { minLength: 4, maxLength: 4 }), (dtype, shape, all) => {
        const paddingConfig = shape.map((n, axis): readonly [number, number, number] => {
          const [low, high, interior] = all[axis]!;
          const size = n + Math.max(0, n - 1) * interior;
          return [Math.max(low, -size), Math.max(high, -size - Math.max(low, -size)), interior];
        });
        expectSame(
          (x, value) => [pad(x!, value!, { paddingConfig })],
          [patterns(dtype, shape), patterns(dtype, [], 5)],
        );
      }),
    );
  });

  test("large arrays have a frame around every image", () => {
    const config = [
      [0, 0, 0],
      [0, 0, 0],
      [1, 2, 0],
      [3, 1, 0],
    ] as const;
    expectSame(
      (x, value) => [pad(x!, value!, { paddingConfig: config })],
      [patterns("float32", [2, 16, 61, 64]), patterns("float32", [])],
    );
    const ends = [[100_000, 70_001, 0]] as const;
    expectSame(
      (x, value) => [pad(x!, value!, { paddingConfig: ends })],
      [patterns("int8", [200_000]), patterns("int8", [])],
    );
    const holes = [[1, 0, 2]] as const;
    expectSame(
      (x, value) => [pad(x!, value!, { paddingConfig: holes })],
      [patterns("float64", [100_000]), patterns("float64", [])],
    );
  });
});

describe("dynamic slices", () => {
  const start = fc.record({ value: fc.bigInt({ min: -20n, max: 20n }), dtype: fc.constantFrom(...indexDtypes) });
  const extremes: Partial<Record<DType, bigint>> = {
    int8: -128n,
    uint32: 2n ** 32n - 1n,
    int64: -(2n ** 40n),
    uint64: 2n ** 63n,
  };

  test("windows are read and written where the starts of any index dtype say, moved inside", () => {
    fc.assert(
      fc.property(
        anyDtype,
        anyShape,
        fc.array(start, { minLength: 4, maxLength: 4 }),
        fc.array(fc.nat(20)),
        (dtype, shape, all, cut) => {
          const sliceSizes: Shape = shape.map((n, axis) => Math.max(0, n - (cut[axis] ?? 0)));
          const starts = shape.map((_, axis) => {
            const { value, dtype: of } = all[axis]!;
            return scalar(of.startsWith("u") && value < 0n ? -value : value, of);
          });
          const x = patterns(dtype, shape);
          expectSame((a, ...at) => [dynamicSlice([a!, ...at], { sliceSizes })], [x, ...starts]);
          expectSame(
            (a, b, ...at) => [dynamicUpdateSlice([a!, b!, ...at])],
            [x, patterns(dtype, sliceSizes, 3), ...starts],
          );
        },
      ),
    );
  });

  test("starts at the ends of their dtypes", () => {
    for (const [dtype, value] of Object.entries(extremes) as [DType, bigint][]) {
      const inputs = [patterns("float32", [10]), scalar(value, dtype)];
      expectSame((x, at) => [dynamicSlice([x!, at!], { sliceSizes: [3] })], inputs);
    }
  });

  test("large windows in large arrays", () => {
    const at = [scalar(3n, "int32"), scalar(99n, "int64")];
    const x = patterns("float32", [200, 1000]);
    expectSame((a, i, j) => [dynamicSlice([a!, i!, j!], { sliceSizes: [100, 901] })], [x, ...at]);
    expectSame((a, b, i, j) => [dynamicUpdateSlice([a!, b!, i!, j!])], [x, patterns("float32", [100, 901], 2), ...at]);
  });
});
