import { config } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { afterAll, describe, expect, test } from "vitest";
import { expectClose, spread } from "../../../test-support/matrices.js";
import { linalg } from "../../index.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

test("blockDiag puts matrices along the diagonal", () => {
  expect(linalg.blockDiag([[1, 2]], 3, [4, 5]).tolist()).toEqual([
    [1, 2, 0, 0, 0],
    [0, 0, 3, 0, 0],
    [0, 0, 0, 4, 5],
  ]);
  expect(linalg.blockDiag().shape).toEqual([1, 0]);
  expect(() => linalg.blockDiag(np.eye(2), np.ones([1, 1, 1]))).toThrow(
    "blockDiag: takes matrices, found the shape [1, 1, 1] at place 1",
  );
});

test("toeplitz, hankel and circulant repeat their elements along diagonals", () => {
  expect(linalg.toeplitz([1, 2, 3], { r: [9, 4] }).tolist()).toEqual([
    [1, 4],
    [2, 1],
    [3, 2],
  ]);
  expect(linalg.toeplitz([1, 2]).tolist()).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(linalg.hankel([1, 2, 3], { r: [9, 4] }).tolist()).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  expect(linalg.hankel([1, 2]).tolist()).toEqual([
    [1, 2],
    [2, 0],
  ]);
  expect(linalg.circulant([1, 2, 3]).tolist()).toEqual([
    [1, 3, 2],
    [2, 1, 3],
    [3, 2, 1],
  ]);
  const batch = spread(2, 3);
  expectClose(linalg.toeplitz(batch, { r: spread(4) }).get(1), linalg.toeplitz(batch.get(1), { r: spread(4) }));
  expect(linalg.toeplitz(np.zeros([0])).shape).toEqual([0, 0]);
});

test("companion has the roots of the polynomial as eigenvalues", () => {
  const roots = [3, -1, 0.5, 2];
  const found = np.linalg.eigvals(linalg.companion(np.poly(roots)));
  expectClose(np.sort(np.real(found)), np.sort(np.array(roots)), 1e-9);
  expect(linalg.companion(spread(2, 4).add(2)).shape).toEqual([2, 3, 3]);
  expect(() => linalg.companion([1])).toThrow("companion: takes two coefficients or more, found the shape [1]");
});

test("leslie and fiedler are what they are defined as", () => {
  expect(linalg.leslie([0.1, 2, 1], [0.2, 0.8]).tolist()).toEqual([
    [0.1, 2, 1],
    [0.2, 0, 0],
    [0, 0.8, 0],
  ]);
  expect(linalg.leslie(spread(2, 3), [0.2, 0.8]).shape).toEqual([2, 3, 3]);
  expect(() => linalg.leslie([1, 2], [1, 2])).toThrow("leslie: takes n fecundities, two at least, and n − 1 rates");
  expect(linalg.fiedler([1, 4, 2]).tolist()).toEqual([
    [0, 3, 1],
    [3, 0, 2],
    [1, 2, 0],
  ]);
});

test.each(["full", "same", "valid"] as const)("convolutionMatrix convolves, %s", (mode) => {
  for (const [m, n] of [
    [3, 5],
    [4, 3],
    [1, 2],
  ] as const) {
    const [kernel, x] = [spread(2, m), spread(n)];
    const found = np.matvec(linalg.convolutionMatrix(kernel, n, { mode }), x);
    expectClose(found, np.stack([...kernel].map((row) => np.convolve(row, x, { mode }))));
  }
  expect(() => linalg.convolutionMatrix(np.ones([2]), 0)).toThrow("the size must be a positive integer, found 0");
  expect(() => linalg.convolutionMatrix(1, 2)).toThrow(
    "convolutionMatrix: takes elements [..., m], found the shape []",
  );
});

test("dft is the matrix of the Fourier transform", () => {
  const x = spread(6);
  expectClose(linalg.dft(6).matmul(x), np.fft.fft(x));
  const unitary = linalg.dft(5, { scale: "sqrtn" });
  expectClose(unitary.matmul(np.conj(unitary.mT)), np.eye(5).astype("complex128"));
  expectClose(linalg.dft(4, { scale: "n" }).mul(4), linalg.dft(4));
});

describe("matrices of a size alone", () => {
  test("hilbert and invhilbert are inverse to each other", () => {
    expect(linalg.hilbert(2).tolist()).toEqual([
      [1, 1 / 2],
      [1 / 2, 1 / 3],
    ]);
    expectClose(linalg.hilbert(5).matmul(linalg.invhilbert(5)), np.eye(5), 1e-9);
  });

  test.each(["symmetric", "lower", "upper"] as const)("pascal and invpascal are inverse, %s", (kind) => {
    expectClose(linalg.pascal(6, { kind }).matmul(linalg.invpascal(6, { kind })), np.eye(6));
  });

  test("pascal is the product of its triangles", () => {
    const [lower, upper] = [linalg.pascal(5, { kind: "lower" }), linalg.pascal(5, { kind: "upper" })];
    expectClose(linalg.pascal(5), lower.matmul(upper));
    expect(lower.get(4).tolist()).toEqual([1, 4, 6, 4, 1]);
  });

  test("the rows of hadamard are orthogonal, and those of helmert orthonormal", () => {
    const h = linalg.hadamard(8);
    expect(h.dtype).toBe("int32");
    expect(h.matmul(h.T).tolist()).toEqual(np.eye(8).mul(8).tolist());
    const rows = linalg.helmert(5);
    expect(rows.shape).toEqual([4, 5]);
    expectClose(rows.matmul(rows.T), np.eye(4));
    expectClose(np.sum(rows, { axis: 1 }), np.zeros([4]));
    const full = linalg.helmert(5, { full: true });
    expectClose(full.matmul(full.T), np.eye(5));
  });

  test("refuse sizes that there are not", () => {
    expect(() => linalg.hilbert(-1)).toThrow("hilbert: the size must be an integer of 0 at least, found -1");
    expect(() => linalg.hadamard(6)).toThrow("hadamard: the size must be a power of two, found 6");
    expect(() => linalg.helmert(0)).toThrow("helmert: the size must be an integer of 1 at least, found 0");
    // Users without types pass what the types forbid.
    expect(() => linalg.pascal(3, { kind: "full" as "lower" })).toThrow('pascal: the kind must be "symmetric"');
  });
});
