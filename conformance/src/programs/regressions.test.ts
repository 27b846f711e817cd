import "@hyrax/cpu";
import type { Array as NDArray } from "@hyrax/core";
import { customJvp, grad, jvp } from "@hyrax/grad";
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
