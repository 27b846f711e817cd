import { config, type Array as NDArray } from "@hyrax/core";
import { grad, jvp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { scan } from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterEach, describe, expect, test } from "vitest";
import * as random from "./index.js";

afterEach(() => config.update("threefryPartitionable", false));

const key = random.key(3);
const rows = (x: NDArray) => x.tolist() as number[][];

const samplers: Readonly<Record<string, (key: NDArray) => NDArray>> = {
  bits: (k) => random.bits(k, [5]),
  uniform: (k) => random.uniform(k, [5]),
  normal: (k) => random.normal(k, [5]),
  randint: (k) => random.randint(k, [5], -3, 4),
  bernoulli: (k) => random.bernoulli(k, 0.3, [5]),
  permutation: (k) => random.permutation(k, 5),
  choice: (k) => random.choice(k, 9, [5], { replace: false }),
  categorical: (k) => random.categorical(k, [0.5, 1, 2], { shape: [5] }),
  gamma: (k) => random.gamma(k, [0.3, 0.7, 1, 2, 30]),
  poisson: (k) => random.poisson(k, [0.3, 0.7, 1, 2, 30]),
  binomial: (k) => random.binomial(k, 30, [0.1, 0.3, 0.5, 0.7, 0.9]),
  multinomial: (k) => random.multinomial(k, 9, [0.1, 0.2, 0.7]),
  orthogonal: (k) => np.reshape(random.orthogonal(k, 2), [4]),
  splitting: (k) => np.reshape(random.keyData(random.split(random.foldIn(k, 3), 2)), [4]),
};

describe.each([false, true])("in the partitionable layout: %s,", (partitionable) => {
  describe.each(Object.entries(samplers))("%s", (_, sample) => {
    const close = (got: readonly number[][], want: readonly number[][]) =>
      got.forEach((row, i) => {
        row.forEach((x, j) => expect(x).toBeCloseTo(want[i]?.[j] as number, 5));
      });

    test("mapped over keys draws what each key draws by itself", () => {
      config.update("threefryPartitionable", partitionable);
      const keys = random.split(key, 4);
      const want = [...keys].map((k) => sample(k).tolist() as number[]);
      close(rows(vmap(sample)(keys)), want);
      close(rows(vmap(sample)(random.keyData(keys))), want);
    });

    test("compiled draws what it draws otherwise", () => {
      config.update("threefryPartitionable", partitionable);
      close([jit(sample)(key).tolist() as number[]], [sample(key).tolist() as number[]]);
    });
  });
});

test("a scan may carry a key", () => {
  const step = (k: NDArray): [NDArray, NDArray] => {
    const [next, subkey] = random.split(k);
    return [next, random.uniform(subkey)];
  };
  const [, drawn] = scan((k: NDArray) => step(k), random.PRNGKey(0), null, { length: 3 });
  let carried: NDArray = random.PRNGKey(0);
  const want = [0, 1, 2].map(() => {
    const [next, x] = step(carried);
    carried = next;
    return x.item();
  });
  expect((drawn as NDArray).tolist()).toEqual(want);
});

describe("derivatives of samples", () => {
  test("by the bounds of uniform are the places between them", () => {
    const u = random.uniform(key).item() as number;
    expect(grad((high: NDArray) => random.uniform(key, { maxval: high }))(2).item()).toBeCloseTo(u, 6);
    expect(grad((low: NDArray) => random.uniform(key, { minval: low }))(-1).item()).toBeCloseTo(1 - u, 6);
  });

  /** The regularised lower incomplete gamma function, by its series. */
  function gammaP(a: number, x: number): number {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 500; n++) sum += term *= x / (a + n);
    return sum * Math.exp(-x + a * Math.log(x) - logGamma(a));
  }

  /** Stirling's series, after raising the argument. */
  function logGamma(a: number): number {
    if (a < 15) return logGamma(a + 1) - Math.log(a);
    return (
      (a - 0.5) * Math.log(a) -
      a +
      0.5 * Math.log(2 * Math.PI) +
      1 / (12 * a) -
      1 / (360 * a ** 3) +
      1 / (1260 * a ** 5)
    );
  }

  /** The number at which gammaP of a is p. */
  function quantile(a: number, p: number): number {
    let [low, high] = [1e-12, 100];
    for (let i = 0; i < 200; i++) {
      const middle = (low + high) / 2;
      if (gammaP(a, middle) < p) low = middle;
      else high = middle;
    }
    return low;
  }

  test.each([0.4, 1, 2.5, 8])("by the parameter %d of gamma move along the quantile", (a) => {
    const x = random.gamma(key, a).item() as number;
    const h = 1e-5;
    const wanted = (quantile(a + h, gammaP(a, x)) - quantile(a - h, gammaP(a, x))) / (2 * h);
    expect(grad((b: NDArray) => random.gamma(key, b))(a).item()).toBeCloseTo(wanted, 3);
    const [logX, tangent] = jvp((b: NDArray) => random.loggamma(key, b), [a], [1]);
    expect((logX as NDArray).item()).toBeCloseTo(Math.log(x), 4);
    expect((tangent as NDArray).item()).toBeCloseTo(wanted / x, 3);
  });

  test("by what only scales them are the samples", () => {
    const z = random.normal(key, [3]);
    const f = (sigma: NDArray) => np.sum(np.log(random.lognormal(key, [3], { sigma })));
    expect(grad(f)(0.5).item()).toBeCloseTo(np.sum(z).item() as number, 4);
  });

  test("stop at integers", () => {
    const f = (x: NDArray) => np.sum(np.multiply(x, random.poisson(key, np.multiply(x, 3), [4])));
    const total = np.sum(random.poisson(key, 6, [4])).item() as number;
    expect(grad(f)(2).item()).toBeCloseTo(total, 4);
  });
});
