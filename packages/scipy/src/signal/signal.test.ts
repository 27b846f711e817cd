import type { Array as NDArray } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import { describe, expect, test } from "vitest";
import { elements, expectClose, fixtures, withFloat64 } from "../../test-support/fixtures.js";
import * as signal from "./index.js";

const byName: Readonly<Record<string, unknown>> = signal;

/** The convolution by its definition, whole. */
function convolved(x: readonly number[], y: readonly number[]): number[] {
  const out = new Array<number>(x.length + y.length - 1).fill(0);
  x.forEach((a, i) => {
    y.forEach((b, j) => {
      out[i + j] = (out[i + j] as number) + a * b;
    });
  });
  return out;
}

const [long, short] = [
  [1, -2, 3, 0.5, 4],
  [2, 1, -1],
];

describe("convolutions", () => {
  test.each(["direct", "fft"] as const)("are sums of products: %s", (method) => {
    const full = convolved(long, short);
    const run = (x: number[], y: number[], mode: signal.ConvolveMode) =>
      elements(signal.convolve(np.array(x), np.array(y), { mode, method }));
    expectClose(run(long, short, "full"), full, 1e-5);
    expectClose(run(long, short, "same"), full.slice(1, 6), 1e-5);
    expectClose(run(short, long, "same"), full.slice(2, 5), 1e-5);
    expectClose(run(long, short, "valid"), full.slice(2, 5), 1e-5);
    expectClose(run(short, long, "valid"), full.slice(2, 5), 1e-5);
  });

  test("of separable matrices are products of convolutions", () => {
    const [a, b] = [np.outer(np.array(long), np.array(short)), np.outer(np.array(short), np.array(long))];
    const expected = np.outer(np.array(convolved(long, short)), np.array(convolved(short, long)));
    for (const f of [signal.convolve, signal.convolve2d, signal.fftconvolve]) {
      expect(np.allclose(f(a, b), expected, { rtol: 1e-4, atol: 1e-4 }).item()).toBe(true);
    }
  });

  test("over some axes are one for each place of the others", () => {
    const [a, b] = [np.array([long, long.map((x) => -x)]), np.array([short, short])];
    const rows = signal.fftconvolve(a, b, { axes: 1 });
    expectClose(
      elements(rows.get(1)),
      convolved(long, short).map((x) => -x),
      1e-5,
    );
  });

  test("correlate turns the second input round and conjugates it", () => {
    const reversed = [...short].reverse();
    expectClose(elements(signal.correlate(np.array(long), np.array(short))), convolved(long, reversed), 1e-5);
    const z = np
      .array([1, 2])
      .astype("complex64")
      .mul(np.exp(np.array([0.5, -1]).astype("complex64")));
    const self = signal.correlate(z, z);
    expect(np.allclose(self.get(1), np.sum(np.square(np.abs(z)))).item()).toBe(true);
  });

  test("have gradients, jitted too", () => {
    const loss = (y: NDArray) => np.sum(np.square(signal.convolve(np.array(long), y, { mode: "same" })));
    const gradient = jit(grad(loss))(np.array(short));
    const step = (i: number, h: number) => loss(np.array(short.map((y, j) => y + (i === j ? h : 0)))).item() as number;
    expectClose(
      elements(gradient),
      short.map((_, i) => (step(i, 0.05) - step(i, -0.05)) / 0.1),
      1e-3,
    );
  });

  test("errors name the function, the shapes and the mode", () => {
    expect(() => signal.convolve(np.ones([2, 2]), np.ones(2))).toThrow(/convolve: .*\[2, 2\] and \[2\]/);
    expect(() => signal.convolve(np.ones([4, 2]), np.ones([2, 3]), { mode: "valid" })).toThrow(/at least as large/);
    expect(() => signal.correlate(np.ones(2), np.ones(2), { mode: "all" as "full" })).toThrow(
      /correlate: the mode is .*"all"/,
    );
    expect(() => signal.convolve2d(np.ones(2), np.ones(2))).toThrow(/takes matrices/);
    expect(() => signal.convolve2d(np.ones([2, 2]), np.ones([2, 2]), { boundary: "wrap" as "fill" })).toThrow(/np.pad/);
    expect(() => signal.fftconvolve(np.ones([2, 3]), np.ones([3, 3]), { axes: 1 })).toThrow(/over the axes \[1\]/);
    expect(() => signal.convolve(np.ones(0), np.ones(2))).toThrow(/empty/);
  });
});

