import {
  config,
  convertElementType,
  type DType,
  hostArray,
  isComplex,
  type Array as NDArray,
  type Shape,
  sizeOf,
} from "@hyrax/core";
import { type FftType, fft } from "@hyrax/core/library";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectAgreement, onBothEngines } from "../../../test-support/both-engines.js";

function numbers(shape: Shape, dtype: DType): NDArray {
  const count = sizeOf(shape) * (isComplex(dtype) ? 2 : 1);
  const elements = Array.from({ length: count }, (_, i) => (Math.sin(i * 12.9898 + 1) * 43758.5453) % 1);
  const single = dtype === "float32" || dtype === "complex64";
  return hostArray(single ? Float32Array.from(elements) : Float64Array.from(elements), shape, dtype);
}

const input: Record<FftType, (shape: Shape, single: boolean) => NDArray> = {
  FFT: (shape, single) => numbers(shape, single ? "complex64" : "complex128"),
  IFFT: (shape, single) => numbers(shape, single ? "complex64" : "complex128"),
  RFFT: (shape, single) => numbers(shape, single ? "float32" : "float64"),
  IRFFT: (shape, single) =>
    numbers([...shape.slice(0, -1), Math.floor(shape.at(-1)! / 2) + 1], single ? "complex64" : "complex128"),
};

const types: readonly FftType[] = ["FFT", "IFFT", "RFFT", "IRFFT"];

beforeEach(() => config.update("enableX64", true));
afterEach(() => config.update("enableX64", false));

describe.each(types)("%s", (fftType) => {
  // Powers of 2 and 4, smooth lengths, primes by their sums and by convolution, and a prime square.
  test.each([1, 2, 3, 4, 5, 6, 8, 12, 16, 17, 30, 64, 97, 100, 121, 128, 255, 509, 1000, 1009, 4096])(
    "of length %i agrees with the reference engine",
    (n) => {
      const params = { fftType, fftLengths: [n] };
      expectAgreement((x) => [fft(x, params)], [input[fftType]([3, n], false)], 1e-13 * Math.sqrt(n) * 8);
      expectAgreement((x) => [fft(x, params)], [input[fftType]([2, n], true)], 3e-7);
    },
  );

  test.each([[[4, 6]], [[5, 1]], [[3, 4, 7]], [[8, 8, 2]]])("over the axes %o", (fftLengths) => {
    const params = { fftType, fftLengths };
    expectAgreement((x) => [fft(x, params)], [input[fftType]([2, ...fftLengths], false)], 1e-13);
  });

  test.each([8192, 18432, 20000])("of one line of %i numbers, which threads share", (n) => {
    const params = { fftType, fftLengths: [n] };
    expectAgreement((x) => [fft(x, params)], [input[fftType]([n], false)], 1e-11);
  });

  test("of no lines", () => {
    expectAgreement((x) => [fft(x, { fftType, fftLengths: [4] })], [input[fftType]([0, 4], false)], 0);
  });
});

test.each(["float16", "bfloat16"] as const)("of real numbers that are %s", (newDtype) => {
  const x = hostArray(Float32Array.of(3, -1, 2, 7, 0, 5, -4, 1), [2, 4], "float32");
  expectAgreement(
    (a) => [fft(convertElementType(a, { newDtype, weakType: false }), { fftType: "RFFT", fftLengths: [2, 4] })],
    [x],
    1e-7,
  );
});

test("a wave has one line in its spectrum", () => {
  const n = 360;
  const wave = hostArray(
    Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * 7 * i) / n)),
    [n],
    "float64",
  );
  const [spectrum] = onBothEngines((x) => [fft(x, { fftType: "RFFT", fftLengths: [n] })], [wave]);
  spectrum!.found.forEach((part, i) => expect(part).toBeCloseTo(i === 14 ? n / 2 : 0, 10));
});
