import type { Array as NDArray } from "@hyrax/core";
import * as core from "@hyrax/core";
import { hessenberg, tridiagonal } from "@hyrax/core/library";
import { noise, noiseOf, undecided } from "../noise.js";
import { filled, floating, magnitude, type Perturb, spread } from "./applied.js";

/** Products whose parts may overflow or vanish, though the whole does not, in one order and not in another. */
export const products: Perturb = ({ outs, inputs, eqn }) => {
  const [out] = outs as readonly [NDArray];
  if (!floating(out)) return outs;
  const sizes = (bound: typeof core.max) =>
    inputs.map((x) => {
      if (!floating(x)) return x;
      const size = magnitude(x);
      // A zero takes part in no overflow: the product is zero.
      return bound(core.selectN([core.eq(size, 0), size, filled(size, 1)]), 1);
    });
  const [over] = core.bind(eqn.primitive, sizes(core.max), eqn.params) as readonly [NDArray];
  const [under] = core.bind(eqn.primitive, sizes(core.min), eqn.params) as readonly [NDArray];
  const factors = inputs.reduce((n, x) => n + x.size, 0) / Math.max(1, out.size);
  return [undecided(noise(out, { ulps: 4 + 2 * Math.sqrt(factors) }), over, under)];
};

/** Of complex numbers that are not finite, which is the greatest depends on the order in which they are compared. */
export const comparisons: Perturb = (applied) => {
  const {
    outs: [out],
    inputs: [x],
    eqn: { primitive, params },
  } = applied;
  if (!core.isComplex(out!.dtype)) return applied.outs;
  const size = magnitude(x!);
  const odd = core.selectN([core.isFinite(size), filled(size, Number.POSITIVE_INFINITY), filled(size, 1)]);
  const running = primitive === core.cummax || primitive === core.cummin;
  const [bound] = core.bind(running ? core.cummax : core.reduceMax, [odd], params) as readonly [NDArray];
  return [undecided(out!, bound, filled(bound, 1))];
};

/** Factors and solutions, relative to the greatest element of each matrix or row. */
export const factors: Perturb = ({ outs, inputs, eqn: { primitive } }) =>
  outs.map((out) => {
    if (!floating(out) || out.size === 0) return out;
    const batch = inputs[0]!.shape.length - 2;
    const axes = out.shape.map((_, i) => i).slice(Math.max(0, batch));
    const greatest = core.reduceMax(magnitude(out), { axes });
    // A reflection of what is nearly nothing already is another one.
    const ulps = primitive === tridiagonal || primitive === hessenberg ? 4096 : 16;
    const n = Math.max(...inputs[0]!.shape.slice(-2));
    return noiseOf(out, spread(core.max(greatest, 1), out, axes[0] ?? 0), { ulps: ulps * (4 + n) });
  });
