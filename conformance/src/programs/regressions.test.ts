import "@hyrax/cpu";
import type { Array as NDArray } from "@hyrax/core";
import { customJvp, customVjp, grad, jvp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { expect, test } from "vitest";

// What generated programs have found, in their smallest form.

test("a branch whose predicate is mapped can be differentiated in a rule of customJvp", () => {
  const branches = (x: NDArray) =>
    lax.cond(
      x.greater(0),
      (a: NDArray) => a.mul(3),
      (a: NDArray) => a.mul(5),
      x,
    );
  const custom = customJvp((x: NDArray) => branches(x));
  custom.defjvp(([x], [dx]) => jvp(branches, [x], [dx]));
  const total = (xs: NDArray) => np.sum(vmap((x: NDArray) => custom(x))(xs));
  expect(grad(total)(np.array([0.5, -0.5])).tolist()).toEqual([3, 5]);
});

test("what a rule of customJvp finds to be constant may go into a function with a customVjp rule, compiled too", () => {
  const constant = (x: NDArray) => np.onesLike(x);
  const one = customJvp((x: NDArray) => constant(x));
  one.defjvp(([x], [dx]) => jvp(constant, [x], [dx]));
  const twice = customVjp((x: NDArray) => x.mul(2));
  twice.defvjp(
    (x) => [x.mul(2), null],
    (_: null, ct: NDArray) => [ct.mul(2)],
  );
  const f = (x: NDArray) => twice(one(x));
  expect([grad(f)(0.5).item(), grad(jit(f))(0.5).item()]).toEqual([0, 0]);
});
