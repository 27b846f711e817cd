import { config, type Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { afterAll, describe, expect, test } from "vitest";
import { adjoint, complexSpread, expectClose, spread } from "../../test-support/matrices.js";
import { linalg } from "../index.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

describe.each([
  ["real", spread],
  ["complex", complexSpread],
] as const)("of %s matrices", (_, draw) => {
  const square = draw(2, 4, 4);
  const [tall, wide] = [draw(2, 4, 3), draw(2, 3, 4)];
  const identity = np.broadcastTo(np.eye(4), [2, 4, 4]);

  test("LU multiplies to the matrix", () => {
    for (const x of [square, tall, wide]) {
      const [p, l, u] = linalg.lu(x);
      expectClose(p.matmul(l).matmul(u), x);
      expectClose(np.sum(p, { axis: -1 }), np.ones([2, x.shape[1] as number]));
      const [pl, sameU] = linalg.lu(x, { permuteL: true });
      expectClose(pl, p.matmul(l));
      expectClose(sameU, u);
    }
  });

  test("QR multiplies to the matrix, with its columns in order", () => {
    for (const x of [square, tall, wide]) {
      for (const mode of ["full", "economic"] as const) {
        const [q, r, order] = linalg.qr(x, { mode, pivoting: true }) as [NDArray, NDArray, NDArray];
        expectClose(q.matmul(r), np.takeAlongAxis(x, np.expandDims(order, -2), { axis: -1 }));
        const sizes = np.abs(np.diagonal(r, { axis1: -2, axis2: -1 }));
        expect(np.all(np.diff(sizes).lessEqual(1e-12)).item()).toBe(true);
      }
      const [r] = linalg.qr(x, { mode: "r" });
      expectClose(r as NDArray, linalg.qr(x)[1] as NDArray);
    }
  });

  test("the polar form is unitary times Hermitian", () => {
    for (const side of ["right", "left"] as const) {
      const [u, p] = linalg.polar(square, { side });
      expectClose(u.matmul(adjoint(u)), identity);
      expectClose(p, adjoint(p));
      expectClose(side === "right" ? u.matmul(p) : p.matmul(u), square);
    }
    expect(linalg.polar(tall).map(({ shape }) => shape)).toEqual([
      [2, 4, 3],
      [2, 3, 3],
    ]);
  });

  test("Schur's form is triangular, Hessenberg's nearly", () => {
    const [t, z] = linalg.schur(square, { output: "complex" });
    expectClose(z.matmul(t).matmul(adjoint(z)), square);
    expectClose(t, np.triu(t));
    const [h, q] = linalg.hessenberg(square, { calcQ: true });
    expectClose(q.matmul(h).matmul(adjoint(q)), square);
    expectClose(q.matmul(adjoint(q)), identity);
    expectClose(linalg.hessenberg(square), np.triu(h, { k: -1 }));
  });

  test("singular values and eigenvalues are those of np.linalg", () => {
    const [u, s, vh] = linalg.svd(tall, { fullMatrices: false });
    expectClose(u.mul(np.expandDims(s, -2)).matmul(vh), tall);
    expectClose(linalg.svd(tall, { computeUv: false }), s);
    const hermitian = square.add(adjoint(square));
    const [w, v] = linalg.eigh(hermitian);
    expectClose(v.mul(np.expandDims(w, -2)).matmul(adjoint(v)), hermitian);
    expectClose(linalg.eigh(hermitian, { eigvalsOnly: true, lower: false }), w);
  });

  test("tridiagonal eigenvectors are those of the whole matrix", () => {
    const [d, e] = [spread(5), draw(4)];
    const [w, v] = linalg.eighTridiagonal(d, e);
    const product = v.mul(w).matmul(adjoint(v));
    expectClose(np.real(np.diagonal(product)), d);
    expectClose(np.diagonal(product, { offset: 1 }), e);
    expectClose(np.triu(product, { k: 2 }), np.zerosLike(product));
    expectClose(linalg.eighTridiagonal(d, e, { eigvalsOnly: true, select: "i", selectRange: [1, 2] }), w.get("1:3"));
  });
});

test("what does not fit is refused, by the name of the function", () => {
  // Users without types pass what the types forbid.
  expect(() => linalg.qr(np.eye(2), { mode: "reduced" as "full" })).toThrow('qr: the mode "reduced" is none of "full"');
  expect(() => linalg.polar(np.eye(2), { side: "top" as "left" })).toThrow('polar: the side must be "left" or "right"');
  expect(() => linalg.schur(np.eye(2), { output: "upper" as "real" })).toThrow('schur: the output must be "real"');
  expect(() => linalg.hessenberg(np.ones([2, 3]))).toThrow("hessenberg: takes square matrices, found the shape [2, 3]");
  expect(() => linalg.eighTridiagonal(np.ones(3), np.ones(3))).toThrow(
    "eighTridiagonal: takes diagonals [n] and [n - 1]",
  );
  expect(() => linalg.eighTridiagonal(np.ones(3), np.ones(2), { select: "i", selectRange: [1, 3] })).toThrow(
    'select "i" takes a selectRange of two places from 0 to 2',
  );
});
