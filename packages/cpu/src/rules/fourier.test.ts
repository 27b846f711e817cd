import { allocate, type DType, encodeScalar, realDtype, type Shape, shapedArray, sizeOf } from "@hyrax/core";
import { type FftType, fft } from "@hyrax/core/library";
import { describe, expect, test } from "vitest";
import { runPrimitive, type TestArray, testArray } from "../../test-support/run-primitive.js";

type Complex = readonly [re: number, im: number];

const numbers = (n: number, seed: number) =>
  Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + 1) + seed) * 2);

/** Where element `flat` of a row-major array lies. */
function indexOf(flat: number, shape: Shape): number[] {
  return shape.map((n, axis) => Math.floor(flat / sizeOf(shape.slice(axis + 1))) % n);
}

/** The sum over all elements of an array, by definition, at one place of the spectrum. */
function spectrumAt(x: readonly Complex[], shape: Shape, k: readonly number[], sign: 1 | -1): Complex {
  let [re, im] = [0, 0];
  x.forEach(([a, b], flat) => {
    const turns = indexOf(flat, shape).reduce((sum, j, axis) => sum + (j * k[axis]!) / shape[axis]!, 0);
    const [c, s] = [Math.cos(2 * Math.PI * turns), sign * Math.sin(2 * Math.PI * turns)];
    re += a * c - b * s;
    im += a * s + b * c;
  });
  return [re, im];
}

const pairs = (data: ArrayLike<number | bigint>): Complex[] =>
  Array.from({ length: data.length / 2 }, (_, i) => [Number(data[2 * i]), Number(data[2 * i + 1])]);

function run(data: readonly number[], dtype: DType, shape: Shape, fftType: FftType, fftLengths: Shape): TestArray {
  const parts = allocate(dtype, sizeOf(shape));
  data.forEach((part, i) => encodeScalar(parts, i, part, realDtype(dtype)));
  return runPrimitive(fft, [{ aval: shapedArray(shape, dtype), data: parts }], { fftType, fftLengths })[0]!;
}

function expectClose(found: readonly Complex[], wanted: readonly Complex[], tolerance = 1e-13): void {
  expect(found.length).toBe(wanted.length);
  const off = wanted.map(([re, im], i) => Math.hypot(found[i]![0] - re, found[i]![1] - im));
  expect(Math.max(...off)).toBeLessThan(tolerance);
}

describe("fft", () => {
  const shape = [3, 4, 5];
  const data = numbers(2 * 60, 1);

  test("FFT and IFFT over three axes are their sums, the inverse divided by the count", () => {
    const places = Array.from({ length: 60 }, (_, flat) => indexOf(flat, shape));
    expectClose(
      pairs(run(data, "complex128", shape, "FFT", shape).data),
      places.map((k) => spectrumAt(pairs(data), shape, k, -1)),
    );
    expectClose(
      pairs(run(data, "complex128", shape, "IFFT", shape).data),
      places.map((k) => spectrumAt(pairs(data), shape, k, 1).map((part) => part / 60) as unknown as Complex),
    );
  });

  test("axes before the transformed ones are batches", () => {
    const rows = [0, 1, 2].flatMap((i) => [
      ...(run(data.slice(40 * i, 40 * (i + 1)), "complex128", [4, 5], "FFT", [4, 5]).data as Float64Array),
    ]);
    expect([...(run(data, "complex128", shape, "FFT", [4, 5]).data as Float64Array)]).toEqual(rows);
  });

  test.each([[[3, 4]], [[3, 5]], [[4, 1]], [[1, 2]]])(
    "RFFT of [%s] is half of the spectrum, IRFFT its inverse",
    (lengths) => {
      const [m, n] = lengths as [number, number];
      const x = numbers(m * n, 2);
      const half = Math.floor(n / 2) + 1;
      const spectrum = run(x, "float64", [m, n], "RFFT", [m, n]);
      expect(String(spectrum.aval)).toBe(`c128[${m},${half}]`);
      const places = Array.from({ length: m * half }, (_, flat) => indexOf(flat, [m, half]));
      const complex = x.map((value): Complex => [value, 0]);
      expectClose(
        pairs(spectrum.data),
        places.map((k) => spectrumAt(complex, [m, n], k, -1)),
      );
      const back = run([...(spectrum.data as Float64Array)], "complex128", [m, half], "IRFFT", [m, n]);
      expect(String(back.aval)).toBe(`f64[${m},${n}]`);
      expectClose(
        Array.from(back.data as Float64Array, (value): Complex => [value, 0]),
        complex,
      );
    },
  );

  test("of single precision is rounded once", () => {
    const single = data.map(Math.fround);
    const wanted = [...(run(single, "complex128", [60], "FFT", [60]).data as Float64Array)].map(Math.fround);
    expect([...(run(single, "complex64", [60], "FFT", [60]).data as Float32Array)]).toEqual(wanted);
  });

  test("of nothing is nothing, and the input stays as it is", () => {
    expect(run([], "complex64", [0, 4], "FFT", [4]).data.length).toBe(0);
    expect(run([], "float32", [0, 4], "RFFT", [4]).data.length).toBe(0);
    expect(run([], "complex64", [0, 3], "IRFFT", [4]).data.length).toBe(0);
    const x = testArray(numbers(4, 3), "float64");
    const before = x.data.slice();
    runPrimitive(fft, [x], { fftType: "RFFT", fftLengths: [4] });
    expect(x.data).toEqual(before);
  });
});
