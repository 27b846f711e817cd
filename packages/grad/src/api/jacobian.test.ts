import "@hyrax/cpu";
import {
  concatenate,
  convertElementType,
  cos,
  exp,
  hostArray,
  mul,
  type Array as NDArray,
  reduceProd,
  reduceSum,
  reshape,
  scan,
  shapedArray,
  sin,
  stage,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { grad, hessian, jacfwd, jacobian, jacrev, vjp } from "../index.js";

const f32 = (values: readonly number[], shape: readonly number[] = [values.length]) =>
  hostArray(Float32Array.from(values), shape, "float32");
const total = (x: NDArray) => reduceSum(x, { axes: x.shape.map((_, axis) => axis) });

/** [x₀ x₁, sin x₁ …, Σ x]. */
const f = (x: NDArray) =>
  concatenate([reshape(reduceProd(x, { axes: [0] }), { newSizes: [1] }), sin(x), mul(x, 3)], { dimension: 0 });

/** The elements, with 0 for −0. */
const unsigned = (x: NDArray) => Array.from(x.dataSync() as Float32Array, (value) => value + 0);

/** Rows by the pullback, one unit vector after the other. */
function rowByRow(g: (x: NDArray) => NDArray, x: NDArray): readonly (readonly number[])[] {
  const [y, pullback] = vjp(g, x);
  return Array.from({ length: y.size }, (_, i) => {
    const unit = f32(
      Array.from({ length: y.size }, (_, k) => (k === i ? 1 : 0)),
      y.shape,
    );
    return unsigned(pullback(unit)[0]);
  });
}

const modes: readonly (readonly [name: string, jac: typeof jacrev])[] = [
  ["jacfwd", jacfwd],
  ["jacrev", jacrev],
  ["jacobian", jacobian],
];

describe.each(modes)("%s", (_, jac) => {
  test("has the shape of the result, then that of the argument", () => {
    const x = f32([1.5, -2, 0.5, 1, 3, -1], [2, 3]);
    const g = (x: NDArray) => reduceSum(mul(sin(x), x), { axes: [0] });
    const jacobian = jac(g)(x);
    expect(jacobian.shape).toEqual([3, 2, 3]);
    const rows = rowByRow(g, x);
    expect(unsigned(jacobian)).toEqual(rows.flat());
  });

  test("agrees with rows that are computed one by one", () => {
    const x = f32([1.5, -2]);
    expect(unsigned(jac(f)(x))).toEqual(rowByRow(f, x).flat());
  });

  test("of pytrees it is a pytree of the result, of pytrees of the argument", () => {
    const g = (p: { w: NDArray; x: NDArray }) => ({ y: mul(p.w, p.x), s: total(p.w) });
    const jacobian = jac(g)({ w: f32([2, 3]), x: f32([5, 7]) });
    expect(jacobian.y.w.tolist()).toEqual([
      [5, 0],
      [0, 7],
    ]);
    expect(jacobian.y.x.tolist()).toEqual([
      [2, 0],
      [0, 3],
    ]);
    expect(jacobian.s.w.tolist()).toEqual([1, 1]);
    expect(jacobian.s.x.tolist()).toEqual([0, 0]);
  });

  test("takes argnums and hasAux", () => {
    const g = (a: NDArray, b: NDArray) => [mul(a, b), "side"] as const;
    const [[da, db], aux] = jac(g, { argnums: [0, 1], hasAux: true })(f32([2]), f32([3]));
    expect([da.tolist(), db.tolist(), aux]).toEqual([[[3]], [[2]], "side"]);
  });

  test("works for scalars and for empty arrays", () => {
    expect(jac((x: NDArray) => sin(x))(0.5).item()).toBeCloseTo(Math.cos(0.5), 6);
    expect(jac((x: NDArray) => sin(x))(f32([], [0])).shape).toEqual([0, 0]);
    expect(jac((x: NDArray) => mul(x, f32([1, 2])))(3).tolist()).toEqual([1, 2]);
  });

  test("traces the function once, and runs one loop over the basis", () => {
    let calls = 0;
    const g = (x: NDArray) => {
      calls++;
      return sin(x);
    };
    const { jaxpr } = stage(([x]) => [jac(g)(x as NDArray)], [shapedArray([50], "float32")]);
    expect(calls).toBe(1);
    expect(jaxpr.eqns.filter((eqn) => eqn.primitive === scan)).toHaveLength(1);
    expect(jaxpr.eqns.length).toBeLessThan(10);
  });

  test("refuses integers and promises", () => {
    const integers = hostArray(Int32Array.of(1, 2), [2], "int32");
    expect(() => jac(sin)(integers)).toThrow(
      /argument 0 is i32\[2\], but only floating arrays can be differentiated by/,
    );
    const truncated = (x: NDArray) => convertElementType(x, { newDtype: "int32", weakType: false });
    expect(() => jac(truncated)(1)).toThrow(
      /the result of the function is i32\[\], but only floating results have derivatives; return it as aux/,
    );
    expect(() => jac(async (x: NDArray) => x)(1)).toThrow(/the function returned a promise/);
  });
});

describe("hessian", () => {
  const g = (x: NDArray) => mul(total(sin(x)), reduceProd(x, { axes: [0] }));
  const x = f32([1.297, -0.332, 0.8]);

  test("is symmetric, and the same in whatever order it is taken", () => {
    const orders = [hessian(g), jacfwd(jacrev(g)), jacrev(jacfwd(g)), jacrev(jacrev(g)), jacfwd(jacfwd(g))];
    const [first, ...others] = orders.map((h) => h(x).tolist() as number[][]);
    first?.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(first[j]?.[i] as number, 5);
        for (const other of others) expect(other[i]?.[j]).toBeCloseTo(value, 5);
      });
    });
  });

  test("of pytrees it has a block for each pair of arrays", () => {
    const h = hessian((p: { a: NDArray; b: NDArray }) => mul(total(mul(p.a, p.a)), p.b))({ a: f32([2, 3]), b: 5 });
    expect(h.a.a.tolist()).toEqual([
      [10, 0],
      [0, 10],
    ]);
    expect(h.a.b.tolist()).toEqual([4, 6]);
    expect(h.b.a.tolist()).toEqual([4, 6]);
    expect(h.b.b.item()).toBe(0);
  });

  test("of a vector it is a Jacobian of Jacobians, and of a gradient it agrees with grad of grad", () => {
    expect(hessian(f)(f32([1, 2])).shape).toEqual([5, 2, 2]);
    const second = (x: NDArray) => grad(grad((x: NDArray) => exp(mul(x, cos(x)))))(x);
    expect(hessian((x: NDArray) => exp(mul(x, cos(x))))(0.6).item()).toBeCloseTo(
      second(f32([0.6], [])).item() as number,
      4,
    );
  });

  test("takes hasAux, and refuses integers by its own name", () => {
    const [h, aux] = hessian((x: NDArray) => [mul(x, mul(x, x)), "side"] as const, { hasAux: true })(2);
    expect([h.item(), aux]).toEqual([12, "side"]);
    expect(() => hessian(total)(hostArray(Int32Array.of(1), [1], "int32"))).toThrow(
      /^hessian: argument 0 is i32\[1\], but only floating arrays can be differentiated by/,
    );
  });
});
