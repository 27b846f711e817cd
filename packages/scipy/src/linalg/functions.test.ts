import { config } from "@hyrax/core";
import { jvp } from "@hyrax/grad";
import * as np from "@hyrax/numpy";
import { afterAll, describe, expect, test } from "vitest";
import { complexSpread, expectClose, regular, spread } from "../../test-support/matrices.js";
import { linalg } from "../index.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

describe("expm", () => {
  test.each([1e-3, 0.1, 0.5, 1, 2, 10])("of matrices of size %f is the exponential of their eigenvalues", (size) => {
    for (const x of [spread(3, 3).mul(size), complexSpread(3, 3).mul(size)]) {
      const { eigenvalues, eigenvectors } = np.linalg.eig(x);
      const wanted = eigenvectors.mul(np.exp(eigenvalues)).matmul(np.linalg.inv(eigenvectors));
      const scale = Number(np.max(np.abs(wanted)).item());
      expectClose(linalg.expm(x).astype("complex128").div(scale), wanted.div(scale), 1e-12);
    }
  });

  test("takes batches, and triangles", () => {
    const x = spread(2, 2, 3, 3);
    const found = linalg.expm(x);
    expectClose(found.get(1, 0), linalg.expm(x.get(1, 0)));
    const triangle = np.triu(x.get(0, 1));
    expectClose(linalg.expm(triangle, { upperTriangular: true }), linalg.expm(triangle));
  });

  test("of float32 is as exact as its dtype", () => {
    const x = spread(3, 3).mul(3);
    const [single, double] = [linalg.expm(x.astype("float32")), linalg.expm(x)];
    expect(single.dtype).toBe("float32");
    expectClose(single.astype("float64").div(double), np.ones([3, 3]), 2e-5);
  });

  test("is NaN where more squarings are needed than allowed, and refuses 16 bits", () => {
    expect(np.all(np.isnan(linalg.expm(np.eye(2).mul(1e3), { maxSquarings: 4 }))).item()).toBe(true);
    expect(() => linalg.expm(np.eye(2, { dtype: "float16" }))).toThrow(
      "expm: takes 32- and 64-bit floating dtypes, found float16",
    );
    expect(() => linalg.expm(np.ones([2, 3]))).toThrow("expm: takes square matrices, found the shape [2, 3]");
  });
});

test("expmFrechet is the derivative of expm", () => {
  const [x, dx] = [spread(2, 3, 3), spread(2, 3, 3).mul(0.7).add(0.1)];
  const [value, derivative] = linalg.expmFrechet(x, dx);
  const [wanted, tangent] = jvp((a: typeof x) => linalg.expm(a), [x], [dx]);
  expectClose(value, wanted);
  expectClose(derivative, tangent);
  expectClose(linalg.expmFrechet(x, dx, { computeExpm: false }), derivative);
});

describe("sqrtm", () => {
  test("squared is the matrix", () => {
    for (const x of [regular(spread(4, 4)), regular(complexSpread(2, 3, 3)), spread(3, 3)]) {
      const root = linalg.sqrtm(x);
      expect(root.dtype).toBe("complex128");
      expectClose(root.matmul(root), x.astype("complex128"));
      // The principal root: no eigenvalue lies in the left half of the plane.
      expect(np.min(np.real(np.linalg.eigvals(root))).item()).toBeGreaterThan(-1e-12);
    }
  });

  test("of matrices of zeros is zero", () => {
    expectClose(linalg.sqrtm(np.zeros([3, 3])), np.zeros([3, 3]));
  });
});
