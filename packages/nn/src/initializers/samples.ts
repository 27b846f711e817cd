import { requireOptions } from "@hyrax/core";
import * as random from "@hyrax/random";
import { type DtypeOption, type Initializer, initializer } from "./initializer.js";
import { scaled } from "./scaled.js";

/** Options of `uniform`. */
export interface UniformOptions extends DtypeOption {
  /** The bound that weights stay below; 0.01 by default. */
  readonly scale?: number;
}

/** Builds an initializer of weights that are uniform on [0, scale). */
export function uniform(options: UniformOptions = {}): Initializer {
  requireOptions("uniform", options, ["scale", "dtype"]);
  const { scale = 0.01 } = options;
  return initializer("uniform", options, (key, shape, dtype) => scaled(random.uniform(key, shape, { dtype }), scale));
}

/** Options of `normal`. */
export interface NormalOptions extends DtypeOption {
  /** The standard deviation; 0.01 by default. */
  readonly stddev?: number;
}

/** Builds an initializer of weights that are normally distributed with mean 0. */
export function normal(options: NormalOptions = {}): Initializer {
  requireOptions("normal", options, ["stddev", "dtype"]);
  const { stddev = 0.01 } = options;
  return initializer("normal", options, (key, shape, dtype) => scaled(random.normal(key, shape, { dtype }), stddev));
}

/** Options of `truncatedNormal`. */
export interface TruncatedNormalOptions extends NormalOptions {
  /** The least weight, in units of `stddev`; −2 by default. */
  readonly lower?: number;
  /** The greatest weight, in units of `stddev`; 2 by default. */
  readonly upper?: number;
}

/**
 * Builds an initializer of weights that are normally distributed with mean 0, between two bounds. `stddev` is that of the
 * distribution without bounds.
 */
export function truncatedNormal(options: TruncatedNormalOptions = {}): Initializer {
  requireOptions("truncatedNormal", options, ["stddev", "lower", "upper", "dtype"]);
  const { stddev = 0.01, lower = -2, upper = 2 } = options;
  return initializer("truncatedNormal", options, (key, shape, dtype) =>
    scaled(random.truncatedNormal(key, lower, upper, shape, { dtype }), stddev),
  );
}
