import { type ArrayLike, complex, hostArray, type Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const { fft } = np;

/** A complex64 array of real and imaginary parts that alternate. */
const z = (parts: readonly number[], shape: readonly number[] = [parts.length / 2]) =>
  hostArray(Float32Array.from(parts), shape, "complex64");

/** The elements; of complex numbers both parts, which alternate. */
const parts = (x: NDArray): readonly number[] => Array.from(x.dataSync(), Number);

function expectClose(found: NDArray, wanted: readonly number[] | NDArray, digits = 5): void {
  const expected = Array.isArray(wanted) ? wanted : parts(wanted as NDArray);
  const got = parts(found);
  expect(got.length).toBe(expected.length);
  got.forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, digits));
}

const numbers = (...shape: number[]) =>
  np.array(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => ((7 * i + 3) % 11) - 5)).reshape(shape);
const complexNumbers = (...shape: number[]) => complex(numbers(...shape), np.flip(numbers(...shape)));

describe("the inverse of each transform", () => {
  const norms = ["backward", "ortho", "forward"] as const;

  test.each(norms)("undoes it, with the norm %s", (norm) => {
    const [x, w] = [numbers(3, 4, 5), complexNumbers(3, 4, 5)];
    expectClose(fft.ifft(fft.fft(w, { axis: 1, norm }), { axis: 1, norm }), w);
    expectClose(fft.ifft2(fft.fft2(w, { norm }), { norm }), w);
    expectClose(fft.ifftn(fft.fftn(w, { norm, axes: [2, 0] }), { norm, axes: [2, 0] }), w);
    expectClose(fft.irfft(fft.rfft(x, { norm }), { n: 5, norm }), x);
    expectClose(fft.irfft2(fft.rfft2(x, { norm }), { s: [4, 5], norm }), x);
    expectClose(fft.irfftn(fft.rfftn(x, { norm }), { s: [3, 4, 5], norm }), x);
    expectClose(fft.hfft(fft.ihfft(x, { norm, axis: 0 }), { n: 3, norm, axis: 0 }), x);
  });

  test("keeps the sum of squares with the norm ortho", () => {
    const squares = (x: NDArray) => parts(x).reduce((sum, part) => sum + part * part, 0);
    const w = complexNumbers(6, 5);
    expect(squares(fft.fftn(w, { norm: "ortho" }))).toBeCloseTo(squares(w), 3);
  });
});

describe("sizes and axes", () => {
  test("an array is cut or filled with zeros", () => {
    const w = complexNumbers(6);
    expectClose(fft.fft(w, { n: 4 }), fft.fft(w.get("0:4") as NDArray));
    expectClose(fft.fft(w, { n: 9 }), fft.fft(np.pad(w, [[0, 3]])));
    expect(fft.rfft(numbers(2, 6), { n: 9 }).shape).toEqual([2, 5]);
    expect(fft.irfftn(complexNumbers(2, 3, 3), { s: [5, 7] }).shape).toEqual([2, 5, 7]);
  });

  test("half a spectrum is of an even size, if nothing else is said", () => {
    expect([fft.irfft(complexNumbers(5)).shape, fft.hfft(complexNumbers(4)).shape]).toEqual([[8], [6]]);
    expect(fft.irfft(complexNumbers(1)).shape).toEqual([0]);
  });

  test("sizes without axes are of the last ones; the order of axes is that of the transforms", () => {
    const x = numbers(2, 4, 6);
    expectClose(fft.fftn(x, { s: [4, 6] }), fft.fft(fft.fft(x, { axis: 2 }), { axis: 1 }));
    expect(fft.rfftn(x, { axes: [2, 0] }).shape).toEqual([2, 4, 6]);
    expect(fft.rfftn(x, { axes: [0, 2] }).shape).toEqual([2, 4, 4]);
    expectClose(fft.rfftn(x, { axes: [2, 0] }), fft.fft(fft.rfft(x, { axis: 0 }), { axis: 2 }));
  });

  test("four axes and more are transformed at once, and none at all is the array as complex numbers", () => {
    const w = complexNumbers(2, 3, 2, 3);
    const byAxes = [0, 1, 2, 3].reduce((x, axis) => fft.fft(x, { axis }), w);
    expectClose(fft.fftn(w), byAxes, 3);
    const none = fft.fftn(numbers(3), { axes: [] });
    expect([none.dtype, parts(none)]).toEqual(["complex64", [-2, 0, 5, 0, 1, 0]]);
  });

  test("real, integer and boolean arrays are taken as complex ones", () => {
    const list: ArrayLike = [1, 2, 3];
    for (const x of [list, np.array(list), np.array(list).astype("int32"), np.array(list).astype("float16")]) {
      expect(fft.fft(x).dtype).toBe("complex64");
      expectClose(fft.fft(x), [6, 0, -1.5, Math.sqrt(3) / 2, -1.5, -Math.sqrt(3) / 2]);
    }
    expect(parts(fft.rfft([true, false]))).toEqual([1, 0, 1, 0]);
  });
});

