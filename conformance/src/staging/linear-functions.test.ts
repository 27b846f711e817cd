import type { Array } from "@hyrax/core";
import { customVjp, grad, linearize, vjp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { scan } from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

const points = np.array([1, 2, 3]);
const cosines = [1, 2, 3].map(Math.cos);

const sin = (x: Array): Array => np.sin(x);

const expectClose = (found: Array | undefined, expected: readonly number[]) => {
  const values = [found?.tolist()].flat() as number[];
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 5));
};

type Pullback = (ct: Array) => Array[];

describe("the functions that vjp and linearize return are pytrees of what they hold", () => {
  test("a jitted function returns them, and another takes them", () => {
    const [, pullback] = jit((x: Array) => vjp(sin, x))(points);
    expectClose(pullback(np.ones([3]))[0], cosines);
    expectClose(jit((pull: Pullback) => pull(np.ones([3])) as [Array])(pullback as never)[0], cosines);
    const [, push] = jit((x: Array) => linearize(sin, x))(points);
    expectClose(push(np.ones([3])), cosines);
  });

  test("pullbacks that have the same program are traced through once", () => {
    let traced = 0;
    const at = jit((x: Array) => vjp(sin, x)[1]);
    const pull = jit((pullback: Pullback) => {
      traced++;
      return pullback(np.ones([3])) as [Array];
    });
    expectClose(pull(at(points) as never)[0], cosines);
    expectClose(pull(at(np.zeros([3])) as never)[0], [1, 1, 1]);
    expect(traced).toBe(1);
  });

  test("vmap stacks and unstacks them", () => {
    const pullbacks = vmap((x: Array) => vjp(sin, x)[1])(points);
    const pulled = vmap((pullback: Pullback, ct: Array) => pullback(ct))(pullbacks as never, points);
    expectClose(
      pulled[0] as Array,
      cosines.map((c, i) => c * (i + 1)),
    );
  });

  test("a scan returns those of its steps, and one in reverse pulls back through them", () => {
    // The carries are 1, sin 1, sin 1·sin 2; a pullback multiplies by cos(x)·carry.
    const one = np.array(1);
    const [, pullbacks] = scan((c: Array, x: Array) => vjp((t: Array) => sin(t).mul(c), x), one, points);
    const back = scan((ct: Array, pull: Pullback) => [pull(ct)[0], null], one, pullbacks as never, { reverse: true });
    expect((back[0] as Array).item()).toBeCloseTo(cosines.reduce((a, b) => a * b) * Math.sin(1) ** 2 * Math.sin(2), 5);
  });

  test("the forward pass of a custom rule may return one as its residuals", () => {
    const f = customVjp((x: Array) => sin(x));
    f.defvjp(
      (x: Array) => vjp(sin, x) as never,
      (pullback: Pullback, ct: Array) => [(pullback(ct)[0] as Array).mul(2)],
    );
    const slope = 2 * Math.cos(1);
    expectClose(grad(f)(1), [slope]);
    expectClose(jit(grad(f))(1), [slope]);
    expectClose(
      jit(vmap(grad(f)))(points),
      cosines.map((c) => 2 * c),
    );
  });
});
