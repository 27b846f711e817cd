import {
  type ArrayLike,
  type DType,
  type Array as NDArray,
  registerPytreeNode,
  requireOptions,
  type Shape,
} from "@hyrax/core";
import * as nn from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { ndtr } from "../special/normal.js";
import * as multivariateNormal from "./multivariate-normal.js";

/** What a rule for the bandwidth goes by. */
export interface KdeSample {
  /** How many variables a point has. */
  readonly d: number;
  /** How many points there are. */
  readonly n: number;
  /** How many points of equal weight would say as much: 1 / Σ w². */
  readonly neff: NDArray;
}

/** Options of `gaussianKde`. */
export interface GaussianKdeOptions {
  /**
   * What the deviation of the data is multiplied by: a number, a rule, "scott" for neff^(−1/(d + 4)), the default, or "silverman" for
   * (neff (d + 2) / 4)^(−1/(d + 4)).
   */
  readonly bwMethod?: "scott" | "silverman" | number | NDArray | ((sample: KdeSample) => ArrayLike);
  /** The weight of each point, `[n]`; all the same by default. */
  readonly weights?: ArrayLike;
}

let registered = false;

/** A density made of normal distributions around the points of a sample. It is a pytree of its arrays. */
export class GaussianKde {
  /** @param dataset `[d, n]` @param weights `[n]`, which add up to 1 @param covariance of the distribution around a point, `[d, d]` */
  constructor(
    readonly dataset: NDArray,
    readonly weights: NDArray,
    readonly covariance: NDArray,
    readonly neff: NDArray,
  ) {
    // Before the first instance nobody can have asked.
    if (registered) return;
    registered = true;
    registerPytreeNode(
      GaussianKde,
      (kde) => [[kde.dataset, kde.weights, kde.covariance, kde.neff], null],
      (_: null, [dataset, weights, covariance, neff]: [NDArray, NDArray, NDArray, NDArray]) =>
        new GaussianKde(dataset, weights, covariance, neff),
    );
  }

  /** How many variables a point has. */
  get d(): number {
    return this.dataset.shape[0] as number;
  }

  /** How many points the sample has. */
  get n(): number {
    return this.dataset.shape[1] as number;
  }

  /** The density at points `[d, m]`, or `[m]` of one variable: `[m]`. */
  evaluate(points: ArrayLike): NDArray {
    return np.exp(this.logOfEach("evaluate", points)).matmul(this.weights);
  }

  /** As `evaluate`. */
  pdf(points: ArrayLike): NDArray {
    return this.evaluate(points);
  }

  /** log of the density at points `[d, m]`, or `[m]` of one variable: `[m]`. */
  logpdf(points: ArrayLike): NDArray {
    return nn.logsumexp(this.logOfEach("logpdf", points), { axis: -1, b: this.weights });
  }

  /** The integral of the product with a normal density of that mean `[d]` and covariance `[d, d]`. */
  integrateGaussian(mean: ArrayLike, cov: ArrayLike): NDArray {
    const sum = this.covariance.add(np.atleast2d(cov) as NDArray);
    return multivariateNormal.pdf(this.dataset.T, np.atleast1d(mean) as NDArray, sum).matmul(this.weights);
  }

  /** The probability of numbers between two bounds. Throws a `TypeError` unless there is one variable. */
  integrateBox1d(low: ArrayLike, high: ArrayLike): NDArray {
    if (this.d !== 1) throw new TypeError(`integrateBox1d: takes a density of one variable, found one of ${this.d}`);
    const deviation = np.sqrt(this.covariance.get(0, 0));
    const below = (bound: ArrayLike) => ndtr(np.subtract(bound, this.dataset.get(0)).div(deviation));
    return below(high).sub(below(low)).matmul(this.weights);
  }

  /** The integral of the product with another density of as many variables. */
  integrateKde(other: GaussianKde): NDArray {
    requireVariables("integrateKde", this.d, other.d);
    const overlap = new GaussianKde(this.dataset, this.weights, this.covariance.add(other.covariance), this.neff);
    return overlap.evaluate(other.dataset).matmul(other.weights);
  }

