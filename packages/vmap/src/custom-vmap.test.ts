import "@hyrax/cpu";
import type { Array } from "@hyrax/core";
import { customVjp, grad, hessian, jacfwd, jvp } from "@hyrax/grad";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { type CustomVmapRule, customVmap, sequentialVmap, vmap } from "@hyrax/vmap";
import { describe, expect, test, vi } from "vitest";

const xs = np.array([0.1, 0.2, 0.3]);
const values = (x: unknown) => (x as Array).tolist();

/** sin(x) y, with a rule that leaves a trace, and says with a factor that it was asked. */
function asked(factor = 1) {
  const f = customVmap((x: Array, y: Array) => np.sin(x).mul(y));
  const rule = vi.fn<CustomVmapRule<[Array, Array], Array>>((size, [xBatched, yBatched], x, y) => {
    const whole = (z: Array, is: boolean) => (is ? z : np.broadcastTo(z, [size]));
    return [np.sin(whole(x, xBatched)).mul(whole(y, yBatched)).mul(factor), true];
  });
  f.defVmap(rule);
  return { f, rule };
}

describe("customVmap", () => {
  test("vmap calls the rule, and nothing else does", () => {
    const { f, rule } = asked(10);
    expect(f(1, 2).item()).toBeCloseTo(2 * Math.sin(1), 6);
    expect(rule).not.toHaveBeenCalled();
    expect(values(vmap((x: Array) => f(x, 2))(xs))).toEqual(values(np.sin(xs).mul(20)));
    expect(rule.mock.lastCall?.slice(0, 2)).toEqual([3, [true, false]]);
  });

  test("the mapped axis comes in front, wherever it was", () => {
    const f = customVmap((row: Array) => np.sum(row));
    const rule = vi.fn<CustomVmapRule<[Array], Array>>((_, __, rows) => [np.sum(rows, { axis: 1 }), true]);
    f.defVmap(rule);
    expect(values(vmap((x: Array) => f(x), { inAxes: 1 })(np.arange(6).reshape([2, 3])))).toEqual([3, 5, 7]);
    expect(rule.mock.lastCall?.[2].shape).toEqual([3, 2]);
  });

  test("pytrees come as they are, beside pytrees of booleans, and results may differ in whether they are mapped", () => {
    const f = customVmap((p: { a: Array; b: [Array] }, y: Array) => ({ sum: p.a.add(p.b[0]), y }));
    f.defVmap((_, [{ a, b }, y], p, z) => {
      expect([a, b, y]).toEqual([true, [false], false]);
      return [
        { sum: p.a.add(p.b[0]), y: z },
        { sum: true, y: false },
      ];
    });
    const out = vmap((a: Array) => f({ a, b: [np.array(1)] }, np.array(5)), { outAxes: { sum: 0, y: null } })(xs);
    expect([values(out.sum), values(out.y)]).toEqual([values(xs.add(1)), 5]);
  });

  test("the derivative of a mapped function is that of the rule, in every order", () => {
    const { f, rule } = asked();
    const expected = values(np.cos(xs).mul(xs).add(np.sin(xs)));
    const square = (x: Array) => f(x, x);
    const agree = (found: unknown, wanted: unknown) => {
      expect(values(np.allclose(found as Array, wanted as Array, { rtol: 1e-5 }))).toBe(true);
    };
    agree(grad((x: Array) => np.sum(vmap(square)(x)))(xs), np.array(expected as number[]));
    agree(vmap(grad(square))(xs), np.array(expected as number[]));
    agree(jvp(vmap(square), [xs], [np.onesLike(xs)])[1], np.array(expected as number[]));
    agree(vmap((x: Array) => jvp(square, [x], [np.array(1)])[1])(xs), np.array(expected as number[]));
    const second = np.cos(xs).mul(2).sub(np.sin(xs).mul(xs));
    agree(vmap(grad(grad(square)))(xs), second);
    agree(vmap(hessian(square))(xs), second);
    agree(vmap(jacfwd(square))(xs), np.array(expected as number[]));
    expect(rule.mock.calls.every(([size]) => size === 3)).toBe(true);
  });

  test("a rule with another derivative shows that the rule is what is differentiated", () => {
    const { f } = asked(10);
    const tangents = vmap((x: Array) => jvp((z: Array) => f(z, 1), [x], [np.array(1)])[1])(xs);
    expect(values(np.allclose(tangents, np.cos(xs).mul(10)))).toBe(true);
  });

  test("a tangent may be mapped where its value is not", () => {
    const { f, rule } = asked();
    const tangents = vmap((dx: Array) => jvp((z: Array) => f(z, 2), [np.array(1)], [dx])[1])(xs);
    expect(values(np.allclose(tangents, xs.mul(2 * Math.cos(1))))).toBe(true);
    expect(rule.mock.lastCall?.[1]).toEqual([true, false]);
  });

  test("inside the steps of a loop the rule is asked too", () => {
    const { f, rule } = asked();
    const steps = (g: (x: Array, y: Array) => Array) => (x: Array) =>
      lax.scan((c: Array, _) => [g(c, x), null], x, null, { length: 3 })[0];
    expect(values(vmap(steps(f))(xs))).toEqual(values(vmap(steps((x, y) => np.sin(x).mul(y)))(xs)));
    expect(rule).toHaveBeenCalled();
  });

  test("inside customVjp both rules count", () => {
    const { f, rule } = asked();
    const both = customVjp((x: Array) => f(x, 1));
    both.defvjp(
      (x) => [f(x, 1), x],
      (_, ct) => [ct.mul(100)],
    );
    expect(values(vmap(grad(both))(xs))).toEqual([100, 100, 100]);
    expect(rule).toHaveBeenCalled();
  });

  test("a value that is closed over may be differentiated by, but not mapped over, and the error says so", () => {
    const scaled = (w: Array) => {
      const f = customVmap(function scaled(x: Array) {
        return x.mul(w);
      });
      f.defVmap((_, [batched], x) => [x.mul(w), batched]);
      return f;
    };
    expect(grad((w: Array) => scaled(w)(3))(2).item()).toBe(3);
    expect(grad((w: Array) => np.sum(vmap(scaled(w))(xs)))(2).item()).toBeCloseTo(0.6, 6);
    expect(() => vmap((w: Array) => scaled(w)(3))(xs)).toThrow(
      "customVmap: scaled closes over a value that is mapped; its rule does not know of that value: pass it as an argument",
    );
    expect(() => vmap((x: Array) => grad((w: Array) => scaled(w)(x))(2))(xs)).toThrow(
      /closes over a value that is differentiated.*pass it as an argument/,
    );
  });

  test("what a rule returns must fit, and the error says where it does not", () => {
    const f = customVmap(function pair(x: Array) {
      return { a: x };
    });
    const returning = (found: unknown) => () => {
      f.defVmap((() => found) as never);
      return vmap(f)(xs);
    };
    const what = "customVmap: what the batching rule of pair returned";
    expect(() => f(1)).toThrow("customVmap: pair has no batching rule; give it one with defVmap before it is called");
    expect(returning(3)).toThrow(`${what} must be [result, whether each array of it is mapped], found 3`);
    expect(returning([xs, true])).toThrow(
      `${what} as its result must have the structure of what the function returns, PyTreeDef({'a': *}), but it is PyTreeDef(*)`,
    );
    expect(returning([{ a: xs }, true])).toThrow(
      `${what} as its second part must have the structure of its result, PyTreeDef({'a': *}), but it is PyTreeDef(*)`,
    );
    expect(returning([{ a: xs }, { a: 1 }])).toThrow(
      `${what} as its second part at ['a'] must be true or false, found 1`,
    );
    expect(returning([{ a: np.ones([2]) }, { a: true }])).toThrow(
      `${what} as its result at ['a'] is f32[2], but the function returns f32[] for a single element, so it must be f32[3] where 3 of them are mapped`,
    );
    expect(returning([{ a: xs }, { a: false }])).toThrow(/so it must be f32\[\] where it is said not to be mapped/);
    expect(() => f.defVmap(3 as never)).toThrow("customVmap: defVmap of pair takes a function, found 3");
    expect(() => customVmap(null as never)).toThrow("customVmap: takes a function, found null");
    // The errors leave nothing behind.
    f.defVmap((_, [batched], x) => [{ a: x }, { a: batched }]);
    expect(values(vmap(f)(xs).a)).toEqual(values(xs));
  });
});

