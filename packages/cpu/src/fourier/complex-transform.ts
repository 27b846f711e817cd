/**
 * The discrete Fourier transform of `n` complex numbers, X[k] = Σ x[j] e^(−2πijk/n), in place. They are interleaved:
 * the real part of x[j] is `data[2j]`, the imaginary one `data[2j + 1]`.
 *
 * One that has begun ends before another begins, so each has memory of its own to work in.
 */
export type ComplexTransform = (data: Float64Array) => void;
