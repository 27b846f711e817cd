import {
  type ArrayLike,
  abs,
  add,
  and,
  ceil,
  div,
  eq,
  floor,
  ge,
  gt,
  le,
  log,
  log1p,
  lt,
  mul,
  type Array as NDArray,
  ne,
  neg,
  not,
  or,
  type Shape,
  scalarArray,
  sqrt,
  sub,
} from "@hyrax/core";
import { broadcastTo, convertTo, full, where } from "./arithmetic.js";
import { type FloatDType, floatDtype, floatInfo } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { any, repeatWhile } from "./loops.js";
import { floatingOperand, operand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleShape } from "./shape-argument.js";
import { splitThree, splitTwo } from "./split-key.js";
import { stirlingTail } from "./stirling-tail.js";
import { type FloatSample, unitUniform } from "./uniform.js";

function uniform(key: NDArray, shape: Shape, dtype: FloatDType): NDArray {
  return unitUniform(key, { shape, dtype });
}

/** How many geometric waiting times fit into `count` trials. Source: Devroye, "Non-uniform random variate generation", 1986, section X.4.3. */
function byWaitingTimes(key: NDArray, count: NDArray, p: NDArray, steps: number): NDArray {
  const dtype = p.dtype as FloatDType;
  const logFailure = log1p(neg(p));
  const [, successes] = repeatWhile(
    ([i, , waited]) => and(any(le(waited, count)), lt(i, steps)),
    ([i, n, waited, rest]) => {
      const [subkey, next] = splitTwo(rest);
      const more = where(le(waited, count), add(n, 1), n);
      const wait = ceil(div(log(uniform(subkey, p.shape, dtype)), logFailure));
      return [add(i, 1), more, add(waited, wait), next];
    },
    [scalarArray(0, "int32"), full(p.shape, 0, dtype), full(p.shape, 0, dtype), key],
  );
  return sub(successes, 1);
}

/** Source: Hörmann, "The generation of binomial random variates", 1993, algorithm BTRS. */
function byRejection(key: NDArray, count: NDArray, p: NDArray, steps: number): NDArray {
  const dtype = p.dtype as FloatDType;
  const constant = (value: number) => full(p.shape, value, dtype);
  const deviation = sqrt(mul(mul(count, p), sub(1, p)));
  const b = add(1.15, mul(2.53, deviation));
  const a = add(add(-0.0873, mul(0.0248, b)), mul(0.01, p));
  const c = add(mul(count, p), 0.5);
  const squeeze = sub(0.92, div(4.2, b));
  const odds = div(p, sub(1, p));
  const alpha = mul(add(2.83, div(5.1, b)), deviation);
  const mode = floor(mul(add(count, 1), p));
  const [, sample] = repeatWhile(
    ([i, , accepted]) => and(any(not(accepted)), lt(i, steps)),
    ([i, sampled, accepted, rest]) => {
      const [next, uKey, vKey] = splitThree(rest);
      const u = sub(uniform(uKey, p.shape, dtype), 0.5);
      const v = uniform(vKey, p.shape, dtype);
      const shifted = sub(0.5, abs(u));
      const k = floor(add(mul(add(div(mul(2, a), shifted), b), u), c));
      const never = or(lt(k, 0), gt(k, count));
      const height = log(div(mul(v, alpha), add(div(a, mul(shifted, shifted)), b)));
      const surely = and(ge(shifted, 0.07), le(v, squeeze));
      const accept = or(surely, and(not(never), le(height, logDensity(k, { count, mode, odds }))));
      return [add(i, 1), where(accept, k, sampled), or(accepted, accept), next];
    },
    [scalarArray(0, "int32"), constant(-1), full(p.shape, false, "bool"), key],
  );
  return sample;
}

interface Binomial {
  readonly count: NDArray;
  readonly mode: NDArray;
  readonly odds: NDArray;
}

/** The logarithm of the probability of k over that of the mode m. */
function logDensity(k: NDArray, { count, mode: m, odds }: Binomial): NDArray {
  const above = (x: NDArray) => add(sub(count, x), 1);
  const terms = [
    mul(add(m, 0.5), log(div(add(m, 1), mul(odds, above(m))))),
    mul(add(count, 1), log(div(above(m), above(k)))),
    mul(add(k, 0.5), log(div(mul(odds, above(k)), add(k, 1)))),
    stirlingTail(m),
    stirlingTail(sub(count, m)),
    neg(stirlingTail(k)),
    neg(stirlingTail(sub(count, k))),
  ] as const;
  return terms.slice(1).reduce((sum, term) => add(sum, term), terms[0]);
}

/** `[key, n, p]` to counts as floats of the dtype of p. NaN where p, or n, is no probability or number of trials. */
export const sampleBinomial = program(
  "_binomial",
  ([key, n, p]: readonly [NDArray, NDArray, NDArray], { shape, dtype }: FloatSample) => {
    const floating = p.dtype as FloatDType;
    const trials = broadcastTo(convertTo(n, floating), shape);
    const probability = broadcastTo(p, shape);
    // The less likely outcome is counted.
    const direct = lt(probability, 0.5);
    const given = where(direct, probability, sub(1, probability));
    const noCount = or(ne(trials, trials), lt(trials, 0));
    const noProbability = or(ne(given, given), lt(given, 0));
    const endless = eq(trials, Number.POSITIVE_INFINITY);
    const q = where(noProbability, 0.01, given);
    const few = or(noCount, le(mul(trials, q), 10));
    const count = floor(trials);

    const steps = Math.min(floatInfo[dtype].max, 2 ** 31 - 1);
    const drawn = where(
      few,
      byWaitingTimes(key, where(few, count, 0), q, steps),
      byRejection(key, where(few, 1e4, count), where(few, 0.5, q), steps),
    );
    const invalid = or(noProbability, noCount);
    const finite = where(invalid, Number.NaN, convertTo(drawn, dtype));
    const sample = where(and(endless, not(invalid)), Number.POSITIVE_INFINITY, finite);
    const keep = or(or(direct, noCount), or(ne(given, given), endless));
    return where(keep, sample, sub(convertTo(count, dtype), sample));
  },
);

/**
 * How many of `n` trials succeed, each with probability `p`, as floats. Both methods run on all elements, with numbers
 * of their own where they do not count.
 */
export function binomial(
  key: Key,
  n: ArrayLike,
  p: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("binomial", shape, options, ["dtype"]);
  const dtype = floatDtype("binomial", given.dtype);
  const trials = operand("binomial", "n", n);
  const probability = floatingOperand("binomial", "p", p);
  const sizes = sampleShape("binomial", given.shape, { n: trials.shape, p: probability.shape });
  return sampleBinomial([typedKey("binomial", key), trials, probability], { shape: sizes, dtype });
}