// The numbers are those of JAX 0.10.2.
test("hfft and ihfft are JAX's", () => {
  const w = z([1, 2, -3, 0.5, 2, -1]);
  expectClose(fft.hfft(w), [-3, 0, 9, -2]);
  expectClose(
    fft.hfft(w, { n: 5, norm: "ortho" }),
    [-0.44721361994743347, -1.929585337638855, 4.284337043762207, 2.0573041439056396, -1.728773832321167],
  );
  const y = np.array([1, -2, 4, 0.5, 3]);
  expectClose(
    fft.ihfft(y),
    [1.3000000715255737, 0, -0.4663119316101074, -0.5396069288253784, 0.31631189584732056, -1.2535247802734375],
  );
  expectClose(fft.ihfft(y, { n: 4, norm: "forward" }), [3.5, 0, -3, -2.5, 6.5, 0]);
  expectClose(fft.hfft(np.arange(6).reshape([3, 2]), { axis: 0 }), [8, 12, -4, -4, 0, 0, -4, -4]);
});

describe("frequencies", () => {
  test("go up to half of 1/d, and on from the negative ones", () => {
    expectClose(fft.fftfreq(5, { d: 0.5 }), [0, 0.4, 0.8, -0.8, -0.4]);
    expectClose(fft.fftfreq(4), [0, 0.25, -0.5, -0.25]);
    expectClose(fft.rfftfreq(5, { d: 0.5 }), [0, 0.4, 0.8]);
    expectClose(fft.rfftfreq(4, { d: np.array(2) }), [0, 0.125, 0.25]);
    expect([fft.fftfreq(4, { dtype: "float16" }).dtype, fft.rfftfreq(1).tolist()]).toEqual(["float16", [0]]);
  });

  test("are put in ascending order by fftshift, and back by ifftshift", () => {
    for (const n of [4, 5]) {
      const shifted = fft.fftshift(fft.fftfreq(n, { d: 1 / n }));
      expectClose(shifted, np.arange(-Math.floor(n / 2), Math.ceil(n / 2)));
      expectClose(fft.ifftshift(shifted), fft.fftfreq(n, { d: 1 / n }));
    }
    const x = np.arange(6).reshape([2, 3]);
    expect(fft.fftshift(x).tolist()).toEqual([
      [5, 3, 4],
      [2, 0, 1],
    ]);
    expect(fft.ifftshift(x, { axes: -1 }).tolist()).toEqual([
      [1, 2, 0],
      [4, 5, 3],
    ]);
  });
});

describe("what cannot be transformed is refused", () => {
  const x = numbers(2, 4);

  test.each<[string, () => unknown, string]>([
    ["a size of zero", () => fft.fft(x, { n: 0 }), "fft: the sizes of a transform are positive integers, found [0]"],
    [
      "an axis that is not there",
      () => fft.ifft(x, { axis: 2 }),
      "ifft: axis 2 is out of range for an array with 2 axes",
    ],
    ["an axis twice", () => fft.fftn(x, { axes: [1, -1] }), "fftn: the axes [1, -1] name the same axis"],
    ["too few axes", () => fft.fft2(numbers(4)), "fft2: transforms 2 axes, but the array has the shape [4]"],
    ["other than two axes", () => fft.irfft2(x, { axes: [0] as never }), "irfft2: transforms two axes, found axes [0]"],
    [
      "sizes that do not fit the axes",
      () => fft.rfftn(x, { s: [2], axes: [0, 1] }),
      "rfftn: 1 sizes do not fit 2 axes; give one for each",
    ],
    [
      "complex numbers where real ones are needed",
      () => fft.rfft(complexNumbers(4)),
      "rfft: takes real numbers, found c64[4]; take np.real of it, or the transform of complex ones",
    ],
    [
      "16-bit floats there",
      () => fft.ihfft(x.astype("float16")),
      'ihfft: takes float32 or float64, found f16[2,4]; convert it with astype("float32")',
    ],
    [
      "a norm that there is not",
      () => fft.fft(x, { norm: "bad" as never }),
      'fft: there is no norm "bad"; norms are "backward", "ortho" and "forward"',
    ],
    [
      "a number of samples that is none",
      () => fft.fftfreq(2.5),
      "fftfreq: the number of samples is a positive integer, found 2.5",
    ],
    [
      "an unknown option",
      () => fft.hfft(x, { length: 3 } as never),
      'hfft: there is no option "length"; options are n, axis, norm',
    ],
    [
      "an unknown option of many axes",
      () => fft.rfft2(x, { n: 3 } as never),
      'rfft2: there is no option "n"; options are s, axes, norm',
    ],
    [
      "an unknown option of a shift",
      () => fft.fftshift(x, { axis: 0 } as never),
      'fftshift: there is no option "axis"',
    ],
    ["an unknown option of frequencies", () => fft.rfftfreq(3, { step: 1 } as never), "rfftfreq: there is no option"],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});
