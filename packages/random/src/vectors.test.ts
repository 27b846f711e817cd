import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import "@hyrax/cpu";
import { config, type DType, hostArray, type Array as NDArray, type Shape } from "@hyrax/core";
import { afterEach, describe, expect, test } from "vitest";
import * as random from "./index.js";

/** What JAX 0.10.2 draws on the CPU, in both layouts: fixtures.json says how values are written. */
interface Expected {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly values?: readonly (number | boolean | string)[];
  /** The bit patterns of floats. */
  readonly hex?: readonly string[];
  /** Of long arrays: the first and last elements, and a checksum of all bytes. */
  readonly head?: readonly (number | string)[];
  readonly tail?: readonly (number | string)[];
  readonly crc32_le_bytes?: string;
}

/** The arguments by JAX's names; a case has those of its function. */
interface Args {
  readonly num: random.ShapeLike;
  readonly data: number;
  readonly shape: Shape;
  readonly width: 8 | 16 | 32 | 64;
  readonly dtype: DType;
  readonly minval: number;
  readonly maxval: number;
  readonly p: number;
  readonly x: number | string;
  readonly axis: number;
  readonly independent: boolean;
  readonly a: number;
  readonly replace: boolean;
  readonly logits: readonly number[];
  readonly lower: number;
  readonly upper: number;
  readonly b: number;
  readonly alpha: readonly number[];
  readonly lam: number;
  readonly df: number;
  readonly scale: number;
  readonly concentration: number;
  readonly sigma: number;
  readonly n: number;
  readonly left: number;
  readonly mode: number;
  readonly right: number;
  readonly d: number;
  readonly mean: readonly number[];
  readonly cov: readonly (readonly number[])[];
}

interface Case {
  readonly id: string;
  readonly fn: string;
  readonly mode: "legacy" | "partitionable";
  readonly x64: boolean;
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
  readonly check: string;
}

const { cases } = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

function permuted(x: number | string): number | NDArray {
  if (typeof x === "number") return x;
  expect(x).toBe("arange(12.).reshape(4,3)");
  return hostArray(
    Float32Array.from({ length: 12 }, (_, i) => i),
    [4, 3],
    "float32",
  );
}

/** How each case is called here. An option that a case does not have is undefined, as if it had not been given. */
const calls: Readonly<Record<string, (key: NDArray, args: Args) => NDArray>> = {
  PRNGKey: (key) => key,
  split: (key, { num }) => random.split(key, num),
  fold_in: (key, { data }) => random.foldIn(key, data),
  bits: (key, { shape, width }) => random.bits(key, shape, { dtype: `uint${width}` }),
  uniform: (key, { shape, dtype, minval, maxval }) => random.uniform(key, shape, { dtype, minval, maxval }),
  normal: (key, { shape, dtype }) => random.normal(key, shape, { dtype }),
  randint: (key, { shape, minval, maxval, dtype }) => random.randint(key, shape, minval, maxval, { dtype }),
  bernoulli: (key, { p, shape }) => random.bernoulli(key, p, shape),
  rademacher: (key, { shape }) => random.rademacher(key, shape),
  permutation: (key, { x, axis, independent }) => random.permutation(key, permuted(x), { axis, independent }),
  choice: (key, { a, shape, replace, p }) => random.choice(key, a, shape, { replace, p }),
  categorical: (key, { logits, shape, axis }) => random.categorical(key, logits, { shape, axis }),
  gumbel: (key, { shape }) => random.gumbel(key, shape),
  exponential: (key, { shape }) => random.exponential(key, shape),
  laplace: (key, { shape }) => random.laplace(key, shape),
  logistic: (key, { shape }) => random.logistic(key, shape),
  cauchy: (key, { shape }) => random.cauchy(key, shape),
  truncated_normal: (key, { lower, upper, shape }) => random.truncatedNormal(key, lower, upper, shape),
  gamma: (key, { a, shape }) => random.gamma(key, a, shape),
  loggamma: (key, { a, shape }) => random.loggamma(key, a, shape),
  beta: (key, { a, b, shape }) => random.beta(key, a, b, shape),
  dirichlet: (key, { alpha, shape }) => random.dirichlet(key, alpha, shape),
  poisson: (key, { lam, shape }) => random.poisson(key, lam, shape),
  t: (key, { df, shape }) => random.t(key, df, shape),
  chisquare: (key, { df, shape }) => random.chisquare(key, df, shape),
  pareto: (key, { b, shape }) => random.pareto(key, b, shape),
  weibull_min: (key, { scale, concentration, shape }) => random.weibullMin(key, scale, concentration, shape),
  maxwell: (key, { shape }) => random.maxwell(key, shape),
  rayleigh: (key, { scale, shape }) => random.rayleigh(key, scale, shape),
  lognormal: (key, { sigma, shape }) => random.lognormal(key, { sigma, shape }),
  geometric: (key, { p, shape }) => random.geometric(key, p, shape),
  binomial: (key, { n, p, shape }) => random.binomial(key, n, p, shape),
  multinomial: (key, { n, p }) => random.multinomial(key, n, p),
  triangular: (key, { left, mode, right, shape }) => random.triangular(key, left, mode, right, shape),
  ball: (key, { d, p, shape }) => random.ball(key, d, { p, shape }),
  orthogonal: (key, { n }) => random.orthogonal(key, n),
  multivariate_normal: (key, { mean, cov, shape }) => random.multivariateNormal(key, mean, cov, shape),
};

