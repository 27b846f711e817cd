import type { Array as NDArray } from "@hyrax/core";
import * as core from "@hyrax/core";
import { noise, noiseOf, undecided } from "../noise.js";
import { filled, floating, magnitude, type Perturb, spread } from "./applied.js";

/** The results off by units in the last place. */
const byUlps =
  (ulps: number, halves = 1): Perturb =>
  ({ outs }) =>
    outs.map((x) => {
      if (!floating(x)) return x;
      return noise(x, { ulps: core.dtypeBytes(x.dtype) === 2 ? halves : ulps });
    });

/** Complex numbers whose squares overflow or vanish: which of their operations do so too is not agreed upon. */
const atLimits: Perturb = ({ outs, inputs }) => {
  const [out] = outs as readonly [NDArray];
  const operands = [out, ...inputs].filter(({ dtype }) => core.isComplex(dtype));
  const sizes = operands.map((x) => {
    const size = magnitude(x);
    return core.selectN([core.eq(size, 0), core.square(size), filled(size, 1)]);
  });
  const like = (size: NDArray) =>
    size.size === out.size ? core.reshape(size, { newSizes: out.shape }) : spread(size, out, 0);
  const decided = sizes.map(like).reduce((x, size) => undecided(x, size, size), out);
  return [decided];
};

/** Elementary functions are promised to within four units; complex ones are made of several. */
export const elementary: Perturb = (applied) => {
  if (!core.isComplex(applied.outs[0]!.dtype)) return byUlps(4)(applied);
  return atLimits({ ...applied, outs: byUlps(16)(applied) });
};

/** Operations that every engine rounds the same way, unless they are complex. */
export const complexOnly: Perturb = (applied) => {
  if (!core.isComplex(applied.outs[0]!.dtype)) return applied.outs;
  return atLimits({ ...applied, outs: byUlps(4)(applied) });
};

/** The angle of a complex number is a logarithm of a number of size one. */
export const angles: Perturb = (applied) => {
  const [out] = elementary(applied) as readonly [NDArray];
  return [core.isComplex(out.dtype) ? noiseOf(out, filled(magnitude(out), 1), { ulps: 8 }) : out];
};

/** Squares and more in the denominator overflow before what is below the least normal number is rounded. */
export const powers: Perturb = (applied) => {
  const { y } = applied.eqn.params as core.IntegerPowParams;
  if (y === 2) return complexOnly(applied);
  const [out] = elementary(applied) as readonly [NDArray];
  if (y >= 0 || !floating(out)) return [out];
  const size = magnitude(out);
  return [undecided(out, filled(size, 1), size)];
};

/** Series and approximations, which end differently, relative to one where results are small. */
export const approximations: Perturb = ({ outs: [out], inputs }) => {
  const sizes = inputs.map(magnitude).reduce((a, b) => core.max(a, b));
  const scale = core.max(core.max(magnitude(out!), 1), core.max(sizes, 1));
  return [noiseOf(noise(out!, { ulps: core.dtypeBytes(out!.dtype) === 2 ? 1 : 64 }), scale, { ulps: 64 })];
};
