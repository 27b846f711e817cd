import { type Array, type Eqn, type Jaxpr, jit, mul, printJaxpr, shapedArray, sin, stage } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

/** What a function does with arrays of these shapes. */
function jaxprOf(f: (...xs: Array[]) => unknown, ...shapes: readonly (readonly number[])[]): Jaxpr {
  const avals = shapes.map((shape) => shapedArray(shape, "float32"));
  return stage((xs) => [f(...xs)].flat(2) as Array[], avals).jaxpr;
}

const primitivesOf = (jaxpr: Jaxpr) => jaxpr.eqns.map(({ primitive }) => primitive.name);

describe("jit", () => {
  const { jaxpr } = stage(
    ([x, y]) => [mul(x as Array, y as Array), sin(y as Array)],
    [shapedArray([], "float32"), shapedArray([], "float32")],
  );
  const f = (x: Array, y: Array) => jit([x, y], { jaxpr, name: "f" });

  test("stays one program, and the same one at each call", () => {
    const twice = jaxprOf((x, y) => [f, f].map((g) => vmap(g, { inAxes: [0, null] })(x, y)), [3], []);
    const [first, second] = twice.eqns.filter(({ primitive }) => primitive === jit) as [Eqn, Eqn];
    expect(primitivesOf(twice)).toEqual(["jit", "broadcast_in_dim", "jit", "broadcast_in_dim"]);
    expect((first.params as { jaxpr: Jaxpr }).jaxpr).toBe((second.params as { jaxpr: Jaxpr }).jaxpr);
  });

  test("leaves results alone that do not depend on what is mapped", () => {
    const [product, sine] = vmap(f, { inAxes: [0, null], outAxes: [0, null] })(np.array([1, 2]), np.array(3)) as [
      Array,
      Array,
    ];
    expect(product.tolist()).toEqual([3, 6]);
    expect(sine.shape).toEqual([]);
  });

  test("is not entered where nothing is mapped", () => {
    const closed = jaxprOf((x, y) => vmap((_: Array) => f(y, y))(x), [3], []);
    expect(closed.eqns[0]?.params).toHaveProperty("jaxpr", jaxpr);
  });
});

describe("scan", () => {
  test("carries what no step makes differ from element to element as it is", () => {
    const f = (x: Array) =>
      lax.scan(
        ({ i, sum }, y: Array) => [{ i: i.mul(2), sum: sum.add(x) }, y],
        { i: np.array(1), sum: np.array(0) },
        np.arange(3),
      );
    const [carry, ys] = vmap(f, { outAxes: [{ i: null, sum: 0 }, null] })(np.array([1, 2]));
    expect(carry.i.tolist()).toBe(8);
    expect(carry.sum.tolist()).toEqual([3, 6]);
    expect(ys.shape).toEqual([3]);
  });
});

describe("while", () => {
  test("runs one condition for all elements where it is the same for all", () => {
    const f = (x: Array) =>
      lax.whileLoop(
        ([i]) => i.less(3),
        ([i, y]) => [i.add(1), y.mul(2)] as const,
        [np.array(0), x] as const,
      );
    const loop = jaxprOf((x) => vmap(f, { outAxes: [null, 0] })(x), [2]).eqns.at(-1) as Eqn;
    expect(loop.primitive.name).toBe("while");
    expect(printJaxpr((loop.params as { bodyJaxpr: Jaxpr }).bodyJaxpr)).not.toContain("select_n");
  });

  test("runs until all elements are done, each as often as it would by itself", () => {
    const halvings = vmap((x: Array) =>
      lax.whileLoop(
        ([y]) => y.greater(1),
        ([y, n]) => [y.div(2), n.add(1)] as const,
        [x, np.array(0)] as const,
      ),
    );
    const [rest, counts] = halvings(np.array([0.5, 1.5, 20, 1e6, Number.NaN]));
    expect(counts.tolist()).toEqual([0, 1, 5, 20, 0]);
    expect(rest.tolist()).toEqual([0.5, 0.75, 0.625, 0.95367431640625, Number.NaN]);
  });

  test("is the same program at each call, so that it is compiled once", () => {
    const condition = ([y]: [Array]) => y.greater(1);
    const body = ([y]: [Array]): [Array] => [y.div(2)];
    const f = (x: Array) => lax.whileLoop(condition, body, [x] as [Array]);
    const twice = jaxprOf((x) => [vmap(f)(x), vmap(f)(x)].flat(), [2]);
    const [first, second] = twice.eqns.filter(({ primitive }) => primitive.name === "while") as [Eqn, Eqn];
    expect(first.params).toEqual(second.params);
    for (const name of ["condJaxpr", "bodyJaxpr"] as const) {
      expect((first.params as Record<string, unknown>)[name]).toBe((second.params as Record<string, unknown>)[name]);
    }
  });
});

describe("cond", () => {
  const choose = (p: Array, x: Array) =>
    lax.cond(
      p.greater(0),
      (v: Array) => np.log(v),
      (v: Array) => v.mul(0),
      x,
    ) as Array;

  test("stays a choice between programs where the index is the same for all elements", () => {
    expect(primitivesOf(jaxprOf((p, x) => vmap(choose, { inAxes: [null, 0] })(p, x), [], [3]))).toContain("cond");
  });

  test("computes all branches and selects where each element has an index of its own", () => {
    const names = primitivesOf(jaxprOf((p, x) => vmap(choose)(p, x), [3], [3]));
    expect(names).not.toContain("cond");
    expect(names).toContain("select_n");
  });

  test("keeps the derivative of a branch out of the gradient of elements that take another", () => {
    const x = np.array([-1, 0, 2]);
    const gradient = grad((v: Array) => vmap(choose)(v, v).sum())(x);
    // log has no derivative at -1 and an infinite one at 0; both elements take the other branch, which is 0.
    expect(gradient.tolist()).toEqual([0, 0, 0.5]);
  });
});
