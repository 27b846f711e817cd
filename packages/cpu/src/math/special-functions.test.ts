import { describe, expect, test } from "vitest";
import jax from "./fixtures/jax.json" with { type: "json" };
import reference from "./fixtures/special.json" with { type: "json" };
import {
  besselI0e,
  besselI1e,
  betainc,
  digamma,
  erf,
  erfc,
  erfInv,
  exp2,
  igamma,
  igammac,
  igammaGradA,
  lgamma,
  logistic,
  polygamma,
  pow,
  randomGammaGrad,
  roundHalfAway,
  roundHalfEven,
  zeta,
} from "./index.js";

type Scalar = (...args: number[]) => number;

/** The error that is allowed where the exact value is `want`. */
type Bound = (want: number) => number;

const EPSILON = 2 ** -52;
const relative =
  (bound: number): Bound =>
  (want) =>
    bound * Math.abs(want);
/** An exponential is as accurate as its exponent: half an ulp of the logarithm, twice over. */
const relativeAndTail =
  (bound: number): Bound =>
  (want) =>
    (bound + EPSILON * Math.abs(Math.log(Math.abs(want)))) * Math.abs(want);
/** Reflection subtracts: near a zero the absolute error stays, not the relative one. */
const absoluteOrRelative =
  (bound: number): Bound =>
  (want) =>
    bound * Math.max(1, Math.abs(want));

const cases: [keyof typeof reference, Scalar, Bound][] = [
  ["erf", erf, relative(2 * EPSILON)],
  ["erfc", erfc, relative(3 * EPSILON)],
  ["erfInv", erfInv, relative(4 * EPSILON)],
  ["lgamma", lgamma, relative(3 * EPSILON)],
  ["lgammaNegative", lgamma, absoluteOrRelative(4 * EPSILON)],
  ["digamma", digamma, relative(4 * EPSILON)],
  ["digammaNegative", digamma, absoluteOrRelative(8 * EPSILON)],
  ["zeta", zeta, relative(6 * EPSILON)],
  ["polygamma", polygamma, relative(8 * EPSILON)],
  ["polygammaNegative", polygamma, relative(20 * EPSILON)],
  ["igamma", igamma, relativeAndTail(4e-15)],
  ["igammac", igammac, relativeAndTail(4e-15)],
  ["igammaGradA", igammaGradA, relativeAndTail(4e-15)],
  ["randomGammaGrad", randomGammaGrad, relative(4e-15)],
  ["betainc", betainc, relativeAndTail(4e-15)],
  ["besselI0e", besselI0e, relative(4 * EPSILON)],
  ["besselI1e", besselI1e, relative(6 * EPSILON)],
];

