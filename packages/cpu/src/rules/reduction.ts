import {
  type ArgReductionParams,
  type AxesParams,
  allocate,
  type CumulativeParams,
  type DType,
  isFloating,
  reduction,
  type ShapedArray,
  typedArrayClass,
} from "@hyrax/core";
import { type Around, around, reductionPasses } from "../axes.js";
import { bigints, doublesWriter, encodeDoubles, isWide, toDoubles } from "../doubles.js";
import * as folds from "../folds.js";
import { cpuFamily } from "../kernel.js";
import type { UnaryKernel } from "../loops.js";
import { greatestOf, greatestWide, leastOf, leastWide } from "../ranges.js";

type One = readonly [ShapedArray];
type Outs = readonly ShapedArray[];
type WideDType = "int64" | "uint64";

/** A reduction of 64-bit integers, whose results are stored modulo 2⁶⁴. */
interface WideFold {
  readonly identity: (dtype: WideDType) => bigint;
  readonly combine: (a: bigint, b: bigint) => bigint;
}

function reduce(foldOf: (dtype: DType) => folds.Fold, wide: WideFold) {
  return ([x]: One, { axes }: AxesParams, [out]: Outs): UnaryKernel => {
    const passes = reductionPasses(x.shape, axes);
    if (passes.length === 0) return (inputs) => [inputs[0]];
    if (isWide(x.dtype)) return reduceWide(wide, x.dtype, passes);
    const { dtype } = x;
    const fold = foldOf(dtype);
    return ([input]) => {
      let values = toDoubles(input, dtype);
      for (const { outer, n, inner } of passes) values = folds.foldAxis(fold, values, outer, n, inner);
      return [encodeDoubles(values, out!.dtype)];
    };
  };
}

function reduceWide({ identity, combine }: WideFold, dtype: WideDType, passes: readonly Around[]): UnaryKernel {
  return ([input]) => {
    let values = bigints(input);
    for (const { outer, n, inner } of passes) {
      const reduced = bigints(allocate(dtype, outer * inner)).fill(identity(dtype));
      for (let i = 0; i < outer * n * inner; i++) {
        const at = Math.floor(i / (n * inner)) * inner + (i % inner);
        reduced[at] = combine(reduced[at]!, values[i]!);
      }
      values = reduced;
    }
    return [values];
  };
}

/** The first index along the axis at which `better` holds against all before; NaN is better than every number. */
function argReduce(better: (a: number | bigint, b: number | bigint) => boolean) {
  return ([x]: One, { axes }: ArgReductionParams, [out]: Outs): UnaryKernel => {
    const { outer, n, inner } = around(x.shape, axes[0]);
    const { dtype } = x;
    return ([input]) => {
      const values = isWide(dtype) ? bigints(input) : toDoubles(input, dtype);
      const found = new Float64Array(outer * inner);
      for (let o = 0; o < outer; o++) {
        for (let i = 0; i < inner; i++) {
          const start = o * n * inner + i;
          let best = values[start]!;
          let index = 0;
          // A NaN is the only value that differs from itself; once found, nothing is better.
          // biome-ignore lint/suspicious/noSelfCompare: it tells NaN, for bigints too
          for (let k = 1; k < n && best === best; k++) {
            const value = values[start + k * inner]!;
            // biome-ignore lint/suspicious/noSelfCompare: as above
            if (better(value, best) || value !== value) {
              best = value;
              index = k;
            }
          }
          found[o * inner + i] = index;
        }
      }
      return [encodeDoubles(found, out!.dtype)];
    };
  };
}

/** Running combinations along an axis. */
function cumulate(combine: (dtype: DType) => (a: number, b: number) => number, wide: (a: bigint, b: bigint) => bigint) {
  return ([x]: One, { axis, reverse }: CumulativeParams, [out]: Outs): UnaryKernel => {
    const { outer, n, inner } = around(x.shape, axis);
    const { dtype } = x;
    const step = reverse ? -inner : inner;
    /** Calls `visit` with the place of each element after the first, and that of the one before. */
    const walk = (visit: (at: number, before: number) => void) => {
      for (let o = 0; o < outer; o++) {
        for (let i = 0; i < inner; i++) {
          let at = o * n * inner + i + (reverse ? (n - 1) * inner : 0);
          for (let k = 1; k < n; k++, at += step) visit(at + step, at);
        }
      }
    };
    if (isWide(dtype)) {
      return ([input]) => {
        const values = bigints(input.slice());
        walk((at, before) => {
          values[at] = wide(values[before]!, values[at]!);
        });
        return [values];
      };
    }
    const f = combine(dtype);
    return ([input]) => {
      const values = dtype === "float64" ? (input.slice() as Float64Array) : toDoubles(input, dtype);
      walk((at, before) => {
        values[at] = f(values[before]!, values[at]!);
      });
      return [encodeDoubles(values, out!.dtype)];
    };
  };
}

/** log(eᵃ + eᵇ), without overflow. */
function logAddExp(a: number, b: number): number {
  const high = Math.max(a, b);
  // Two equal infinities have no difference.
  return Math.abs(high) === Number.POSITIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

const always =
  <T>(value: T) =>
  () =>
    value;
const floatOrInteger =
  <T>(float: T, integer: T) =>
  (dtype: DType) =>
    isFloating(dtype) ? float : integer;
const plus = (a: bigint, b: bigint) => a + b;
const times = (a: bigint, b: bigint) => a * b;
const greater = (a: bigint, b: bigint) => (a > b ? a : b);
const lesser = (a: bigint, b: bigint) => (a < b ? a : b);

export const reductionCpu = cpuFamily(reduction, {
  reduceSum: reduce(floatOrInteger(folds.sum, folds.integerSum), { identity: always(0n), combine: plus }),
  reduceProd: reduce(floatOrInteger(folds.product, folds.integerProduct), { identity: always(1n), combine: times }),
  reduceMax: reduce((dtype) => folds.greatest(leastOf(dtype)), { identity: leastWide, combine: greater }),
  reduceMin: reduce((dtype) => folds.least(greatestOf(dtype)), { identity: greatestWide, combine: lesser }),
  reduceAnd: reduce((dtype) => (dtype === "bool" ? folds.least(1) : folds.and), {
    identity: always(-1n),
    combine: (a, b) => a & b,
  }),
  reduceOr: reduce(always(folds.or), { identity: always(0n), combine: (a, b) => a | b }),
  reduceXor: reduce(always(folds.xor), { identity: always(0n), combine: (a, b) => a ^ b }),
  argmax: argReduce((a, b) => a > b),
  argmin: argReduce((a, b) => a < b),
  cumsum: cumulate(
    floatOrInteger(
      (a, b) => a + b,
      (a, b) => (a + b) | 0,
    ),
    plus,
  ),
  cumprod: cumulate(
    floatOrInteger((a, b) => a * b, Math.imul),
    times,
  ),
  cummax: cumulate(always(Math.max), greater),
  cummin: cumulate(always(Math.min), lesser),
  cumlogsumexp: cumulate(always(logAddExp), plus),
});
