import { config, type DType, hostArray, type Array as NDArray } from "@hyrax/core";
import { type ConvGeneralDilatedParams, convGeneralDilated } from "@hyrax/core/library";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectAgreement, onBothEngines } from "../../test-support/both-engines.js";
import { everyDtype, smallNumbers } from "../../test-support/elements.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => {
  config.update("enableX64", false);
  config.update("numThreads", undefined);
});

const tolerance = (dtype: DType) => (dtype === "bfloat16" ? 8e-3 : dtype === "float16" ? 1e-3 : 1e-6);

interface Spatial {
  readonly size: number;
  readonly window: number;
  readonly stride: number;
  readonly padding: readonly [low: number, high: number];
  readonly lhsDilation: number;
  readonly rhsDilation: number;
}

interface Layer {
  readonly images: number;
  readonly features: number;
  readonly outFeatures: number;
  readonly spatial: readonly Spatial[];
  readonly featureGroups?: number;
  readonly batchGroups?: number;
  /** In which order the axes lie, of input, kernel and output. */
  readonly orders?: readonly (readonly number[])[];
  readonly dtype?: DType;
  readonly preferred?: DType | null;
}

/** Numbers sizes by the axes that they come to lie on. */
function laidOut(sizes: readonly number[], order: readonly number[] = []): { shape: number[]; spec: number[] } {
  const places = sizes.map((_, i) => i).sort((x, y) => (order[x] ?? x) - (order[y] ?? y));
  return { shape: places.map((i) => sizes[i]!), spec: sizes.map((_, i) => places.indexOf(i)) };
}

/** Checks a layer whose features and images are multiples of what is given, one for each group. */
function check(layer: Layer): void {
  const { images, features, outFeatures, spatial, featureGroups = 1, batchGroups = 1, orders = [] } = layer;
  const { dtype = "float32", preferred = null } = layer;
  const lhs = laidOut([images * batchGroups, features * featureGroups, ...spatial.map(({ size }) => size)], orders[0]);
  const kernels = outFeatures * Math.max(featureGroups, batchGroups);
  const rhs = laidOut([kernels, features, ...spatial.map(({ window }) => window)], orders[1]);
  const out = laidOut([0, 0, ...spatial.map(() => 0)], orders[2]);
  const params: ConvGeneralDilatedParams = {
    windowStrides: spatial.map(({ stride }) => stride),
    padding: spatial.map(({ padding }) => padding),
    lhsDilation: spatial.map(({ lhsDilation }) => lhsDilation),
    rhsDilation: spatial.map(({ rhsDilation }) => rhsDilation),
    dimensionNumbers: { lhsSpec: lhs.spec, rhsSpec: rhs.spec, outSpec: out.spec },
    featureGroupCount: featureGroups,
    batchGroupCount: batchGroups,
    preferredElementType: preferred,
  };
  const inputs: readonly NDArray[] = [smallNumbers(dtype, lhs.shape, 1), smallNumbers(dtype, rhs.shape, 2)];
  expectAgreement((x, y) => [convGeneralDilated(x!, y!, params)], inputs, tolerance(preferred ?? dtype));
}

const plain = { stride: 1, padding: [0, 0], lhsDilation: 1, rhsDilation: 1 } as const;

test("convolutions of any dtype, layout and dimension, with any strides, padding, dilations and groups", () => {
  const anySpatial: fc.Arbitrary<Spatial> = fc.record({
    size: fc.constantFrom(0, 1, 2, 5, 7, 8, 12),
    window: fc.constantFrom(1, 2, 3, 4),
    stride: fc.constantFrom(1, 2, 3),
    padding: fc.tuple(fc.integer({ min: -2, max: 4 }), fc.integer({ min: -2, max: 4 })),
    lhsDilation: fc.constantFrom(1, 1, 2, 3),
    rhsDilation: fc.constantFrom(1, 1, 2),
  });
  const groups = fc.constantFrom([1, 1], [1, 1], [2, 1], [3, 1], [1, 2], [1, 3]);
  const order = fc.array(fc.nat(), { minLength: 5, maxLength: 5 });
  const few = fc.constantFrom(1, 2, 3, 5);
  fc.assert(
    fc.property(
      fc.array(anySpatial, { maxLength: 3 }),
      fc.tuple(few, few, few),
      groups,
      fc.tuple(order, order, order),
      fc.constantFrom(...everyDtype.filter((dtype) => dtype !== "bool")),
      (spatial, [images, features, outFeatures], [featureGroups, batchGroups], orders, dtype) => {
        check({ images, features, outFeatures, spatial, featureGroups, batchGroups, orders, dtype });
      },
    ),
    { numRuns: 300 },
  );
});

