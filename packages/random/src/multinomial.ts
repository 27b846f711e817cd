import {
  type ArrayLike,
  clamp,
  cumsum,
  type DType,
  div,
  eq,
  type Array as NDArray,
  promoteTypes,
  requireOptions,
  scalarArray,
  sub,
  transpose,
} from "@hyrax/core";
import { randomSplit } from "@hyrax/core/library";
import { broadcastTo, convertTo, where } from "./arithmetic.js";
import { sampleBinomial } from "./binomial.js";
import { type FloatDType, floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { scanOver } from "./loops.js";
import { floatingOperand } from "./operand.js";
import type { SamplerOptions } from "./options.js";
import { program } from "./program.js";
import { checkedShape, sampleShape } from "./shape-argument.js";

interface MultinomialSample {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** One category after the other: each is binomial among the trials that are left, at its share of what is left of p. */
const sampleMultinomial = program(
  "_multinomial",
  ([key, n, p]: readonly [NDArray, NDArray, NDArray], { shape, dtype }: MultinomialSample) => {
    const rest = shape.slice(0, -1);
    const floatDType = p.dtype as FloatDType;
    const first = [rest.length, ...rest.map((_, axis) => axis)];
    const probabilities = transpose(broadcastTo(p, shape), { permutation: first });
    const left = cumsum(probabilities, { axis: 0, reverse: true });
    const shares = div(probabilities, where(eq(left, 0), 1, left));
    const keys = randomSplit(key, { shape: [shape.at(-1) as number] });
    const [, counts] = scanOver(
      (remainder, [share, subkey]) => {
        const ratio = clamp(scalarArray(0, floatDType), share as NDArray, scalarArray(1, floatDType));
        const count = sampleBinomial([subkey as NDArray, remainder, ratio], { shape: rest, dtype: floatDType });
        return [sub(remainder, count), count];
      },
      broadcastTo(n, rest),
      [shares, keys],
    );
    const last = [...rest.map((_, axis) => axis + 1), 0];
    return convertTo(transpose(counts, { permutation: last }), dtype);
  },
);

/**
 * How often each of k outcomes comes in `n` trials, as floats `[..., k]` for probabilities `p` of `[..., k]`, which add
 * up to 1. `n` has the shape of `p` without its last axis, or broadcasts to it.
 */
export function multinomial(key: Key, n: ArrayLike, p: ArrayLike, options: SamplerOptions = {}): NDArray {
  requireOptions("multinomial", options, ["shape", "dtype"]);
  const dtype = floatDtype("multinomial", options.dtype);
  const [trials, probabilities] = [floatingOperand("multinomial", "n", n), floatingOperand("multinomial", "p", p)];
  if (probabilities.ndim === 0)
    throw new TypeError(`multinomial: p must have at least one axis, found ${probabilities.aval}`);
  const common = promoteTypes([trials, probabilities]).dtype;
  const shape = checkedShape("multinomial", options.shape ?? probabilities.shape);
  sampleShape("multinomial", shape, { p: probabilities.shape });
  sampleShape("multinomial: for each row of p,", shape.slice(0, -1), { n: trials.shape });
  const inputs = [typedKey("multinomial", key), convertTo(trials, common), convertTo(probabilities, common)] as const;
  return sampleMultinomial(inputs, { shape, dtype });
}
