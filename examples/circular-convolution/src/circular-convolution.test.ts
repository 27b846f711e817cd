import { config, type Array as NDArray } from "@hyrax/core";
import { grad, hessian, jvp, vjp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { circularConvolution } from "./index.js";

config.update("enableX64", true);
config.update("enableChecks", true);

const draw = (seed: number, ...shape: number[]) => random.normal(random.key(seed), shape, { dtype: "float64" });
const kernel = draw(1, 5);
const x = draw(2, 5);

/** The definition, as nested loops of plain numbers. */
function looped(k: readonly number[], v: readonly number[]): readonly number[] {
  const n = v.length;
  return v.map((_, i) => v.reduce((sum, vj, j) => sum + (k[(i - j + n) % n] ?? 0) * vj, 0));
}

const numbers = (a: NDArray) => a.tolist() as readonly number[];
const close = (found: NDArray, wanted: readonly unknown[] | NDArray, tolerance = 1e-9) => {
  const right = np.array(wanted as readonly number[], { dtype: "float64" });
  expect(found.shape).toEqual(right.shape);
  expect(np.abs(found.sub(right)).max().item()).toBeLessThan(tolerance);
};

describe("a primitive that a library adds", () => {
  test("computes what it says", () => {
    close(circularConvolution(kernel, x), looped(numbers(kernel), numbers(x)));
  });

  test("has the tangent that finite differences give", () => {
    const dx = draw(3, 5);
    const dk = draw(4, 5);
    const h = 1e-6;
    const [, dy] = jvp(circularConvolution, [kernel, x], [dk, dx]);
    const at = (t: number) => circularConvolution(kernel.add(dk.mul(t)), x.add(dx.mul(t)));
    close(
      dy,
      at(h)
        .sub(at(-h))
        .div(2 * h),
      1e-7,
    );
  });

  test("has pullbacks that are the transposes of its tangents, in both inputs", () => {
    const [, pullback] = vjp(circularConvolution, kernel, x);
    const ct = draw(5, 5);
    const [ck, cx] = pullback(ct);
    const pairing = (a: NDArray, b: NDArray) => np.vdot(a, b).item() as number;
    const [, dyk] = jvp((k: NDArray) => circularConvolution(k, x), [kernel], [draw(6, 5)]);
    const [, dyx] = jvp((v: NDArray) => circularConvolution(kernel, v), [x], [draw(7, 5)]);
    expect(pairing(ct, dyk)).toBeCloseTo(pairing(ck, draw(6, 5)), 12);
    expect(pairing(ct, dyx)).toBeCloseTo(pairing(cx, draw(7, 5)), 12);
  });

  test("is batched as a loop would compute it, whichever input is mapped", () => {
    const xs = draw(8, 3, 5);
    const ks = draw(9, 5, 3);
    const rows = [0, 1, 2];
    const both = vmap(circularConvolution, { inAxes: [1, 0] })(ks, xs);
    close(both, np.stack(rows.map((i) => circularConvolution(ks.get(":", i), xs.get(i)))));
    const one = vmap(circularConvolution, { inAxes: [null, 0] })(kernel, xs);
    close(one, np.stack(rows.map((i) => circularConvolution(kernel, xs.get(i)))));
  });

  test("composes: second derivatives, gradients of batches, batches of gradients, compiled or not", () => {
    const loss = (v: NDArray) => np.square(circularConvolution(kernel, v)).sum();
    // |K v|² has the Hessian 2 Kᵀ K.
    const matrix = np.stack(
      numbers(x).map((_, i) => circularConvolution(kernel, np.eye(5, 5, { dtype: "float64" }).get(i))),
    );
    close(hessian(loss)(x), matrix.matmul(matrix.T).mul(2));
    const xs = draw(8, 3, 5);
    const summed = grad((all: NDArray) => vmap(loss)(all).sum())(xs);
    close(summed, vmap(grad(loss))(xs));
    close(jit(vmap(jit(grad(loss))))(xs), summed);
  });

  test("takes sizes 0 and 1", () => {
    close(circularConvolution(draw(1, 1), draw(2, 1)), draw(1, 1).mul(draw(2, 1)));
    expect(grad((v: NDArray) => circularConvolution(v, v).sum())(draw(1, 0)).shape).toEqual([0]);
  });

  test.each(["float32", "float64"] as const)("is compiled for %s, with all that is around it", (dtype) => {
    const [ks, xs] = [draw(8, 3, 1000).astype(dtype), draw(9, 3, 1000).astype(dtype)];
    const program = (k: NDArray, v: NDArray) => circularConvolution(k.mul(2), v).add(1);
    const compiled = jit(program);
    expect(compiled.lower(ks, xs).report.engine).toBe("wasm");
    expect(compiled.lower(ks, xs).fallbacks).toEqual([]);
    const found = compiled(ks, xs);
    const expected = np.stack(
      [0, 1, 2].map((row) => {
        const [k, v] = [numbers(ks.get(row)), numbers(xs.get(row))];
        return np.array(
          looped(k, v).map((y) => 2 * y + 1),
          { dtype: "float64" },
        );
      }),
    );
    close(found.astype("float64"), expected, dtype === "float32" ? 1e-3 : 1e-9);
  });

  test("says which shapes and dtypes do not fit, where it is called", () => {
    expect(() => circularConvolution(kernel, draw(1, 4))).toThrow(
      "circularConvolve: the shapes must be the same [..., n], found f64[5] and f64[4]",
    );
    expect(() => circularConvolution(kernel, np.zeros([5], { dtype: "float32" }))).toThrow(
      "circularConvolve: takes two arrays of float32 or of float64, found f64[5] and f32[5]; convert one with astype",
    );
  });
});
