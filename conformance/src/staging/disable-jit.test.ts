import { type Array, config } from "@hyrax/core";
import { grad, jvp } from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const three = np.array([0, 1, 2]);

beforeEach(() => config.update("disableJit", true));
afterEach(() => config.update("disableJit", false));

// What jax.disable_jit() gives for the same programs.
describe("without jit", () => {
  test("a scan calls its body with values in each step, from either end", () => {
    const seen: unknown[] = [];
    const body = (c: Array, x: Array): readonly [Array, Array] => {
      seen.push([c.item(), x.item()]);
      return [c.add(x), c];
    };
    const [last, before] = lax.scan(body, 0, three);
    expect([last.tolist(), before.tolist()]).toEqual([3, [0, 0, 1]]);
    expect(seen).toEqual([
      [0, 0],
      [0, 1],
      [1, 2],
    ]);
    expect(lax.scan(body, 0, three, { reverse: true })[1].tolist()).toEqual([3, 2, 0]);
  });

  test("a scan returns the pytrees that one with jit returns, of no steps too", () => {
    const body = (c: { n: Array }, x: readonly Array[]) =>
      [{ n: c.n.add(1) }, { y: [x[0]?.mul(2), null] }] as never as readonly [{ n: Array }, { y: [Array, null] }];
    const run = (n: number) => {
      const [carry, { y }] = lax.scan(body, { n: np.array(0) }, [np.ones([n, 2])]);
      return [carry.n.tolist(), y[0].tolist(), y[1]];
    };
    const without = [run(2), run(0)];
    config.update("disableJit", false);
    expect(without).toEqual([run(2), run(0)]);
  });

  test("loops and branches decide in JavaScript", () => {
    const seen: unknown[] = [];
    const last = lax.whileLoop(
      (i) => Number(i) < 3,
      (i) => {
        seen.push(i.item());
        return i.add(1);
      },
      np.array(0, { dtype: "int32" }),
    );
    expect([last.item(), seen]).toEqual([3, [0, 1, 2]]);
    const taken = lax.cond(
      np.array(true),
      (x) => x.mul(2),
      () => expect.fail("the other branch was called"),
      5,
    );
    expect((taken as Array).item()).toBe(10);
    expect(lax.switch(7, [() => np.array(0), () => np.array(1)]).item()).toBe(1);
    const total = lax.foriLoop(0, 3, (i, c) => c.add(Number(i)), np.array(1));
    expect(total.item()).toBe(4);
    expect(lax.foriLoop(0, 0, (_, c) => c, np.array(1)).item()).toBe(1);
    expect(lax.map((x: Array) => Number(x) * 2, three).tolist()).toEqual([0, 2, 4]);
  });

  const double = (x: Array) =>
    lax.whileLoop(
      (c) => c.less(3),
      (c) => c.mul(2),
      x,
    );

  test("derivatives go through, reverse ones of whileLoop too, since it is a loop of JavaScript", () => {
    expect(grad(double)(1).tolist()).toBe(4);
    expect(jvp(double, [np.array(1)], [np.array(1)])[1].tolist()).toBe(4);
    const f = (c: Array) => lax.scan((a: Array, x: Array) => [a.mul(x), a], c, np.array([2, 3]))[0];
    expect(grad(f)(1).tolist()).toBe(6);
  });

  test("what depends on values that are not known is traced all the same", () => {
    expect(vmap(double)(np.array([1, 2, 3])).tolist()).toEqual([4, 4, 3]);
    const choose = (p: Array) =>
      lax.cond(
        p,
        () => np.array(1),
        () => np.array(2),
      );
    expect(vmap(choose)(np.array([false, true])).tolist()).toEqual([2, 1]);
  });

  test("jaxprs show programs without calls and loops", () => {
    expect(String(makeJaxpr((x: Array) => jit(np.sin)(x))(1))).toBe(
      "{ lambda ; a:f32[]. let b:f32[] = sin a in (b,) }",
    );
    const loop = (x: Array) => lax.scan((c: Array) => [c.mul(2), null], x, null, { length: 2 })[0];
    expect(String(makeJaxpr(loop)(1))).toBe(
      "{ lambda ; a:f32[]. let\n    b:f32[] = mul a 2.0:f32[]\n    c:f32[] = mul b 2.0:f32[]\n  in (c,) }",
    );
  });

  test("mistakes are named as with jit", () => {
    expect(() => lax.scan((() => 1) as never, 0, three)).toThrow(
      new TypeError("scan: the body must return a pair [carry, y], found 1; return [carry, null] for no output"),
    );
    expect(() => lax.scan(null as never, 0, three)).toThrow("must come from a function");
    expect(() => lax.cond(true, 1 as never, 2 as never)).toThrow("must come from a function");
    expect(() => lax.whileLoop(3 as never, 4 as never, 0)).toThrow("must come from a function");
    expect(() =>
      lax.whileLoop(
        () => three,
        (c) => c,
        0,
      ),
    ).toThrow("the condition must return one bool scalar");
    const mine = new RangeError("mine");
    const fails = () => {
      throw mine;
    };
    expect(() => lax.scan(fails as never, 0, three)).toThrow(mine);
  });
});
