import "@hyrax/cpu";
import {
  config,
  type DType,
  hoistConsts,
  hostArray,
  jit,
  type Array as NDArray,
  printJaxpr,
  type Shape,
  shapedArray,
  stage,
  TracerIntegerConversionError,
} from "@hyrax/core";
import { afterEach, describe, expect, test } from "vitest";
import * as random from "./index.js";

afterEach(() => {
  config.update("threefryPartitionable", false);
  config.update("enableX64", false);
});

const key = random.key(0);
const floats = (x: NDArray) => Array.from(x.dataSync(), Number);
const array = (...values: readonly number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

/** Samplers with what they need besides the key and a shape. */
const samplers: Readonly<Record<string, (key: NDArray, shape?: Shape) => NDArray>> = {
  bits: random.bits,
  uniform: random.uniform,
  normal: random.normal,
  randint: (k, shape = []) => random.randint(k, shape, 0, 100),
  bernoulli: (k, shape) => random.bernoulli(k, 0.3, shape),
  rademacher: random.rademacher,
  choice: (k, shape) => random.choice(k, 10, shape),
  categorical: (k, shape) => random.categorical(k, [0.1, 0.2, 0.7], shape && { shape }),
  gumbel: random.gumbel,
  exponential: random.exponential,
  laplace: random.laplace,
  logistic: random.logistic,
  cauchy: random.cauchy,
  truncatedNormal: (k, shape) => random.truncatedNormal(k, -1, 2, shape),
  gamma: (k, shape) => random.gamma(k, 0.7, shape),
  loggamma: (k, shape) => random.loggamma(k, 0.7, shape),
  beta: (k, shape) => random.beta(k, 0.7, 2, shape),
  poisson: (k, shape) => random.poisson(k, 3, shape),
  binomial: (k, shape) => random.binomial(k, 10, 0.3, shape),
  geometric: (k, shape) => random.geometric(k, 0.3, shape),
  t: (k, shape) => random.t(k, 3, shape),
  chisquare: (k, shape) => random.chisquare(k, 3, shape),
  f: (k, shape) => random.f(k, 3, 5, shape),
  pareto: (k, shape) => random.pareto(k, 3, shape),
  weibullMin: (k, shape) => random.weibullMin(k, 2, 3, shape),
  maxwell: random.maxwell,
  doubleSidedMaxwell: (k, shape) => random.doubleSidedMaxwell(k, 1, 2, shape),
  rayleigh: (k, shape) => random.rayleigh(k, 2, shape),
  lognormal: (k, shape) => random.lognormal(k, shape),
  triangular: (k, shape) => random.triangular(k, 0, 1, 3, shape),
  wald: (k, shape) => random.wald(k, 2, shape),
  generalizedNormal: (k, shape) => random.generalizedNormal(k, 1.5, shape),
};

describe.each(Object.entries(samplers))("%s", (name, sample) => {
  test("draws one number by default, and as many as a shape has", () => {
    expect(sample(key).shape).toEqual([]);
    expect(sample(key, [2, 3]).shape).toEqual([2, 3]);
    expect(sample(key, [0]).shape).toEqual([0]);
  });

  test("draws the same for the same key, typed or raw, and another for another key", () => {
    const first = floats(sample(key, [20]));
    expect(floats(sample(random.PRNGKey(0), [20]))).toEqual(first);
    expect(floats(sample(random.key(1), [20]))).not.toEqual(first);
  });

  test("draws the same within a program", () => {
    const { jaxpr, consts } = stage(([k]) => [sample(k as NDArray, [5])], [key.aval]);
    const [got] = jit([...consts, key], { jaxpr: hoistConsts(jaxpr), name });
    expect(floats(got as NDArray)).toEqual(floats(sample(key, [5])));
  });

  test("says what is wrong with a shape", () => {
    const shape = [2, -1];
    expect(() => sample(key, shape)).toThrow(
      new TypeError(`${name}: a shape holds integers of zero or more, found -1 in [2, -1]`),
    );
    expect(() => sample(key, [1.5])).toThrow(`${name}: a shape holds integers of zero or more, found 1.5 in [1.5]`);
    expect(() => sample(key, "3" as unknown as Shape)).toThrow(TypeError);
  });
});

describe("the shape", () => {
  test("may be given by position, among the options, or as the size of one axis", () => {
    const wanted = floats(random.normal(key, [3]));
    expect(floats(random.normal(key, { shape: [3] }))).toEqual(wanted);
    expect(floats(random.normal(key, 3))).toEqual(wanted);
    expect(random.uniform(key, { minval: 5, maxval: 6 }).shape).toEqual([]);
    expect(random.uniform(key, null, { minval: 5, maxval: 6 }).item()).toBeGreaterThanOrEqual(5);
  });

  test("must be known while a function is traced", () => {
    expect(() => stage(([n]) => [random.normal(key, [n as unknown as number])], [shapedArray([], "int32")])).toThrow(
      TracerIntegerConversionError,
    );
  });

  test("is by default that to which the parameters broadcast, and must be one to which they do", () => {
    const column = hostArray(Float32Array.of(1, 2), [2, 1], "float32");
    expect(random.beta(key, column, array(1, 2, 3)).shape).toEqual([2, 3]);
    expect(() => random.beta(key, array(1, 2), array(1, 2, 3))).toThrow(
      "beta: the shapes of the parameters do not broadcast together: a [2], b [3]",
    );
    expect(() => random.bernoulli(key, array(0.5, 0.5), [3])).toThrow(
      "bernoulli: the shapes of the parameters, p [2], must broadcast to the shape asked for, [3]",
    );
    expect(() => random.gamma(key, array(1, 2), [1])).toThrow(TypeError);
  });
});

describe("an option", () => {
  test.each<[string, () => unknown, string]>([
    [
      "unknown",
      () => random.normal(key, [2], { axis: 0 } as object),
      'normal: there is no option "axis"; options are shape, dtype',
    ],
    [
      "unknown, of randint",
      () => random.randint(key, [2], 0, 5, { shape: [3] } as object),
      'randint: there is no option "shape"; options are dtype',
    ],
    [
      "dtype, no float",
      () => random.uniform(key, [2], { dtype: "int32" }),
      'uniform: dtype must be a floating one (float16, bfloat16, float32 or float64), found "int32"',
    ],
    [
      "dtype, no integer",
      () => random.randint(key, [2], 0, 5, { dtype: "float32" }),
      'randint: dtype must be an integer one, such as int32 or uint8, found "float32"',
    ],
    [
      "dtype, signed",
      () => random.bits(key, [2], { dtype: "int32" }),
      'bits: dtype must be an unsigned integer one, found "int32"',
    ],
    ["dtype, unknown", () => random.normal(key, [2], { dtype: "float8" as DType }), '"float8" is not a dtype'],
    [
      "mode",
      () => random.gumbel(key, [2], { mode: "best" as "high" }),
      'gumbel: mode must be "low" or "high", found "best"',
    ],
  ])("that is wrong is an error: %s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});

describe("a parameter", () => {
  test("may be a number, an array, a typed array, or a list", () => {
    const wanted = floats(random.gamma(key, array(0.5, 2)));
    expect(floats(random.gamma(key, [0.5, 2]))).toEqual(wanted);
    expect(floats(random.gamma(key, Float32Array.of(0.5, 2)))).toEqual(wanted);
    expect(
      random.gamma(key, [
        [1, 2, 3],
        [4, 5, 6],
      ]).shape,
    ).toEqual([2, 3]);
  });

  test.each<[string, () => unknown, string]>([
    [
      "text",
      () => random.gamma(key, "1" as unknown as number),
      "gamma: a must be an array or a number, found string 1",
    ],
    [
      "a ragged list",
      () => random.gamma(key, [[1, 2], [3]]),
      "gamma: the list a is ragged: its items differ in length",
    ],
    [
      "a list of text",
      () => random.gamma(key, ["1"] as unknown as number[]),
      "gamma: the list a must hold numbers, found string 1",
    ],
    [
      "too wide",
      () => random.pareto(key, array(1), [], { dtype: "float16" }),
      "pareto: b is f32[1], which does not fit into samples of float16",
    ],
    [
      "no floats",
      () => random.bernoulli(key, hostArray(Int32Array.of(1), [], "int32")),
      "bernoulli: the probability p must be floating, found i32[]",
    ],
    [
      "no distribution",
      () => random.categorical(key, 1),
      "categorical: axis -1 is out of range for an array of 0 axes",
    ],
    [
      "no logits",
      () => random.categorical(key, hostArray(Int32Array.of(1), [1], "int32")),
      "categorical: the logits must be floating",
    ],
    [
      "no square",
      () => random.multivariateNormal(key, [0, 0], [[1, 0, 0]]),
      "multivariateNormal: takes a mean [..., n] and a covariance [..., n, n], found f32[2] and f32[1,3]",
    ],
  ])("that is wrong is an error: %s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});

describe("randint", () => {
  test("reaches the greatest number of a dtype, and all numbers of it", () => {
    const bytes = new Set(floats(random.randint(key, [4000], 0, 256, { dtype: "uint8" })));
    expect(bytes.size).toBe(256);
    const signed = floats(random.randint(key, [4000], -128, 128, { dtype: "int8" }));
    expect([Math.min(...signed), Math.max(...signed)]).toEqual([-128, 127]);
  });

  test("takes bounds that only unsigned integers hold", () => {
    const x = floats(random.randint(key, [50], 0, 2 ** 32 - 1, { dtype: "uint32" }));
    expect(Math.max(...x)).toBeGreaterThan(2 ** 31);
    expect(() => random.randint(key, [2], 0, 2 ** 32)).toThrow(
      "randint: maxval is 4294967296, which does not fit into int32 or uint32",
    );
    expect(() => random.randint(key, [2], 0, Number.NaN)).toThrow("randint: maxval must be an integer, found NaN");
  });

  test("takes a bound for each element", () => {
    const high = hostArray(Int32Array.of(1, 10, 100), [3], "int32");
    const x = floats(random.randint(key, [200, 3], 0, high));
    for (const column of [0, 1, 2]) {
      const drawn = x.filter((_, i) => i % 3 === column);
      expect(Math.max(...drawn)).toBeLessThan(10 ** column);
    }
  });
});

describe("permutation and choice", () => {
  test("permute each element once, and keep slices together", () => {
    expect(floats(random.permutation(key, 50)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const x = hostArray(
      Float32Array.from({ length: 40 }, (_, i) => i),
      [20, 2],
      "float32",
    );
    const pairs = random.permutation(key, x).tolist() as number[][];
    for (const [a, b] of pairs) expect(b).toBe((a as number) + 1);
    expect(pairs.map(([a]) => a)).not.toEqual((x.tolist() as number[][]).map(([a]) => a));
  });

  test("move keys, as whole keys", () => {
    const keys = random.split(key, 6);
    const sorted = (x: NDArray) => (random.keyData(x).tolist() as number[][]).map(String).sort();
    expect(sorted(random.permutation(random.key(1), keys))).toEqual(sorted(keys));
    expect(sorted(random.permutation(random.key(1), keys, { independent: true }))).toEqual(sorted(keys));
    expect(random.choice(random.key(1), keys, [2]).dtype).toBe("key<fry>");
  });

  test("draw each element once, without replacement", () => {
    for (const p of [undefined, Array.from({ length: 30 }, (_, i) => i + 1)]) {
      const drawn = floats(random.choice(key, 30, [30], { replace: false, ...(p && { p }) }));
      expect(drawn.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    }
  });

  test.each<[string, () => unknown, string]>([
    [
      "of a fraction",
      () => random.permutation(key, 3.5),
      "permutation: x must be an integer or an array with axes, found 3.5",
    ],
    [
      "along no axis",
      () => random.permutation(key, array(1, 2), { axis: 1 }),
      "permutation: axis 1 is out of range for an array of 1 axes",
    ],
    [
      "of too many",
      () => random.choice(key, 3, [5], { replace: false }),
      "choice: cannot draw 5 of 3 elements without replacement",
    ],
    ["of nothing", () => random.choice(key, 0, [5]), "choice: there is nothing to draw from: a has 0 elements"],
    [
      "by too few weights",
      () => random.choice(key, 3, [5], { p: [1, 2] }),
      "choice: p must have one probability for each of the 3 elements to draw from, found f32[2]",
    ],
    [
      "of too many categories",
      () => random.categorical(key, [0, 0], { shape: [3], replace: false }),
      "categorical: cannot draw 3 of 2 categories without replacement",
    ],
  ])("say what is wrong: %s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});

describe("moments of 20,000 samples", () => {
  /** Mean and variance by the textbook. */
  const moments: Readonly<Record<string, readonly [sample: NDArray, mean: number, variance: number]>> = {
    uniform: [random.uniform(key, [20000], { minval: -1, maxval: 3 }), 1, 16 / 12],
    normal: [random.normal(key, [20000]), 0, 1],
    exponential: [random.exponential(key, [20000]), 1, 1],
    laplace: [random.laplace(key, [20000]), 0, 2],
    logistic: [random.logistic(key, [20000]), 0, Math.PI ** 2 / 3],
    gumbel: [random.gumbel(key, [20000]), 0.5772, Math.PI ** 2 / 6],
    "gumbel, high": [random.gumbel(key, [20000], { mode: "high" }), 0.5772, Math.PI ** 2 / 6],
    gamma: [random.gamma(key, 2.5, [20000]), 2.5, 2.5],
    "gamma below 1": [random.gamma(key, 0.3, [20000]), 0.3, 0.3],
    beta: [random.beta(key, 2, 3, [20000]), 0.4, 0.04],
    poisson: [random.poisson(key, 4, [20000]), 4, 4],
    "poisson, large": [random.poisson(key, 40, [20000]), 40, 40],
    binomial: [random.binomial(key, 12, 0.25, [20000]), 3, 2.25],
    "binomial, large": [random.binomial(key, 200, 0.75, [20000]), 150, 37.5],
    geometric: [random.geometric(key, 0.4, [20000]), 2.5, 3.75],
    chisquare: [random.chisquare(key, 5, [20000]), 5, 10],
    rayleigh: [random.rayleigh(key, 2, [20000]), 2 * Math.sqrt(Math.PI / 2), 4 * (2 - Math.PI / 2)],
    maxwell: [random.maxwell(key, [20000]), 2 * Math.sqrt(2 / Math.PI), 3 - 8 / Math.PI],
    triangular: [random.triangular(key, 0, 1, 3, [20000]), 4 / 3, 7 / 18],
    wald: [random.wald(key, 1, [20000]), 1, 1],
    weibullMin: [random.weibullMin(key, 2, 1, [20000]), 2, 4],
    rademacher: [random.rademacher(key, [20000]), 0, 1],
    "bernoulli, high": [random.bernoulli(key, 0.2, [20000], { mode: "high" }), 0.2, 0.16],
  };
  test.each(Object.entries(moments))("%s", (_, [sample, mean, variance]) => {
    const x = floats(sample);
    const m = x.reduce((sum, value) => sum + value, 0) / x.length;
    const v = x.reduce((sum, value) => sum + (value - m) ** 2, 0) / x.length;
    // Five standard errors of the mean; the variance of heavy tails settles slowly.
    expect(Math.abs(m - mean)).toBeLessThan(5 * Math.sqrt(variance / x.length));
    expect(v / variance).toBeGreaterThan(0.9);
    expect(v / variance).toBeLessThan(1.1);
  });
});

describe("vectors", () => {
  test("of dirichlet add up to 1, and those of ball have at most the length 1", () => {
    const rows = random.dirichlet(key, [0.5, 1, 2], [100]).tolist() as number[][];
    for (const row of rows) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    for (const row of random.ball(key, 3, [100]).tolist() as number[][])
      expect(Math.hypot(...row)).toBeLessThanOrEqual(1);
  });

  test("of multinomial add up to the number of trials", () => {
    const rows = random.multinomial(key, 50, [0.1, 0.2, 0.7], { shape: [100, 3] }).tolist() as number[][];
    for (const row of rows) expect(row.reduce((a, b) => a + b)).toBe(50);
  });

  test("of multivariateNormal have the covariance asked for, one for each mean too", () => {
    const cov = [
      [2, 0.5],
      [0.5, 1],
    ];
    const rows = random.multivariateNormal(key, [1, -1], cov, [20000]).tolist() as number[][];
    const mean = (f: (row: number[]) => number) => rows.reduce((sum, row) => sum + f(row), 0) / rows.length;
    expect(mean(([a]) => a as number)).toBeCloseTo(1, 1);
    expect(mean(([a, b]) => ((a as number) - 1) * ((b as number) + 1))).toBeCloseTo(0.5, 1);
    const batch = random.multivariateNormal(
      key,
      [
        [0, 0],
        [5, 5],
      ],
      [[cov], [cov], [cov]],
    );
    expect(batch.shape).toEqual([3, 2, 2]);
  });

  test("of orthogonal are orthonormal columns, or rows where there are fewer", () => {
    const dots = (vectors: readonly number[][]) =>
      vectors.map((v) => vectors.map((w) => v.reduce((sum, x, i) => sum + x * (w[i] as number), 0)));
    const tall = random.orthogonal(key, 30, [2], { m: 20 }).tolist() as number[][][];
    const wide = random.orthogonal(key, 20, [2], { m: 30 }).tolist() as number[][][];
    // The same numbers: one is the transpose of the other.
    expect(tall.map((matrix) => (matrix[0] as number[]).map((_, j) => matrix.map((line) => line[j])))).toEqual(wide);
    for (const matrix of wide) {
      dots(matrix).forEach((line, i) => {
        line.forEach((dot, j) => expect(dot).toBeCloseTo(i === j ? 1 : 0, 5));
      });
    }
  });

  test("of multivariateNormal are NaN where the covariance is not positive definite", () => {
    const x = random.multivariateNormal(
      key,
      [0, 0],
      [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 2],
          [2, 1],
        ],
      ],
    );
    expect((x.tolist() as number[][]).map((row) => row.map(Number.isNaN))).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

test("a sampler is one program, by JAX's name", () => {
  const { jaxpr } = stage(([k]) => [random.normal(k as NDArray, [3])], [key.aval]);
  expect(jaxpr.eqns.length).toBe(1);
  expect(printJaxpr(jaxpr)).toMatch(/name=_normal\b/);
});

test("samples in narrow floats lie where they should", () => {
  for (const dtype of ["float16", "bfloat16"] as const) {
    const x = floats(random.uniform(key, [1000], { dtype }));
    expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x)).toBeLessThan(1);
    expect(random.normal(key, [3], { dtype }).dtype).toBe(dtype);
  }
});
