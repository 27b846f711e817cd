import type { Initializer } from "./initializer.js";
import { type ScalingOptions, scaling } from "./variance-scaling.js";

/**
 * Builds an initializer of uniform weights with the variance 2 / (inputs + outputs); also called `xavierUniform`.
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 */
export function glorotUniform(options: ScalingOptions = {}): Initializer {
  return scaling("glorotUniform", 1, "fan_avg", "uniform", options);
}

/** Builds an initializer of truncated normal weights with the variance 2 / (inputs + outputs); also called `xavierNormal`. */
export function glorotNormal(options: ScalingOptions = {}): Initializer {
  return scaling("glorotNormal", 1, "fan_avg", "truncated_normal", options);
}

/**
 * Builds an initializer of uniform weights with the variance 1 / inputs.
 * Source: LeCun et al., "Efficient backprop", 1998, section 4.6.
 */
export function lecunUniform(options: ScalingOptions = {}): Initializer {
  return scaling("lecunUniform", 1, "fan_in", "uniform", options);
}

/** Builds an initializer of truncated normal weights with the variance 1 / inputs. */
export function lecunNormal(options: ScalingOptions = {}): Initializer {
  return scaling("lecunNormal", 1, "fan_in", "truncated_normal", options);
}

/**
 * Builds an initializer of uniform weights with the variance 2 / inputs; also called `kaimingUniform`.
 * Source: He et al., "Delving deep into rectifiers", 2015.
 */
export function heUniform(options: ScalingOptions = {}): Initializer {
  return scaling("heUniform", 2, "fan_in", "uniform", options);
}

/** Builds an initializer of truncated normal weights with the variance 2 / inputs; also called `kaimingNormal`. */
export function heNormal(options: ScalingOptions = {}): Initializer {
  return scaling("heNormal", 2, "fan_in", "truncated_normal", options);
}
