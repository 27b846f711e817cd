import {
  abs,
  add,
  broadcastInDim,
  Complex,
  complex,
  concatenate,
  config,
  cos,
  type DType,
  dotGeneral,
  exp,
  hostArray,
  imag,
  mul,
  type Array as NDArray,
  real,
  reduceSum,
  reshape,
  scalarArray,
  sin,
  transpose,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import "../register.js";

const n = 5000;

/** `n` complex numbers, so many that operations are worth compiling. */
function numbers(dtype: DType): NDArray {
  const parts = Array.from({ length: 2 * n }, (_, i) => Math.sin(i * 12.9898) * 2);
  return hostArray(dtype === "complex64" ? Float32Array.from(parts) : Float64Array.from(parts), [n], dtype);
}

/** The elements that a program gives, jitted by each engine of the cpu device. */
function onBoth(program: (z: NDArray) => NDArray, z: NDArray) {
  return (["reference", "wasm"] as const).map((engine) => {
    config.update("cpuEngine", engine);
    return Array.from(jit(program)(z).dataSync() as Float64Array);
  }) as [expected: number[], found: number[]];
}

beforeEach(() => config.update("enableX64", true));

afterEach(() => {
  config.update("enableX64", false);
  config.update("cpuEngine", undefined);
});

describe.each<DType>(["complex64", "complex128"])("programs of %s", (dtype) => {
  test.each<[what: string, program: (z: NDArray) => NDArray]>([
    ["arithmetic with literals", (z) => add(mul(z, new Complex(0.5, -2)), exp(z))],
    ["parts that are computed with in between", (z) => complex(sin(real(z)), cos(imag(z)))],
    ["moduli", (z) => mul(abs(z), 2)],
    ["sums", (z) => reduceSum(mul(z, z), { axes: [0] })],
    [
      "a literal that is repeated",
      () => broadcastInDim(scalarArray(new Complex(1.5, -0.25), dtype), { shape: [n], broadcastDimensions: [] }),
    ],
    [
      "moved elements",
      (z) => transpose(reshape(concatenate([z, z], { dimension: 0 }), { newSizes: [n, 2] }), { permutation: [1, 0] }),
    ],
    [
      "products of matrices",
      (z) =>
        dotGeneral(reshape(z, { newSizes: [50, 100] }), reshape(z, { newSizes: [100, 50] }), {
          dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
          preferredElementType: null,
        }),
    ],
  ])("with %s are as the reference engine has them", (_, program) => {
    const [expected, found] = onBoth(program, numbers(dtype));
    // The reference engine computes in float64, and adds in order: its sum of 5,000 terms is itself 2e-15 off.
    const tolerance = dtype === "complex64" ? 1e-6 : 4e-15;
    const scale = Math.max(1, ...expected.map(Math.abs));
    const off = expected.map((want, i) => Math.abs((found[i] as number) - want) / scale);
    expect(found.length).toBe(expected.length);
    expect(Math.max(...off)).toBeLessThanOrEqual(tolerance);
  });
});

test("complex operations are kernels as real ones are", () => {
  config.update("cpuEngine", "wasm");
  const { kernels } = jit((z: NDArray) => sin(mul(z, z))).lower(numbers("complex64"));
  expect(kernels.map(({ kind }) => kind)).toEqual(["elementwise"]);
});