describe("detrend", () => {
  const t = np.arange(12).astype("float32");

  test("leaves nothing of a line, nor of lines that meet at breaks", () => {
    expect(np.max(np.abs(signal.detrend(t.mul(3).add(1)))).item()).toBeLessThan(1e-5);
    const bent = np.where(t.less(5), t.mul(2), t.mul(-7).add(60));
    expect(np.max(np.abs(signal.detrend(bent, { bp: 5 }))).item()).toBeLessThan(1e-4);
    expect(np.max(np.abs(signal.detrend(bent))).item()).toBeGreaterThan(1);
  });

  test("leaves what is orthogonal to lines, along any axis", () => {
    const x = np.array([fixtures.x[0] as number[], fixtures.x[1] as number[]]).T;
    const rest = signal.detrend(x, { axis: 0 });
    const time = np.arange(30).astype("float32");
    expect(np.max(np.abs(rest.sum({ axis: 0 }))).item()).toBeLessThan(1e-4);
    expect(np.max(np.abs(time.matmul(rest))).item()).toBeLessThan(2e-3);
    expect(() => signal.detrend(x, { bp: 40 })).toThrow(/breaks are integers from 0 to 2/);
  });
});

describe("SciPy's spectra:", () => {
  test.each(fixtures.signals)("$function $options", (c) => {
    withFloat64(() => {
      const f = byName[c.function] as (...args: readonly unknown[]) => readonly NDArray[]; // as the file calls it
      const data = [fixtures.x, ...(c.function === "csd" ? [fixtures.y] : [])];
      const out = f(...data.map((x) => np.array(x, { dtype: "float64" })), c.options);
      const [coordinates, spectrum] = [out.slice(0, -1), out.at(-1) as NDArray];
      coordinates.forEach((x, i) => {
        expectClose(elements(x), c.coordinates[i] ?? [], 1e-12);
      });
      expect(spectrum.shape).toEqual(c.shape);
      expectClose(elements(np.real(spectrum)), c.real, 1e-10, 1e-12);
      expectClose(elements(np.imag(spectrum)), c.imag, 1e-10, 1e-12);
    });
  });

  test.each([
    { nperseg: 8 },
    { nperseg: 7, noverlap: 4, fs: 2 },
    { nperseg: 8, noverlap: 6, window: "hamming" as const },
    { nperseg: 8, window: "boxcar" as const },
  ])("istft gives back what stft took: %o", (options) => {
    const x = np.array(fixtures.x);
    const [, , Z] = signal.stft(x, options);
    const [times, data] = signal.istft(Z, options);
    expect(times.shape[0]).toBe(data.shape[1]);
    expect(np.max(np.abs(data.get(":", ":30").sub(x))).item()).toBeLessThan(1e-5);
  });

  test("istft finds its axes, and takes two-sided transforms", () => {
    const x = np.array(fixtures.x);
    const options = { nperseg: 8 };
    const [, , Z] = signal.stft(x, { ...options, returnOnesided: false });
    const moved = np.transpose(Z, [2, 1, 0]);
    const [, data] = signal.istft(moved, { ...options, inputOnesided: false, timeAxis: 0, freqAxis: 1 });
    expect(data.shape[1]).toBe(2);
    expect(np.max(np.abs(np.real(data).get(":30").T.sub(x))).item()).toBeLessThan(1e-5);
  });

  test("errors name the function and the sizes", () => {
    const x = np.ones(20);
    expect(() => signal.stft(x, { nperseg: 8, noverlap: 8 })).toThrow(
      /stft: noverlap is an integer from 0 to 7, found 8/,
    );
    expect(() => signal.welch(x, { nperseg: 8, nfft: 7 })).toThrow(/welch: nfft is an integer of at least 8/);
    expect(() => signal.welch(x, { window: "kaiser" as "hann" })).toThrow(
      /one of bartlett, blackman, boxcar, hamming, hann/,
    );
    expect(() => signal.csd(x, x, { window: np.ones(30) })).toThrow(/a window has one axis/);
    expect(() => signal.istft(np.ones(3))).toThrow(/istft: freqAxis -2 and timeAxis -1/);
  });
});