function expectBits(got: NDArray, { values, hex, head, tail, crc32_le_bytes, dtype }: Expected): void {
  const data = got.dataSync();
  const texts = (list: ArrayLike<number | bigint>) => Array.from(list, String);
  if (crc32_le_bytes !== undefined) {
    const narrow = dtype === "bool" ? Uint8Array.from(data as Uint8Array) : data;
    const checksum = crc32(new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength)).toString(16);
    expect(texts(data.slice(0, head?.length))).toEqual((head ?? []).map(String));
    expect(texts(data.slice(-(tail?.length ?? 0)))).toEqual((tail ?? []).map(String));
    expect(checksum.padStart(8, "0")).toBe(crc32_le_bytes);
  } else if (hex !== undefined) {
    expect(patterns(data, dtype)).toEqual(hex);
  } else {
    expect(texts(data)).toEqual(
      (values ?? []).map((value) => String(Number(value) === 0 || Number(value) === 1 ? Number(value) : value)),
    );
  }
}

/** Bit patterns of floats, as hexadecimal numbers. */
function patterns(data: ArrayBufferView & ArrayLike<number | bigint>, dtype: DType): readonly string[] {
  const { buffer, byteOffset, length } = data as Float32Array;
  return dtype === "float64"
    ? Array.from(new BigUint64Array(buffer, byteOffset, length), (bits) => bits.toString(16).padStart(16, "0"))
    : Array.from(new Uint32Array(buffer, byteOffset, length), (bits) => bits.toString(16).padStart(8, "0"));
}

function expectClose(got: NDArray, expected: Expected, near: (got: number, want: number) => boolean): void {
  const data = Array.from(got.dataSync(), Number);
  const compare = (list: readonly number[], wanted: readonly unknown[] = []) => {
    expect(list.length).toBe(wanted.length);
    list.forEach((value, i) => {
      const want = Number(wanted[i]);
      expect(near(value, want), `element ${i}: found ${value}, JAX has ${want}`).toBe(true);
    });
  };
  if (expected.values) return compare(data, expected.values);
  compare(data.slice(0, expected.head?.length), expected.head);
  compare(data.slice(-(expected.tail?.length ?? 0)), expected.tail);
}

const within = (rtol: number, atol: number) => (got: number, want: number) =>
  Object.is(got, want) || Math.abs(got - want) <= atol + rtol * Math.abs(want);

/** XLA fuses the product and the sum of uniform numbers on other ranges than [0, 1): one rounding fewer. */
const oneUlp = (got: number, want: number) => Math.abs(got - want) <= 2 ** (Math.floor(Math.log2(Math.abs(want))) - 23);

const checks: Readonly<Record<string, (got: NDArray, expected: Expected) => void>> = {
  exact: expectBits,
  "exact-valued float": expectBits,
  ulp1: (got, expected) => expectClose(got, expected, oneUlp),
  "atol1e-6 rtol1e-5": (got, expected) => expectClose(got, expected, within(1e-5, 1e-6)),
  "rtol1e-4": (got, expected) => expectClose(got, expected, within(1e-4, 0)),
  "rtol1e-12": (got, expected) => expectClose(got, expected, within(1e-12, 0)),
};

const byFunction = new Map<string, Case[]>();
for (const vector of cases) byFunction.set(vector.fn, [...(byFunction.get(vector.fn) ?? []), vector]);

afterEach(() => {
  config.update("threefryPartitionable", false);
  config.update("enableX64", false);
});

for (const [fn, vectors] of byFunction) {
  describe(`${fn} draws what JAX draws`, () => {
    for (const mode of ["legacy", "partitionable"] as const) {
      for (const x64 of [false, true]) {
        const chosen = vectors.filter((vector) => vector.mode === mode && vector.x64 === x64);
        if (chosen.length === 0) continue;
        test(`in the ${mode} layout${x64 ? " with 64-bit types" : ""}: ${chosen.length} cases`, () => {
          config.update("threefryPartitionable", mode === "partitionable");
          config.update("enableX64", x64);
          for (const { id, call, args, expected, check } of chosen) {
            const { seed, ...rest } = args;
            const key = random.PRNGKey(BigInt(seed as string | number));
            const got = calls[fn]?.(key, rest as unknown as Args) as NDArray;
            expect(`${got.dtype}[${got.shape}]`, `${id}: ${call}`).toBe(`${expected.dtype}[${expected.shape}]`);
            try {
              checks[check]?.(got, expected);
            } catch (error) {
              throw new Error(`${id}: ${call}: ${(error as Error).message}`);
            }
          }
        });
      }
    }
  });
}
