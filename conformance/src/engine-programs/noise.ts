import type { DType, ShapedArray, TypedArray } from "@hyrax/core";
import * as core from "@hyrax/core";
import { cpuRules } from "@hyrax/cpu";

// How much a program magnifies the rounding of its operations is found by trying: random rounding errors are put in after each
// operation that rounds, and what becomes of the results tells how far from the exact ones they may lie. This is Monte Carlo
// arithmetic (D. Stott Parker, "Monte Carlo Arithmetic: exploiting randomness in floating-point arithmetic", UCLA, 1997).

export interface NoiseParams {
  /** The units in the last place by which elements are off. */
  readonly ulps: number;
}

let state = 1;

/** Chooses the errors of what is run next. */
export function seedNoise(seed: number): void {
  state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
}

/** A random number of either sign, not near zero. Source: George Marsaglia, "Xorshift RNGs", J. Statistical Software 8 (2003). */
function deviation(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return Math.sign(state) * 0.25 + 0.75 * (state / 2 ** 31);
}

const epsilon: { readonly [D in DType]?: number } = {
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
  float32: 2 ** -23,
  float64: 2 ** -52,
};
/** Halves are added up in single precision. */
const sumEpsilon: typeof epsilon = { ...epsilon, float16: 2 ** -22, bfloat16: 2 ** -22 };
const least: { readonly [D in DType]?: number } = {
  float16: 2 ** -24,
  bfloat16: 2 ** -133,
  float32: 2 ** -149,
  float64: 2 ** -1074,
};

/** Computes on the elements as numbers, of which the dtype has its parts. */
function onNumbers(dtype: DType, f: (values: ArrayLike<number>, out: { [i: number]: number; length: number }) => void) {
  const real = core.realDtype(dtype);
  return (x: TypedArray): TypedArray => {
    if (real !== "float16" && real !== "bfloat16") {
      const out = x.slice();
      f(x as Float32Array, out as Float32Array); // Floats of 32 and 64 bits are numbers as they are stored.
      return out;
    }
    const values = core.decode(x, real) as Float32Array;
    const out = values.slice();
    f(values, out);
    const encode = real === "float16" ? core.toFloat16Bits : core.toBfloat16Bits;
    return Uint16Array.from(out, encode);
  };
}

/** Each element up or down by some units in the last place; a complex one by so many of its greater part. */
export const noise = core.primitive("noise", ([x]: readonly [x: ShapedArray], _: NoiseParams) => x);

cpuRules.define(noise, ([{ dtype }], { ulps }) => {
  const real = core.realDtype(dtype);
  const relative = ulps * epsilon[real]!;
  const absolute = ulps * least[real]!;
  const width = core.lanes(dtype);
  const perturb = onNumbers(dtype, (x, out) => {
    for (let i = 0; i < x.length; i++) {
      const size = width === 2 ? Math.max(Math.abs(x[i]!), Math.abs(x[i ^ 1]!)) : Math.abs(x[i]!);
      // Zeros, infinities and NaN are not rounded.
      if (size > 0 && size < Number.POSITIVE_INFINITY)
        out[i] = x[i]! + deviation() * Math.max(relative * size, absolute);
    }
  });
  return ([x]) => [perturb(x)];
});

/**
 * `noiseOf(x, scale)`: each element up or down by some units in the last place of `scale`, as sums are by those of what they are the
 * sums of. Where the scale overflows, what a sum is depends on its order: anything may come out. So it may where products of complex
 * numbers are not finite: of which parts they are is not agreed upon.
 */
export const noiseOf = core.primitive(
  "noise_of",
  ([x]: readonly [x: ShapedArray, scale: ShapedArray], _: NoiseParams) => x,
);

cpuRules.define(noiseOf, ([x, scaleAval], { ulps }) => {
  const real = core.realDtype(x.dtype);
  const wide = core.realDtype(scaleAval.dtype);
  const width = core.lanes(x.dtype);
  const [relative, own] = [ulps * sumEpsilon[real]!, epsilon[real]!];
  return ([elements, scales]) => {
    const scale = core.decode(scales, wide) as Float32Array; // Floats, whatever their size.
    const perturb = onNumbers(x.dtype, (values, out) => {
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!;
        const by = scale[width === 2 ? i >> 1 : i]!;
        if (by === Number.POSITIVE_INFINITY) out[i] = anything();
        else if (Number.isFinite(value)) {
          out[i] = value + deviation() * Math.max(relative * by, by > 0 ? own * Math.abs(value) : 0);
        } else if (width === 2) out[i] = anything();
      }
    });
    return [perturb(elements)];
  };
});

/** Another value each time: what it is depends on the order of operations. */
const anything = (): number => {
  const chance = deviation();
  return chance > 0 ? Number.NaN : 1000 * chance;
};

/** `undecided(x, bound)`: anything at all where the bound is not finite or below what is normal, the element elsewhere. */
export const undecided = core.primitive(
  "undecided",
  ([x]: readonly [x: ShapedArray, over: ShapedArray, under: ShapedArray]) => x,
);

cpuRules.define(undecided, ([x, overAval]) => ([elements, over, under]) => {
  const real = core.realDtype(overAval.dtype);
  const [high, low] = [over, under].map((bound) => core.decode(bound, real) as Float32Array) as [
    Float32Array,
    Float32Array,
  ];
  const width = core.lanes(x.dtype);
  const tiny = { float16: 2 ** -14, float64: 2 ** -1022 }[real as string] ?? 2 ** -126;
  const perturb = onNumbers(x.dtype, (values, out) => {
    for (let i = 0; i < values.length; i++) {
      const at = width === 2 ? i >> 1 : i;
      if (!(high[at]! < Number.POSITIVE_INFINITY) || !(low[at]! >= tiny)) out[i] = anything();
    }
  });
  return [perturb(elements)];
});
