import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { fft } from "../library.js";

test("complex transforms keep the shape, over the last axes", () => {
  expect(results(fft, ["c64[5,8]"], { fftType: "FFT", fftLengths: [8] })).toEqual(["c64[5,8]"]);
  expect(results(fft, ["c128[3,4,5]"], { fftType: "IFFT", fftLengths: [3, 4, 5] })).toEqual(["c128[3,4,5]"]);
});

test("real ones have half the spectrum along the last axis, and the middle of an even one", () => {
  expect(results(fft, ["f32[4,8]"], { fftType: "RFFT", fftLengths: [4, 8] })).toEqual(["c64[4,5]"]);
  expect(results(fft, ["f64[4,7]"], { fftType: "RFFT", fftLengths: [7] })).toEqual(["c128[4,4]"]);
  expect(results(fft, ["c64[4,5]"], { fftType: "IRFFT", fftLengths: [4, 8] })).toEqual(["f32[4,8]"]);
  expect(results(fft, ["c128[4]"], { fftType: "IRFFT", fftLengths: [7] })).toEqual(["f64[7]"]);
});

test("the kind of elements is that of the transform", () => {
  refuses("fft: takes complex dtypes, found f32[8]; convert with astype", () =>
    results(fft, ["f32[8]"], { fftType: "FFT", fftLengths: [8] }),
  );
  refuses("fft: takes complex dtypes, found f32[5]; convert with astype", () =>
    results(fft, ["f32[5]"], { fftType: "IRFFT", fftLengths: [8] }),
  );
  refuses("fft: takes floating dtypes, found c64[8]; convert with astype", () =>
    results(fft, ["c64[8]"], { fftType: "RFFT", fftLengths: [8] }),
  );
});

test("there is an axis for each length, of that size or of the half spectrum", () => {
  refuses("fft: transforms 2 axes of c64[8]; it must have as many", () =>
    results(fft, ["c64[8]"], { fftType: "FFT", fftLengths: [8, 8] }),
  );
  refuses("fft: transforms 0 axes of c64[8]; it must have as many", () =>
    results(fft, ["c64[8]"], { fftType: "FFT", fftLengths: [] }),
  );
  refuses("fft: FFT of lengths [4,8] takes [..., 4,8], found c64[8,4]", () =>
    results(fft, ["c64[8,4]"], { fftType: "FFT", fftLengths: [4, 8] }),
  );
  refuses("fft: IRFFT of lengths [8] takes [..., 5], found c64[8]", () =>
    results(fft, ["c64[8]"], { fftType: "IRFFT", fftLengths: [8] }),
  );
});
