import {
  add,
  and,
  customJvpCall,
  div,
  eq,
  exp,
  type FlatFunction,
  ge,
  le,
  log,
  mul,
  type Array as NDArray,
  neg,
  or,
  pow,
  reshape,
  scalarArray,
  sqrt,
  sub,
  type Tangent,
  Zero,
} from "@hyrax/core";
import { randomGammaGrad, randomSplit } from "@hyrax/core/library";
import { full, where } from "./arithmetic.js";
import { sampleExponential } from "./exponential.js";
import { type FloatDType, floatInfo } from "./float-info.js";
import { any, repeatWhile } from "./loops.js";
import { sampleNormal } from "./normal.js";
import { splitThree, splitTwo } from "./split-key.js";
import { unitUniform } from "./uniform.js";

/**
 * One sample for each key and shape parameter, `[n]` both. All run in one loop, until the last is accepted; those that
 * have been are kept as they are.
 * Source: Marsaglia, Tsang, "A simple method for generating gamma variables", 2000. A parameter below 1 is raised by 1,
 * and the sample multiplied by u^(1/a) for a uniform u, or log(u) / a added to its logarithm.
 */
function gammaByRejection(keys: NDArray, a: NDArray, logSpace: boolean): NDArray {
  const dtype = a.dtype as FloatDType;
  const each = { shape: [], dtype };
  const constant = (value: number) => full(a.shape, value, dtype);

  const boosted = ge(a, 1);
  const d = sub(where(boosted, a, add(a, 1)), 1 / 3);
  const c = div(scalarArray(1 / 3, dtype), sqrt(d));
  const [key, boostKey] = splitTwo(keys);

  // x² is that of a normal number, v = (1 + c x)³, u is uniform: rejected unless one of two bounds holds.
  const rejected = (xx: NDArray, v: NDArray, u: NDArray) =>
    and(ge(u, sub(1, mul(0.0331, mul(xx, xx)))), ge(log(u), add(mul(xx, 0.5), mul(d, add(sub(1, v), log(v))))));

  /** Normal numbers x with 1 + c x positive; an element that is not `wanted` need not be. */
  const positive = (xKeys: NDArray, wanted: NDArray) => {
    const [, x, root] = repeatWhile(
      ([, , r]) => any(le(r, 0)),
      ([k, x, r]) => {
        const pending = le(r, 0);
        const [next, subkey] = splitTwo(k);
        const drawn = sampleNormal([subkey], each);
        return [next, where(pending, drawn, x), where(pending, add(mul(drawn, c), 1), r)];
      },
      [xKeys, constant(0), where(wanted, constant(-1), constant(1))],
    );
    return [x, root] as const;
  };

  const [, , v] = repeatWhile(
    ([, xx, v, u]) => any(rejected(xx, v, u)),
    ([k, xx, v, u]) => {
      const pending = rejected(xx, v, u);
      const [next, xKey, uKey] = splitThree(k);
      const [x, root] = positive(xKey, pending);
      const drawn = unitUniform(uKey, each);
      const cube = mul(mul(root, root), root);
      return [next, where(pending, mul(x, x), xx), where(pending, cube, v), where(pending, drawn, u)];
    },
    // Of a kind that is rejected, so that the first step draws.
    [key, constant(0), constant(1), constant(2)],
  );

  if (logSpace) {
    const logU = neg(sampleExponential([boostKey], each));
    const boost = where(or(boosted, eq(logU, 0)), 0, mul(logU, div(1, a)));
    return add(add(log(d), log(v)), boost);
  }
  const u = sub(1, unitUniform(boostKey, each));
  return mul(mul(d, v), where(boosted, 1, pow(u, div(1, a))));
}

/** The derivative of a sample by its parameter, at the same random numbers. In log space it is divided by the sample. */
function gammaDerivative(sample: NDArray, a: NDArray, logSpace: boolean): NDArray {
  if (!logSpace) return randomGammaGrad(a, sample);
  const { tiny } = floatInfo[a.dtype as FloatDType];
  const linear = exp(sample);
  const x = where(eq(linear, 0), tiny, linear);
  return div(randomGammaGrad(a, x), x);
}

/** `(key, a)` to samples of the shape of `a`, differentiable by `a`; in log space, their logarithms. */
function gammaFunction(logSpace: boolean): (key: NDArray, a: NDArray) => NDArray {
  const call: FlatFunction = (inputs) => {
    const [key, a] = inputs as readonly [NDArray, NDArray];
    const keys = randomSplit(key, { shape: [a.size] });
    return [reshape(gammaByRejection(keys, reshape(a, { newSizes: [a.size] }), logSpace), { newSizes: a.shape })];
  };
  const jvp = (primals: readonly NDArray[], tangents: readonly Tangent[]) => {
    const [key, a] = primals as readonly [NDArray, NDArray];
    const da = tangents[1] as Tangent;
    const sample = sampler(key, a);
    const tangent = da instanceof Zero ? new Zero(sample.aval) : mul(da, gammaDerivative(sample, a, logSpace));
    return [[sample], [tangent]] as const;
  };
  const params = { name: "random_gamma", call, jvp, numConsts: 0, symbolicZeros: true };
  const sampler = (key: NDArray, a: NDArray) => customJvpCall([key, a], params)[0] as NDArray;
  return sampler;
}

/** `(key, a)` to gamma samples of the shape of `a`. */
export const gammaSamples = gammaFunction(false);

/** `(key, a)` to the logarithms of gamma samples of the shape of `a`. */
export const logGammaSamples = gammaFunction(true);
