import type { Array as NDArray } from "@hyrax/core";
import * as core from "@hyrax/core";
import type { FftParams } from "@hyrax/core/library";
import { noise, noiseOf, undecided } from "../noise.js";
import { filled, floating, magnitude, type Perturb, spread } from "./applied.js";

/** Infinities and NaN are in a sum whatever the order of its terms. */
const finiteMagnitude = (x: NDArray): NDArray => {
  const size = magnitude(x);
  return core.selectN([core.isFinite(size), filled(size, 0), size]);
};

/** The same operation on absolute values: what the errors of sums and products grow with. */
export const sums: Perturb = ({ outs, inputs, eqn }) => {
  const [out] = outs as readonly [NDArray];
  if (!floating(out)) return outs;
  const sizes = inputs.map((x) => (floating(x) ? finiteMagnitude(x) : x));
  const params = {
    ...eqn.params,
    ...("preferredElementType" in eqn.params && { preferredElementType: core.realDtype(out.dtype) }),
  };
  const [scale] = core.bind(eqn.primitive, sizes, params) as readonly [NDArray];
  const terms = Math.max(2, inputs.reduce((n, x) => n + x.size, 0) / Math.max(1, out.size));
  // The reference engine adds up doubles one after the other.
  const steps = core.realDtype(out.dtype) === "float64" ? Math.sqrt(terms) : Math.log2(terms);
  return [noiseOf(out, scale, { ulps: 4 + steps })];
};

/** Whether zeros between and around the elements of an image are multiplied, with infinities too, is not agreed upon. */
export const convolutions: Perturb = (applied) => {
  const [out] = sums(applied) as readonly [NDArray];
  const kernel = applied.inputs[1]!;
  if (!floating(out) || kernel.size === 0) return [out];
  const greatest = core.reduceMax(magnitude(kernel), { axes: kernel.shape.map((_, axis) => axis) });
  const bound = core.selectN([core.isFinite(greatest), filled(greatest, Number.POSITIVE_INFINITY), greatest]);
  return [noiseOf(out, spread(bound, out, 0), { ulps: 0 })];
};

/** Sums of what is chosen in `x`, which stays as it is. */
export const chosenSums: Perturb = ({ outs: [out], inputs: [source, x], eqn }) => {
  const [scale] = core.bind(eqn.primitive, [finiteMagnitude(source!), x!], eqn.params) as readonly [NDArray];
  return [noiseOf(out!, scale, { ulps: 6 })];
};

/** Relative to one, where the logarithm of a sum is near zero. */
export const logSums: Perturb = ({ outs: [out], inputs: [x], eqn }) => {
  const { axis, reverse } = eqn.params as core.CumulativeParams;
  const size = core.cummax(core.max(magnitude(x!), 1), { axis, reverse });
  const ulps = 8 + Math.log2(1 + x!.size);
  if (!core.isComplex(out!.dtype)) return [noiseOf(noise(out!, { ulps: 8 }), size, { ulps })];
  // Sums of complex numbers may nearly vanish: errors of the terms show in their logarithms.
  const terms = noiseOf(x!, core.max(magnitude(x!), 1), { ulps: 64 });
  const sum = noiseOf(core.cumlogsumexp(terms, { axis, reverse }), size, { ulps: 64 + ulps });
  // From π, the angle of a logarithm may go on at −π.
  const angle = core.abs(core.imag(out!));
  const bound = core.selectN([core.lt(angle, 3.14), filled(angle, Number.POSITIVE_INFINITY), filled(angle, 1)]);
  return [undecided(sum, bound, filled(angle, 1))];
};

/** Each element of a transform is a sum of all. */
export const transforms: Perturb = ({ outs: [out], inputs: [x], eqn }) => {
  const { fftLengths, fftType } = eqn.params as FftParams;
  const from = x!.shape.length - fftLengths.length;
  const axes = fftLengths.map((_, i) => from + i);
  const sum = core.reduceSum(magnitude(x!), { axes });
  // Of infinities come infinities or NaN, in one way or another.
  const total = core.selectN([core.isFinite(core.mul(sum, 4)), filled(sum, Number.POSITIVE_INFINITY), sum]);
  const scale = fftType.startsWith("I") ? core.mul(total, 2 / core.sizeOf(fftLengths)) : total;
  return [noiseOf(out!, spread(scale, out!, from), { ulps: 4 + Math.log2(core.sizeOf(fftLengths)) })];
};