  /** Points drawn from the density, `[d, ...shape]`. */
  resample(key: random.Key, shape: Shape = []): NDArray {
    const [indexKey, noiseKey] = random.split(key);
    const index = random.choice(indexKey, this.n, shape, { p: this.weights });
    const dtype = this.dataset.dtype as DType;
    const noise = random.multivariateNormal(noiseKey, np.zeros(this.d, { dtype }), this.covariance, shape, { dtype });
    return np.take(this.dataset, index, { axis: 1 }).add(np.moveaxis(noise, -1, 0));
  }

  /** log of the normal density around each point of the sample, `[m, n]`. */
  private logOfEach(name: string, points: ArrayLike): NDArray {
    const given = np.atleast2d(points) as NDArray;
    // A single point may come as a row.
    const columns = given.shape[0] === 1 && given.shape[1] === this.d ? given.reshape([this.d, 1]) : given;
    requireVariables(name, this.d, columns.shape[0]);
    const distances = np.subtract(np.expandDims(columns.T, 1), this.dataset.T);
    return multivariateNormal.logpdf(
      distances,
      np.zeros(this.d, { dtype: this.dataset.dtype as DType }),
      this.covariance,
    );
  }
}

function requireVariables(name: string, wanted: number, found: number | undefined): void {
  if (found !== wanted)
    throw new TypeError(`${name}: the density has ${wanted} variables, but what was given ${found}`);
}

/**
 * Estimates a density from a sample `[d, n]`, or `[n]` of one variable, by a normal distribution around each point that has the
 * covariance of the sample, scaled down. Throws a `TypeError` for fewer than two elements, and for weights that are not `[n]`.
 * Sources: Scott, "Multivariate density estimation", 1992; Silverman, "Density estimation", 1986.
 *
 * @example
 * stats.gaussianKde(np.array([1, 2, 4])).pdf([2, 3])
 */
export function gaussianKde(dataset: ArrayLike, options: GaussianKdeOptions = {}): GaussianKde {
  requireOptions("gaussianKde", options, ["bwMethod", "weights"]);
  const [given] = np.promoteInexact("gaussianKde", dataset);
  const sample = np.atleast2d(given) as NDArray;
  const [d, n] = sample.shape as readonly [number, number]; // whatever has at least two axes
  if (sample.ndim !== 2 || sample.size < 2 || np.iscomplexobj(sample)) {
    throw new TypeError(
      `gaussianKde: the sample is real, [d, n] or [n], with at least two elements; found ${given.aval}`,
    );
  }
  const weights = np.asarray(options.weights ?? np.ones(n)).astype(sample.dtype as DType);
  if (weights.ndim !== 1 || weights.size !== n) {
    throw new TypeError(`gaussianKde: there are ${n} points, so that weights are [${n}]; found ${weights.aval}`);
  }
  const shares = weights.div(np.sum(weights));
  const neff = np.reciprocal(np.sum(np.square(shares)));
  const spread = np.atleast2d(np.cov(sample, { aweights: shares })) as NDArray;
  return new GaussianKde(
    sample,
    shares,
    spread.mul(np.square(bandwidth(options.bwMethod ?? "scott", { d, n, neff }))),
    neff,
  );
}

function bandwidth(method: GaussianKdeOptions["bwMethod"] & {}, sample: KdeSample): ArrayLike {
  if (typeof method === "function") return method(sample);
  const power = -1 / (sample.d + 4);
  if (method === "scott") return np.power(sample.neff, power);
  if (method === "silverman") return np.power(sample.neff.mul((sample.d + 2) / 4), power);
  if (typeof method !== "string") return method;
  throw new TypeError(
    `gaussianKde: bwMethod is "scott", "silverman", a number or a function; found ${JSON.stringify(method)}`,
  );
}
