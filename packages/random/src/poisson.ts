import {
  type ArrayLike,
  abs,
  add,
  and,
  div,
  eq,
  floor,
  ge,
  gt,
  le,
  log,
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
import { lgamma } from "@hyrax/core/library";
import { broadcastTo, convertTo, full, where } from "./arithmetic.js";
import { integerDtype, integerRange } from "./integer-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { any, repeatWhile } from "./loops.js";
import { operand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import type { IntegerSample } from "./randint.js";
import { sampleShape } from "./shape-argument.js";
import { splitThree, splitTwo } from "./split-key.js";
import { unitUniform } from "./uniform.js";

/** Rates below this are sampled by multiplication. */
const smallRate = 10;

function uniform(key: NDArray, shape: Shape): NDArray {
  return unitUniform(key, { shape, dtype: "float32" });
}

/**
 * As many uniform numbers as keep the product above e^−rate, less one.
 * Source: Knuth, "The art of computer programming", volume 2, section 3.4.1, algorithm Q, in logarithms.
 */
function byMultiplication(key: NDArray, rate: NDArray, { shape, dtype }: IntegerSample, steps: number): NDArray {
  const threshold = neg(rate);
  const [, count] = repeatWhile(
    ([i, , , logProduct]) => and(any(gt(logProduct, threshold)), lt(i, steps)),
    ([i, k, rest, logProduct]) => {
      const [next, subkey] = splitTwo(rest);
      const more = where(gt(logProduct, threshold), add(k, 1), k);
      return [add(i, 1), more, next, add(logProduct, log(uniform(subkey, shape)))];
    },
    [scalarArray(0, "int32"), full(shape, 0, dtype), key, full(shape, 0, "float32")],
  );
  return sub(count, 1);
}

/** Source: Hörmann, "The transformed rejection method for generating Poisson random variables", 1993, algorithm PTRS. */
function byRejection(key: NDArray, rate: NDArray, { shape, dtype }: IntegerSample, steps: number): NDArray {
  const logRate = log(rate);
  const b = add(0.931, mul(2.53, sqrt(rate)));
  const a = add(-0.059, mul(0.02483, b));
  const inverseAlpha = add(1.1239, div(1.1328, sub(b, 3.4)));
  const squeeze = sub(0.9277, div(3.6224, sub(b, 2)));
  const [, sample] = repeatWhile(
    ([i, , accepted]) => and(any(not(accepted)), lt(i, steps)),
    ([i, sampled, accepted, rest]) => {
      const [next, uKey, vKey] = splitThree(rest);
      const u = sub(uniform(uKey, shape), 0.5);
      const v = uniform(vKey, shape);
      const shifted = sub(0.5, abs(u));
      const k = floor(add(add(mul(add(div(mul(2, a), shifted), b), u), rate), 0.43));
      const s = log(div(mul(v, inverseAlpha), add(div(a, mul(shifted, shifted)), b)));
      const t = sub(add(neg(rate), mul(k, logRate)), lgamma(add(k, 1)));
      const surely = and(ge(shifted, 0.07), le(v, squeeze));
      const never = or(lt(k, 0), and(lt(shifted, 0.013), gt(v, shifted)));
      const accept = or(surely, and(not(never), le(s, t)));
      return [add(i, 1), where(accept, k, sampled), or(accepted, accept), next];
    },
    [scalarArray(0, "int32"), full(shape, -1, "float32"), full(shape, false, "bool"), key],
  );
  return convertTo(sample, dtype);
}

/** `[key, rate]`, the rate float32. Both methods run on all elements, with rates of their own where they do not count. */
const samplePoisson = program("_poisson", ([key, lam]: readonly [NDArray, NDArray], statics: IntegerSample) => {
  const rate = broadcastTo(convertTo(lam, "float32"), statics.shape);
  const small = or(ne(rate, rate), lt(rate, smallRate));
  // The loops count in int32.
  const steps = Number(minimum(integerRange(statics.dtype)[1], integerRange("int32")[1]));
  const sample = where(
    small,
    byMultiplication(key, where(small, rate, 0), statics, steps),
    byRejection(key, where(small, 1e5, rate), statics, steps),
  );
  return where(eq(rate, 0), 0, sample);
});

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Integers of the Poisson distribution with mean `lam`; −1 where it is NaN. Of the shape of `lam` unless one is given. */
export function poisson(
  key: Key,
  lam: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("poisson", shape, options, ["dtype"]);
  const dtype = integerDtype("poisson", given.dtype);
  const rate = operand("poisson", "the rate lam", lam);
  const sizes = sampleShape("poisson", given.shape, { lam: rate.shape });
  return samplePoisson([typedKey("poisson", key), rate], { shape: sizes, dtype });
}
