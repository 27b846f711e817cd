import type { Array as NDArray } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { elements, expectClose, withFloat64 } from "../../test-support/fixtures.js";
import * as special from "./index.js";

type Unary = (x: NDArray) => NDArray;

/** Where each has a derivative, also by an argument other than the first. */
const functions: Readonly<Record<string, readonly [Unary, readonly number[]]>> = {
  entr: [special.entr, [0.1, 0.7, 2]],
  expit: [special.expit, [-3, 0.2, 2]],
  logit: [special.logit, [0.1, 0.5, 0.95]],
  gamma: [special.gamma, [-1.6, 0.5, 2.2]],
  gammaln: [special.gammaln, [-1.6, 0.5, 20]],
  beta: [(x) => special.beta(x, 2.5), [0.4, 3]],
  betaln: [(x) => special.betaln(x, 2.5), [0.4, 3, 12]],
  "betaln by its second argument": [(x) => special.betaln(1.5, x), [0.4, 3, 12]],
  i0: [special.i0, [-2, 0.3, 5]],
  i1: [special.i1, [-2, 0.3, 5]],
  ndtr: [special.ndtr, [-3, 0.2, 1.5]],
  ndtri: [special.ndtri, [0.02, 0.3, 0.9]],
  logNdtr: [special.logNdtr, [-30, -3, 0.2, 9]],
  expi: [special.expi, [-2, 0.5, 7]],
  exp1: [special.exp1, [0.2, 0.9, 4]],
  "expn of order 3": [(x) => special.expn(3, x), [0.2, 0.9, 4]],
  xlogy: [(x) => special.xlogy(x, x.add(1)), [0.4, 3]],
  xlog1py: [(x) => special.xlog1py(2, x), [-0.5, 3]],
  relEntr: [(x) => special.relEntr(x, 0.7), [0.4, 3]],
  klDiv: [(x) => special.klDiv(0.7, x), [0.4, 3]],
  boxcox: [(x) => special.boxcox(1.5, x), [-1, 0.5]],
  poch: [(x) => special.poch(x, x.mul(0.5)), [0.4, 3]],
  "zeta by its exponent": [(x) => special.zeta(x, 1.75), [1.2, 2, 8]],
  "zeta by its offset": [(x) => special.zeta(2.5, x), [0.3, 2]],
  spence: [special.spence, [0.2, 0.8, 1.3, 5]],
  erfcx: [special.erfcx, [-1, 0.5, 4, 30]],
  "besselJn of order 2": [(x) => special.besselJn(x, 2).get(2), [0.3, 4, 11]],
  dawsn: [special.dawsn, [-1, 0.5, 4, 9]],
  si: [(x) => special.sici(x)[0], [-3, 0.5, 6, 12]],
  ci: [(x) => special.sici(x)[1], [0.5, 6, 12]],
  comb: [(x) => special.comb(x.add(4), x), [0.4, 1.5]],
  multigammaln: [(x) => special.multigammaln(x, 3), [1.4, 5]],
};

describe("derivatives agree with differences:", () => {
  test.each(Object.entries(functions))("%s", (_, [f, points]) => {
    withFloat64(() => {
      const x = np.array(points, { dtype: "float64" });
      const h = 1e-5;
      const differences = f(x.add(h))
        .sub(f(x.sub(h)))
        .div(2 * h);
      const derivatives = vmap(grad((x: NDArray) => f(x)))(x);
      expectClose(elements(derivatives), elements(differences), 1e-6, 1e-8);
      const second = vmap(grad((x: NDArray) => grad((x: NDArray) => f(x))(x)))(x);
      expect(elements(np.isfinite(second)), String(second)).not.toContain(false);
    });
  });
});

test.each<[string, Unary, number, number]>([
  ["xlogy by x at x = 0", (x) => special.xlogy(x, 2), 0, Math.LN2],
  ["xlog1py by y where x = 0", (y) => special.xlog1py(0, y), -1, Number.NaN],
  ["spence at 1", special.spence, 1, -1],
  ["entr at 0", special.entr, 0, Number.POSITIVE_INFINITY],
  ["logNdtr far below 0, where the density is 0", special.logNdtr, -40, 40.0254],
])("the derivative of %s is JAX's", (_, f, x, slope) => {
  const derivative = grad((x: NDArray) => f(x))(x).item() as number;
  if (Number.isFinite(slope)) expect(derivative).toBeCloseTo(slope, 3);
  else expect(derivative).toBe(slope);
});
