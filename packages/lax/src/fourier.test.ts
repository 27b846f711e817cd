import "@hyrax/cpu";
import { config, hostArray, type Array as NDArray } from "@hyrax/core";
import { afterEach, describe, expect, test } from "vitest";
import { FftType, fft } from "./index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const c64 = (...parts: number[]) => hostArray(Float32Array.from(parts), [parts.length / 2], "complex64");
const parts = (x: NDArray) => Array.from(x.dataSync(), Number);

afterEach(() => config.update("enableX64", false));

describe("fft", () => {
  // 1, i, −1, −i is one turn in four steps: all of it is in the first frequency.
  const turn = c64(1, 0, 0, 1, -1, 0, 0, -1);

  test("takes the names of types in both cases, and as members of FftType", () => {
    for (const type of [FftType.FFT, "FFT", "fft"] as const) {
      expect(parts(fft(turn, type, [4]))).toEqual([0, 0, 4, 0, 0, 0, 0, 0]);
    }
    expect(parts(fft(c64(0, 0, 4, 0, 0, 0, 0, 0), "ifft", [4]))).toEqual(parts(turn));
  });

  test("goes from real numbers to half a spectrum, and back to even and odd sizes", () => {
    const spectrum = fft(f32(1, 0, 0, 0), "rfft", [4]);
    expect([String(spectrum.aval), parts(spectrum)]).toEqual(["c64[3]", [1, 0, 1, 0, 1, 0]]);
    expect(parts(fft(spectrum, "irfft", [4]))).toEqual([1, 0, 0, 0]);
    expect(String(fft(spectrum, "irfft", [5]).aval)).toBe("f32[5]");
  });

  test("without lengths transforms nothing, and converts all the same", () => {
    expect(String(fft(f32(1, 2), "ifft", []).aval)).toBe("c64[2]");
    expect(String(fft(hostArray(Int32Array.of(1, 2), [2], "int32"), "rfft", []).aval)).toBe("f32[2]");
  });

  test("of 64-bit integers is of double precision where there is any", () => {
    config.update("enableX64", true);
    const wide = hostArray(BigInt64Array.of(1n, 2n), [2], "int64");
    const narrow = hostArray(Int32Array.of(1, 2), [2], "int32");
    expect([fft(wide, "fft", [2]).dtype, fft(narrow, "fft", [2]).dtype]).toEqual(["complex128", "complex64"]);
  });

  test.each<[string, () => unknown, string]>([
    [
      "a type that there is not",
      () => fft(turn, "dct" as never, [4]),
      "fft: there is no type dct; types are FFT, IFFT,",
    ],
    ["sizes that differ", () => fft(turn, "fft", [5]), "fft: FFT of lengths [5] takes [..., 5], found c64[4]"],
    ["half a spectrum of another size", () => fft(turn, "irfft", [4]), "fft: IRFFT of lengths [4] takes [..., 3]"],
    ["more lengths than axes", () => fft(turn, "fft", [2, 2]), "fft: transforms 2 axes of c64[4]"],
    [
      "lengths that are no sizes",
      () => fft(turn, "fft", [1.5]),
      "fft: lengths are integers of zero or more, found [1.5]",
    ],
    ["complex numbers as real ones", () => fft(turn, "rfft", [4]), "fft: an RFFT takes real numbers, found c64[4]"],
    [
      "half precision",
      () => fft(hostArray(new Uint16Array(2), [2], "float16"), "rfft", [2]),
      "fft: an RFFT takes float32 or float64, found f16[2]",
    ],
  ])("refuses %s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});