describe("layers", () => {
  const first = [0, 1, 2, 3];
  // [batch, ...spatial, feature] and [...spatial, in, out].
  const last = [first.map((i) => [0, 3, 1, 2][i]!), [3, 2, 0, 1], [0, 3, 1, 2]];
  const image = { ...plain, size: 17, window: 3, padding: [1, 1] } as const;

  test.each([
    ["channels first", [first, first, first]],
    ["channels last", last],
  ])("with %s: of one block and of several, wide and narrow", (_, orders) => {
    for (const [images, features, outFeatures] of [
      [1, 1, 1],
      [2, 3, 8],
      [3, 16, 7],
      [9, 8, 33],
      [2, 64, 12],
    ] as const) {
      check({ images, features, outFeatures, spatial: [image, image], orders });
      check({ images, features, outFeatures, spatial: [{ ...image, stride: 2 }, image], orders });
    }
  });

  test.each([
    ["channels first", [first, first, first]],
    ["channels last", last],
  ])("that treat each channel apart, with %s", (_, orders) => {
    for (const featureGroups of [4, 9, 32]) {
      for (const outFeatures of [1, 2]) {
        const layer = { images: 2, features: 1, outFeatures, featureGroups, orders };
        check({ ...layer, spatial: [image, image] });
        check({
          ...layer,
          spatial: [
            { ...image, stride: 2 },
            { ...image, rhsDilation: 2 },
          ],
        });
      }
    }
  });

  test("as their gradients have them: long windows, and groups of the batch", () => {
    const long = { ...plain, size: 34, window: 32 } as const;
    check({ images: 8, features: 3, outFeatures: 5, spatial: [long, long] });
    check({ images: 1, features: 4, outFeatures: 1, batchGroups: 6, spatial: [long, long] });
    check({ images: 2, features: 5, outFeatures: 3, spatial: [{ ...image, lhsDilation: 2 }, image] });
  });

  test("that three threads share", () => {
    config.update("numThreads", 3);
    check({ images: 5, features: 8, outFeatures: 9, spatial: [{ ...image, size: 40 }, image] });
    const long = { ...plain, size: 66, window: 64 } as const;
    check({ images: 8, features: 8, outFeatures: 16, spatial: [long, long] });
    check({ images: 1, features: 1, outFeatures: 1, featureGroups: 40, spatial: [{ ...image, size: 60 }, image] });
  });

  test("are added up in a wider dtype if that is preferred", () => {
    for (const [dtype, preferred] of [
      ["int8", "int32"],
      ["int8", "float32"],
      ["uint16", "float64"],
      ["complex64", "complex128"],
      ["float16", "float32"],
      ["bfloat16", "float32"],
    ] as const) {
      check({ images: 2, features: 3, outFeatures: 8, spatial: [image, image], dtype, preferred });
    }
  });
});

test("a product of one term keeps the sign of zero; a sum of several does not", () => {
  const x = hostArray(Float32Array.of(-0, 0, -1, 1, 2, -0, 3, -2, -0, 5), [1, 1, 10], "float32");
  for (const window of [1, 2]) {
    const params: ConvGeneralDilatedParams = {
      windowStrides: [1],
      padding: [[0, 0]],
      lhsDilation: [1],
      rhsDilation: [1],
      dimensionNumbers: { lhsSpec: [0, 1, 2], rhsSpec: [0, 1, 2], outSpec: [0, 1, 2] },
      featureGroupCount: 1,
      batchGroupCount: 1,
      preferredElementType: null,
    };
    const kernels = hostArray(
      Float32Array.from({ length: 9 * window }, (_, i) => (i % 3) - 1),
      [9, 1, window],
      "float32",
    );
    const [result] = onBothEngines((a, b) => [convGeneralDilated(a!, b!, params)], [x, kernels]);
    const signs = (numbers: readonly number[]) => numbers.map((number) => Object.is(number, -0));
    expect(signs(result!.found)).toEqual(signs(result!.expected));
  }
});
