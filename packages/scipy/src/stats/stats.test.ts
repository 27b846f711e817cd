import type { Array as NDArray } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { elements, expectClose, fixtures, withFloat64 } from "../../test-support/fixtures.js";
import * as stats from "./index.js";

type Distribution = Readonly<Record<string, (...args: readonly unknown[]) => NDArray>>;
const byName: Readonly<Record<string, unknown>> = stats;
const distribution = (name: string) => byName[name] as Distribution; // as the fixtures call it

/** The logarithm of a normal probability is that of a series, and so is what is made of it. */
const tolerance = (name: string, f: string) => (/^log(cdf|sf)$|^(cdf|sf)$/.test(f) && /norm/.test(name) ? 2e-7 : 1e-11);

describe("SciPy's numbers:", () => {
  test.each(fixtures.distributions.map((c, i) => [`${c.distribution}.${c.function} (${i})`, c] as const))(
    "%s",
    (_, c) => {
      const { shapes, options } = c;
      const call = (x: NDArray) =>
        (distribution(c.distribution)[c.function] as Distribution[string])(x, ...shapes, ...given);
      const given = Object.keys(options).length === 0 ? [] : [options];
      const out = (dtype: "float32" | "float64") => elements(call(np.array(c.x, { dtype })));
      withFloat64(() => expectClose(out("float64"), c.out, tolerance(c.distribution, c.function), 1e-13));
      // A float32 probability so close to 0 or 1 says little of the quantile.
      const isKnown = c.x.map((q) => !/^(ppf|isf)$/.test(c.function) || (q > 0.01 && q < 0.99));
      const known = <T>(list: readonly T[]) => list.filter((_, i) => isKnown[i]);
      expectClose(known(out("float32")), known(c.out), 3e-5, 1e-6);
    },
  );
});

describe("the density is the derivative of the probability:", () => {
  const names = [...new Set(fixtures.distributions.filter((c) => c.function === "cdf").map((c) => c.distribution))];
  test.each(names.filter((name) => "pdf" in distribution(name)))("%s", (name) => {
    const { shapes, options } = fixtures.distributions.find(
      (c) => c.distribution === name,
    ) as (typeof fixtures.distributions)[0];
    const { cdf, pdf } = distribution(name) as {
      readonly cdf: Distribution[string];
      readonly pdf: Distribution[string];
    };
    const x = np.array([0.3, 0.45, 0.8, 0.95]).add(name === "pareto" ? 1.5 : 0); // within all supports
    const density = vmap(grad((x: NDArray) => cdf(x, ...shapes, options)))(x);
    expectClose(elements(density), elements(pdf(x, ...shapes, options)), 1e-4, 1e-5);
  });
});

test.each<[string, (x: NDArray) => NDArray]>([
  ["beta.cdf", (x) => stats.beta.cdf(x, 2.5, 0.75)],
  ["beta.sf", (x) => stats.beta.sf(x, 0.75, 2.5)],
  ["gamma.cdf", (x) => stats.gamma.cdf(x.neg(), 0.5)],
  ["chi2.sf", (x) => stats.chi2.sf(x.neg(), 1.5)],
])("the derivative of %s is 0 beyond the support, even if the density at its end is infinite", (_, f) => {
  expect(grad(f)(1.5).item()).toBeCloseTo(0, 20);
});

describe("the quantile is the inverse of the probability:", () => {
  test.each(["norm", "cauchy", "logistic", "gumbelR", "gumbelL", "expon", "uniform"])("%s", (name) => {
    const { cdf, ppf } = distribution(name) as {
      readonly cdf: Distribution[string];
      readonly ppf: Distribution[string];
    };
    const q = np.array([0.01, 0.3, 0.5, 0.9]);
    const options = { loc: np.array([0, 1, -2, 3]), scale: 2 };
    expectClose(elements(cdf(ppf(q, options), options)), elements(q), 1e-5);
    if (!["cauchy", "norm"].includes(name))
      expect(elements(ppf(np.array([-0.5, 1.5])))).toEqual([Number.NaN, Number.NaN]);
  });
});

