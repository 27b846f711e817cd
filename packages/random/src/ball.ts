import { abs, add, div, type Array as NDArray, pow, reduceSum } from "@hyrax/core";
import { broadcastTo, convertTo, expandLast } from "./arithmetic.js";
import { sampleExponential } from "./exponential.js";
import { floatDtype } from "./float-info.js";
import { sampleGeneralizedNormal, scalarParameter } from "./generalized-normal.js";
import { type Key, typedKey } from "./key-argument.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { checkedShape } from "./shape-argument.js";
import { splitTwo } from "./split-key.js";
import type { FloatSample } from "./uniform.js";

interface BallSample extends FloatSample {
  readonly d: number;
}

/**
 * Source: Barthe, Guédon, Mendelson, Naor, "A probabilistic approach to the geometry of the ℓₚⁿ-ball", 2005: a vector g
 * of generalised normal numbers over (∑ |gᵢ|ᵖ + e)^(1/p), for an exponential e.
 */
const sampleBall = program("_ball", ([key, p]: readonly [NDArray, NDArray], { shape, dtype, d }: BallSample) => {
  const [vectorKey, radiusKey] = splitTwo(key);
  const whole = [...shape, d];
  const exponent = convertTo(p, dtype);
  const g = sampleGeneralizedNormal([vectorKey, p], { shape: whole, dtype });
  const e = sampleExponential([radiusKey], { shape, dtype });
  const norm = add(reduceSum(pow(abs(g), exponent), { axes: [shape.length] }), e);
  const scale = pow(norm, div(1, exponent));
  return div(g, broadcastTo(expandLast(scale), whole));
});

export interface BallOptions extends SamplerOptions {
  /** The norm whose unit ball it is: 2, the default, is Euclid's. */
  readonly p?: number | NDArray;
}

/** Vectors `[...shape, d]` from the inside of the unit ball of the p-norm, uniformly. */
export function ball(key: Key, d: number, shape?: ShapeOrOptions<BallOptions>, options?: BallOptions): NDArray {
  const given = samplerOptions("ball", shape, options, ["dtype", "p"]);
  const dtype = floatDtype("ball", given.dtype);
  const [size] = checkedShape("ball: the dimension d", [d]) as readonly [number];
  const p = scalarParameter("ball", given.p ?? 2, dtype);
  return sampleBall([typedKey("ball", key), p], { shape: checkedShape("ball", given.shape ?? []), dtype, d: size });
}
