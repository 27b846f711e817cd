import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  CHUNK,
  compileF32,
  everyFloat32,
  linearFloat32,
  ulpsOfFloat32,
  type Worst,
  worstOfFloat32,
} from "../../test-support/accuracy.js";
import { allowRelaxedSimd } from "../../test-support/relaxed-simd.js";
import { erf, erfc, logistic, roundAway } from "../../test-support/special.js";
import type { F32Function } from "./index.js";

allowRelaxedSimd();

/** How far JAX's finite results may be from ours. Its own errors reach 2·10⁻⁶: its exp2(100) is not 2¹⁰⁰. */
const JAX_ULPS = 64;

const VARIANTS = [
  { relaxedSimd: false, inline: true },
  { relaxedSimd: true, inline: true },
  { relaxedSimd: false, inline: false },
];

/** XLA's formula for the inverse of erf, its polynomials in float64; the square rounds to float32, as XLA's does. */
function erfInvOfXla(x: number): number {
  if (Math.abs(x) === 1) return x * Number.POSITIVE_INFINITY;
  const w = -Math.log1p(-Math.fround(x * x));
  const central = [
    1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-6, -3.5233877e-6,
    3.43273939e-7, 2.81022636e-8,
  ];
  const tail = [
    2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558,
    -0.000200214257,
  ];
  const [t, coefficients] = w < 5 ? ([w - 2.5, central] as const) : ([Math.sqrt(w) - 3, tail] as const);
  return coefficients.reduceRight((sum, c) => sum * t + c, 0) * x;
}

/** The exact function, and the units in the last place that the compiled one may be off: 4 at most, by the design. */
const FUNCTIONS: { readonly [N in F32Function]?: readonly [exact: (x: number) => number, bound: number] } = {
  acos: [Math.acos, 1.5],
  acosh: [Math.acosh, 2.8],
  asin: [Math.asin, 2.5],
  asinh: [Math.asinh, 2],
  atan: [Math.atan, 2.2],
  atanh: [Math.atanh, 2.2],
  cbrt: [Math.cbrt, 1],
  cos: [Math.cos, 1.7],
  cosh: [Math.cosh, 1.5],
  erf: [erf, 1.3],
  erfc: [erfc, 3.8],
  erfInv: [erfInvOfXla, 4],
  exp: [Math.exp, 1.2],
  exp2: [(x) => 2 ** x, 1.2],
  expm1: [Math.expm1, 1.8],
  log: [Math.log, 1],
  log1p: [Math.log1p, 1.5],
  logistic: [logistic, 2.5],
  roundAway: [roundAway, 0],
  rsqrt: [(x) => 1 / Math.sqrt(x), 1.5],
  sign: [Math.sign, 0],
  sin: [Math.sin, 1.7],
  sinh: [Math.sinh, 1.8],
  tan: [Math.tan, 3.6],
  tanh: [Math.tanh, 2.7],
};

/** The largest prime below 2¹⁴, so that the sampled bit patterns fall into no period of the format's. */
const STRIDE = 16381;

/** Where formulas change, results overflow, underflow or vanish; and what lies next to it on both sides. */
const CORNERS = [
  ...[0, 2 ** -149, 2 ** -126, 2 ** -60, 2 ** -24, 0.25, 0.35, 0.5, Math.SQRT1_2, 0.85, 1, Math.SQRT2, 1.5, 2, 3.95],
  ...[10, 10.1, 16, 17.33, 24, 44, 87.34, 88.38, 88.73, 89.42, 103.98, 126, 127, 128, 149, 150, 2 ** 13, 2 ** 20],
  ...[2 ** 23, 2 ** 24, 2 ** 31, 2 ** 60, 2 ** 64, 2 ** 126, 2 ** 127, 3.4028234663852886e38, Number.POSITIVE_INFINITY],
  ...[1, 2, 3, 4, 100, 10 ** 5, 10 ** 6].map((quarterTurns) => (quarterTurns * Math.PI) / 2),
  Number.NaN,
];

function* corners(): Generator<Float32Array> {
  const bits = new Uint32Array(Float32Array.from(CORNERS).buffer);
  const magnitudes = [...bits].flatMap((pattern) => [-2, -1, 0, 1, 2].map((step) => Math.max(0, pattern + step)));
  yield new Float32Array(Uint32Array.from([...magnitudes, ...magnitudes.map((b) => (b | 0x8000_0000) >>> 0)]).buffer);
}

function report({ ulps, x, found, exact }: Worst): string {
  return `at most ${ulps.toFixed(3)} ulp: ${found} instead of ${exact} for ${x}`;
}

