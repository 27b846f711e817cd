import { type Array, hoistConsts, jit, shapedArray, stage } from "@hyrax/core";
import { customJvp, customVjp, grad, jvp, vjp } from "@hyrax/grad";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

/** The function as one program, in which rules of the user's own are staged before they are mapped. */
function staged(f: (x: Array) => Array): (x: Array) => Array {
  return (x) => {
    const { jaxpr, consts } = stage((xs) => xs.map((element) => f(element)), [shapedArray(x.shape, x.dtype)]);
    return jit([...consts, x], { jaxpr: hoistConsts(jaxpr), name: "f" })[0] as Array;
  };
}

// Rules that nobody would derive, so that they show where they are used: 7 dx, and 100 ct.
function seven() {
  const f = customJvp((x: Array) => np.sin(x));
  f.defjvp(([x], [dx]) => [f(x), dx.mul(7)]);
  return f;
}
function hundred() {
  const f = customVjp((x: Array, w: Array) => x.mul(w));
  f.defvjp(
    (x, w) => [f(x, w), { x, w }],
    (residuals, ct) => [ct.mul(residuals.w).mul(100), ct.mul(residuals.x).mul(200)],
  );
  return f;
}

const x = np.array([0, 1, 2]);
const w = np.array(3);

describe("a customJvp rule is used", () => {
  const f = seven();

  test("in the gradient of elements, and in that of the batch", () => {
    expect(vmap(grad(f))(x).tolist()).toEqual([7, 7, 7]);
    expect(grad((v: Array) => vmap(f)(v).sum())(x).tolist()).toEqual([7, 7, 7]);
  });

  test("inside of programs, in any order", () => {
    expect(vmap(grad(staged(f)))(x).tolist()).toEqual([7, 7, 7]);
    expect(vmap(staged(grad(f)))(x).tolist()).toEqual([7, 7, 7]);
    expect(grad((v: Array) => vmap(staged(f))(v).sum())(x).tolist()).toEqual([7, 7, 7]);
    expect(grad((v: Array) => staged(vmap(f))(v).sum())(x).tolist()).toEqual([7, 7, 7]);
  });

  test("under two maps, and not where only the value is asked for", () => {
    const rows = np.stack([x, x.add(1)]);
    expect(vmap(vmap(grad(f)))(rows).tolist()).toEqual([
      [7, 7, 7],
      [7, 7, 7],
    ]);
    expect(vmap(vmap(f))(rows).tolist()).toEqual(np.sin(rows).tolist());
  });

  test("with tangents that are mapped where the values are not", () => {
    const directions = vmap((dx: Array) => jvp(f, [w], [dx])[1]);
    expect(directions(x).tolist()).toEqual([0, 7, 14]);
  });

  test("with tangents that are zero as such, where it asks for them", () => {
    const zeros: boolean[] = [];
    const product = customJvp((a: Array, b: Array) => a.mul(b));
    product.defjvp(
      ([a, b], [da, db]) => {
        zeros.push(!("shape" in da), !("shape" in db));
        return [a.mul(b), da.mul(b)];
      },
      { symbolicZeros: true },
    );
    const gradient = vmap(
      grad((a: Array, b: Array) => product(a, b)),
      { inAxes: [0, null] },
    );
    expect(gradient(x, w).tolist()).toEqual([3, 3, 3]);
    expect(zeros).toEqual([false, true]);
  });
});

describe("a customVjp rule is used", () => {
  const f = hundred();

  test("in the gradient of elements, and in that of the batch", () => {
    const both = grad(f, { argnums: [0, 1] });
    const [dx, dw] = vmap(both, { inAxes: [0, null] })(x, w);
    expect(dx.tolist()).toEqual([300, 300, 300]);
    expect(dw.tolist()).toEqual([0, 200, 400]);
  });

  test("with the cotangents of all elements summed for an argument that they share", () => {
    const total = (v: Array, u: Array) => vmap(f, { inAxes: [0, null] })(v, u).sum();
    const [dx, dw] = grad(total, { argnums: [0, 1] })(x, w);
    expect(dx.tolist()).toEqual([300, 300, 300]);
    expect(dw.tolist()).toEqual(600);
  });

  test("inside of programs, in any order", () => {
    const g = (v: Array) => f(v, w);
    expect(vmap(grad(staged(g)))(x).tolist()).toEqual([300, 300, 300]);
    expect(grad((v: Array) => vmap(staged(g))(v).sum())(x).tolist()).toEqual([300, 300, 300]);
    expect(grad((v: Array) => staged(vmap(g))(v).sum())(x).tolist()).toEqual([300, 300, 300]);
  });

  test("by a pullback that is mapped", () => {
    const [, pullback] = vjp(f, w, w);
    expect((vmap(pullback)(x) as Array[]).map((ct) => ct.tolist())).toEqual([
      [0, 300, 600],
      [0, 600, 1200],
    ]);
  });
});

describe("of a function with rules that closes over what is mapped", () => {
  test("results are mapped although no argument is", () => {
    const scaled = vmap((scale: Array) => {
      const f = customJvp((y: Array) => y.mul(scale));
      f.defjvp(([y], [dy]) => [f(y), dy.mul(scale)]);
      return f(np.array(10));
    });
    expect(scaled(x).tolist()).toEqual([0, 10, 20]);
  });

  test("results are not mapped if it closes over something else", () => {
    const f = seven();
    const sine = vmap((_: Array) => f(w), { outAxes: null })(x);
    expect(sine.shape).toEqual([]);
  });
});
