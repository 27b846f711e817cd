/** The ratio of the circumference of a circle to its diameter. */
export const pi = Math.PI;
/** The base of the natural logarithm. */
export const e = Math.E;
/** Euler's constant γ, the limit of 1 + 1/2 + … + 1/n − log n. */
export const eulerGamma = 0.5772156649015329;
export const inf = Number.POSITIVE_INFINITY;
export const nan = Number.NaN;
/** A new axis of size 1 in an index. */
export const newaxis = null;