describe.each(VARIANTS)("float32, relaxed SIMD: $relaxedSimd, inlined: $inline", (variant) => {
  test.for(Object.entries(FUNCTIONS))(
    "%s keeps its bound over the whole range",
    ([name, [exact, bound]], { annotate }) => {
      const compiled = compileF32(name as F32Function, variant); // Object.entries forgets that its keys are functions.
      const worst = [corners(), everyFloat32(STRIDE), linearFloat32(-12, 12, 50_001), linearFloat32(-1.1, 1.1, 50_001)]
        .map((samples) => worstOfFloat32(compiled, exact, samples))
        .reduce((a, b) => (a.ulps >= b.ulps ? a : b));
      void annotate(report(worst));
      expect(worst.ulps, report(worst)).toBeLessThanOrEqual(bound);
    },
  );

  test.for([
    ["pow", Math.pow, 0.6],
    ["atan2", Math.atan2, 2.2],
  ] as const)("%s keeps its bound over pairs of every size", ([name, exact, bound], { annotate }) => {
    const compiled = compileF32(name, variant);
    const random = pseudoRandom();
    const samplers = [
      () => [randomFloat32(random), randomFloat32(random)],
      () => [Math.exp(20 * random() - 10), 40 * random() - 20],
      () => [1 + 1e-3 * (random() - 0.5), 4e4 * (random() - 0.5)],
      () => [-Math.exp(8 * random() - 4), Math.round(60 * random() - 30)],
    ] as const;
    let worst = { ulps: 0, text: "exact" };
    for (const sampler of samplers) {
      const x = new Float32Array(CHUNK);
      const y = new Float32Array(CHUNK);
      for (let i = 0; i < CHUNK; i++) [x[i], y[i]] = sampler() as [number, number];
      compiled(x, y).forEach((found, i) => {
        const expected = exact(x[i]!, y[i]!);
        const ulps = ulpsOfFloat32(found, expected);
        if (ulps > worst.ulps) worst = { ulps, text: `${found} instead of ${expected} for (${x[i]}, ${y[i]})` };
      });
    }
    void annotate(`at most ${worst.ulps.toFixed(3)} ulp: ${worst.text}`);
    expect(worst.ulps, worst.text).toBeLessThanOrEqual(bound);
  });
});

describe("special cases", () => {
  const url = new URL("../../test-support/fixtures/jax-float32.json", import.meta.url);
  const jax: { readonly [name: string]: readonly number[] } = JSON.parse(readFileSync(url, "utf8"));
  const floats = (bits: readonly number[]) => new Float32Array(Uint32Array.from(bits).buffer);
  const x = floats(jax["arguments"]!);
  const first = Float32Array.from({ length: x.length ** 2 }, (_, i) => x[Math.floor(i / x.length)]!);
  const second = Float32Array.from({ length: x.length ** 2 }, (_, i) => x[i % x.length]!);

  test.each(Object.keys(jax).filter((name) => name !== "arguments"))("%s has JAX's results", (name) => {
    const compiled = compileF32(name as F32Function); // The fixture's names are those of the functions.
    const binary = name === "pow" || name === "atan2";
    const found = binary ? compiled(first, second) : compiled(x);
    const expected = floats(jax[name]!);
    const wrong = [...found].flatMap((value, i) => {
      // NaN, an infinity and the sign of a zero have to be JAX's own.
      if (ulpsOfFloat32(value, expected[i]!) <= JAX_ULPS) return [];
      // Where XLA flushes a subnormal result to zero, the result itself is right.
      if (expected[i] === 0 && Math.abs(value) < 2 ** -126) return [];
      return [`${name}(${binary ? `${first[i]}, ${second[i]}` : x[i]}) = ${value}, in JAX ${expected[i]}`];
    });
    expect(wrong).toEqual([]);
  });
});

test("the inverse of erf is XLA's, with the digits that its 1 − x² loses near ±1", () => {
  const compiled = compileF32("erfInv");
  const near1 = compiled(Float32Array.of(0.9998300075531006))[0];
  const inJax = 2.6586241722106934;
  expect(near1).toBe(inJax);
});

/** Numbers from 0 to 1, the same ones every time (the generator of Numerical Recipes). */
function pseudoRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const scratch = new DataView(new ArrayBuffer(4));

/** Any float32, by its bits. */
function randomFloat32(random: () => number): number {
  scratch.setUint32(0, random() * 2 ** 32);
  return scratch.getFloat32(0);
}