describe("sequentialVmap", () => {
  test("one element after the other, with what is not mapped shared", () => {
    const f = vi.fn((x: Array, p: { y: Array }) => [np.sin(x).mul(p.y), x]);
    const g = sequentialVmap(f);
    const [product, same] = vmap((x: Array) => g(x, { y: 2 }))(xs) as [Array, Array];
    expect(values(product)).toEqual(values(np.sin(xs).mul(2)));
    expect(values(same)).toEqual(values(xs));
    expect(f.mock.calls.every(([x]) => x.shape.length === 0)).toBe(true);
  });

  test("compiles to a loop, in a map of maps to a loop of loops", () => {
    const f = sequentialVmap((x: Array) => lax.rev(np.sort(x), [0]));
    const rows = np.arange(24).reshape([2, 3, 4]);
    expect(values(vmap(vmap(f))(rows))).toEqual(values(np.flip(rows, { axis: 2 })));
  });

  test("is differentiated in every order", () => {
    const f = sequentialVmap((x: Array) => np.sin(x).mul(x));
    const expected = values(vmap(grad((x: Array) => np.sin(x).mul(x)))(xs));
    expect(values(vmap(grad(f))(xs))).toEqual(expected);
    expect(values(grad((x: Array) => np.sum(vmap(f)(x)))(xs))).toEqual(expected);
  });
});