test("the probabilities of all numbers add up to 1", () => {
  const k = np.arange(80);
  expect(np.sum(stats.poisson.pmf(k, 20)).item()).toBeCloseTo(1, 4);
  expect(np.sum(stats.binom.pmf(k, 30, 0.2)).item()).toBeCloseTo(1, 4);
  expect(np.sum(stats.nbinom.pmf(k, 3, 0.4)).item()).toBeCloseTo(1, 4);
  expect(np.sum(stats.geom.pmf(k, 0.3)).item()).toBeCloseTo(1, 4);
  expect(np.sum(stats.betabinom.pmf(k, 30, 2, 3)).item()).toBeCloseTo(1, 4);
});

test("entropy of a Poisson distribution is the sum of −p log p", () => {
  for (const mu of [0.5, 8, 12, 90, 400]) {
    const p = stats.poisson.pmf(np.arange(600), mu);
    const terms = np.where(p.greater(0), p.mul(np.log(np.maximum(p, 1e-30))), 0);
    expect(stats.poisson.entropy(mu).item()).toBeCloseTo(-(np.sum(terms).item() as number), 3);
  }
});

describe("several variables:", () => {
  const cov = np.array([
    [2, 0.5],
    [0.5, 1],
  ]);

  test("a normal distribution with a diagonal covariance is a product of normal ones", () => {
    const x = np.array([
      [0.3, -1],
      [2, 0.5],
    ]);
    const product = stats.norm
      .logpdf(x, { loc: np.array([0.5, 0]), scale: np.sqrt(np.array([4, 0.25])) })
      .sum({ axis: 1 });
    const joint = stats.multivariateNormal.logpdf(x, np.array([0.5, 0]), np.diag(np.array([4, 0.25])));
    expectClose(elements(joint), elements(product), 1e-5);
    const same = stats.multivariateNormal.pdf(x, np.array([0.5, 0]), 3);
    expectClose(elements(same), elements(stats.multivariateNormal.pdf(x, np.array([0.5, 0]), np.eye(2).mul(3))), 1e-5);
  });

  test("covariances broadcast with vectors", () => {
    const x = np.array([0.3, -1]);
    const covs = np.stack([cov, cov.mul(2)]);
    const both = stats.multivariateNormal.logpdf(x, np.zeros(2), covs);
    const each = [cov, cov.mul(2)].map((c) => stats.multivariateNormal.logpdf(x, np.zeros(2), c).item() as number);
    expectClose(elements(both), each, 1e-6);
  });

  test("a Dirichlet distribution of two proportions is a beta distribution, with or without the last one", () => {
    const beta = stats.beta.logpdf(0.3, 2, 3.5).item();
    expect(stats.dirichlet.logpdf(np.array([0.3, 0.7]), np.array([2, 3.5])).item()).toBeCloseTo(beta as number, 5);
    expect(stats.dirichlet.logpdf(np.array([0.3]), np.array([2, 3.5])).item()).toBeCloseTo(beta as number, 5);
    expect(stats.dirichlet.logpdf(np.array([0.3, 0.6]), np.array([2, 3.5])).item()).toBe(Number.NEGATIVE_INFINITY);
  });

  test("a multinomial distribution of two kinds is a binomial one", () => {
    const counts = np.array([2, 3], { dtype: "int32" });
    const p = stats.multinomial.pmf(counts, 5, np.array([0.4, 0.6])).item() as number;
    expect(stats.binom.pmf(2, 5, 0.4).item()).toBeCloseTo(p, 6);
    expect(stats.multinomial.pmf(counts, 6, np.array([0.4, 0.6])).item()).toBe(0);
  });

  test("errors name the function and the shapes", () => {
    expect(() => stats.multivariateNormal.logpdf(np.ones(3), np.ones(3), cov)).toThrow(
      /\[\.\.\., 3, 3\]; found f32\[2,2\]/,
    );
    expect(() => stats.dirichlet.logpdf(np.ones(4), np.ones(2))).toThrow(/dirichlet.logpdf: .*f32\[2\] and f32\[4\]/);
    expect(() => stats.multinomial.logpmf(np.ones(2), 2, np.ones(2))).toThrow(/counts are integers/);
    expect(() => stats.norm.pdf(0, { mean: 1 } as object)).toThrow(/norm.logpdf: there is no option/);
  });
});