describe("against mpmath in 40 digits", () => {
  test("every table of the fixture is checked", () => {
    expect(cases.map(([name]) => name).sort()).toEqual(Object.keys(reference).sort());
  });

  test.each(cases)("%s stays within its error bound", (name, f, bound) => {
    const rows: readonly (readonly number[])[] = reference[name];
    const wrong = rows.flatMap((row) => {
      const [args, want] = [row.slice(0, -1), row.at(-1)!];
      const got = f(...args);
      return Math.abs(got - want) <= bound(want) ? [] : [{ args, got, want }];
    });
    expect(rows.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});

const edgeFunctions: Record<keyof typeof jax.edges, Scalar> = {
  besselI0e,
  besselI1e,
  betainc,
  digamma,
  erf,
  erfc,
  erfInv,
  exp2,
  igamma,
  igammac,
  igammaGradA,
  lgamma,
  logistic,
  polygamma,
  pow,
  randomGammaGrad,
  roundHalfAway,
  roundHalfEven,
  zeta,
};

/** Where JAX's result is an accident of its algorithm, not of the definition. */
const deviations = new Set(["igamma(0, 0.5)"]);

/** Equal up to JAX's own float64 errors, with infinities, NaN and the sign of zeros exact. */
function agrees(got: number, want: number): boolean {
  if (want === 0 || !Number.isFinite(want)) return Object.is(got, want);
  return Math.abs(got - want) <= 1e-11 * Math.abs(want);
}

describe("against JAX in float64", () => {
  // The keys of a Record are those of its type.
  const names = Object.keys(edgeFunctions) as (keyof typeof edgeFunctions)[];

  test.each(names)("%s has JAX's values at zeros, infinities, NaN, poles and outside its domain", (name) => {
    const wrong = jax.edges[name].flatMap((row) => {
      const numbers = row.map(Number);
      const [args, want] = [numbers.slice(0, -1), numbers.at(-1)!];
      const got = edgeFunctions[name](...args);
      const call = `${name}(${args.join(", ")})`;
      return agrees(got, want) || deviations.has(call) ? [] : [{ call, got, want }];
    });
    expect(wrong).toEqual([]);
  });
});

describe("limits and extremes", () => {
  test("the limits that JAX misses are taken", () => {
    expect(igamma(0, 0.5)).toBe(1);
    expect(igamma(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(igammac(Number.POSITIVE_INFINITY, 3)).toBe(1);
    expect(zeta(2, Number.POSITIVE_INFINITY)).toBe(0);
    expect(polygamma(3, Number.POSITIVE_INFINITY)).toBe(0);
  });

  test("polygamma stays finite where the factorial overflows and zeta underflows", () => {
    // DLMF 5.15.8: ψ⁽ⁿ⁾(x) → (-1)ⁿ⁺¹(n - 1)!/xⁿ·(1 + n/(2x) + n(n + 1)/(12x²)); 149! and 1000⁻¹⁵⁰ by their logarithms.
    const logarithm = lgamma(150) - 150 * Math.log(1000) + Math.log(1 + 150 / 2000 + (150 * 151) / 12e6);
    expect(Math.log(-polygamma(150, 1000)) / logarithm).toBeCloseTo(1, 6);
    expect(polygamma(200, 60)).toBeLessThan(0);
    expect(Number.isFinite(polygamma(200, 60))).toBe(true);
  });

  test("erfc keeps its digits down to where float64 ends, and erf saturates", () => {
    expect(erfc(26)).toBeGreaterThan(0);
    expect(erfc(27.5)).toBe(0);
    expect(erf(6)).toBe(1);
    expect(erf(-6)).toBe(-1);
    expect(erf(5e-324)).toBe(5e-324);
  });

  test("erfInv undoes erf up to the last float64 below 1", () => {
    for (const x of [1e-300, 0.1, 0.5, 0.9, 0.999999, 1 - 2 ** -53]) {
      expect(Math.abs(erf(erfInv(x)) - x)).toBeLessThanOrEqual(2 * EPSILON * x);
    }
  });

  test("the incomplete gamma functions of huge arguments are a normal distribution's", () => {
    // P(a, a) = 1/2 + 1/(3√(2πa)): DLMF 8.11.12.
    for (const a of [1e6, 1e12, 1e15]) {
      expect(Math.abs(igamma(a, a) - (0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * a))))).toBeLessThan(
        1e-9 / a ** 0.5 + 1e-15,
      );
    }
    expect(igamma(1e300, 1e300)).toBe(0.5);
    expect(igammac(5, 1e300)).toBe(0);
    expect(igamma(1e-300, 1)).toBe(1);
    expect(igammac(1e-300, 1) / 1e-300).toBeCloseTo(0.21938393439552, 14); // E₁(1)
  });

  test("the incomplete beta function has its closed forms and its symmetry at extreme parameters", () => {
    expect(betainc(1e-300, 1e-300, 0.3)).toBeCloseTo(0.5, 15);
    expect(betainc(1e10, 1e10, 0.5)).toBeCloseTo(0.5, 13);
    // With b ≫ a, bx fixed, it is the incomplete gamma function P(a, bx).
    expect(betainc(2, 1e300, 1e-300)).toBeCloseTo(igamma(2, 1), 14);
    for (const [a, x] of [
      [0.3, 0.2],
      [7, 0.9],
      [1e-8, 0.5],
    ] as const) {
      expect(betainc(a, 1, x) / x ** a).toBeCloseTo(1, 14);
      expect(betainc(1, a, 1 - x) - -Math.expm1(a * Math.log(x))).toBeCloseTo(0, 15);
    }
  });

  test("from the smallest to the largest float64, results stay in range and complements add up", () => {
    const magnitudes = Array.from({ length: 124 }, (_, i) => 10 ** (5 * i - 310)).flatMap((m) => [m, 2.7 * m]);
    for (const a of magnitudes) {
      for (const x of [...magnitudes, a, 0.71 * a, 1.29 * a, 1.31 * a]) {
        const [lower, upper] = [igamma(a, x), igammac(a, x)];
        const inRange = lower >= 0 && lower <= 1 && upper >= 0 && upper <= 1 && Math.abs(lower + upper - 1) < 1e-14;
        const derivatives = igammaGradA(a, x) <= 0 && randomGammaGrad(a, x) >= 0;
        if (!inRange || !derivatives) expect.fail(`at a = ${a}, x = ${x}: P = ${lower}, Q = ${upper}`);
      }
    }
    const shapes = magnitudes.filter((m) => m < 1e10);
    for (const a of shapes) {
      for (const b of shapes) {
        for (const x of [0.5, 0.75, a / (a + b), 1 - 2 ** -30]) {
          if (x < 0.5) continue;
          const [left, right] = [betainc(a, b, x), betainc(b, a, 1 - x)];
          const inRange = left >= 0 && left <= 1 && right >= 0 && right <= 1 && Math.abs(left + right - 1) < 1e-13;
          if (!inRange) expect.fail(`at a = ${a}, b = ${b}, x = ${x}: ${left} and ${right}`);
        }
      }
    }
  });

  test("the derivative by a agrees with differences of igamma", () => {
    for (const [a, x] of [
      [0.3, 0.1],
      [2, 3],
      [15, 16],
      [30, 31],
      [500, 480],
      [1e5, 1.001e5],
    ] as const) {
      const h = a * 1e-4;
      const slope =
        (8 * (igamma(a + h, x) - igamma(a - h, x)) - (igamma(a + 2 * h, x) - igamma(a - 2 * h, x))) / (12 * h);
      expect(igammaGradA(a, x) / slope).toBeCloseTo(1, 6);
    }
  });

  test("the sample's derivative stays finite where the density underflows", () => {
    // Far in the upper tail, dx/da → the mean of log(x) + … grows slowly; here only that it is a plain number.
    expect(randomGammaGrad(2, 1000)).toBeGreaterThan(5);
    expect(randomGammaGrad(2, 1000)).toBeLessThan(10);
    expect(randomGammaGrad(100, 1e-3) / (1e-3 / 100)).toBeGreaterThan(1);
  });

  test("logistic is accurate on both sides and never overflows", () => {
    expect(logistic(-745)).toBeGreaterThan(0);
    expect(logistic(-700) / Math.exp(-700)).toBe(1);
    expect(logistic(800)).toBe(1);
  });
});
