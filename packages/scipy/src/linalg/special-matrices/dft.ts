import { complexParts, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of `dft`. */
export interface DftOptions {
  /** What the matrix is divided by: nothing, which is the default, √n, which makes it unitary, or n. */
  readonly scale?: "sqrtn" | "n" | null;
}

/**
 * The matrix of the discrete Fourier transform of n elements, `exp(−2πi j k / n)`: complex. Throws a `TypeError` for another scale.
 */
export function dft(n: number, options: DftOptions = {}): NDArray {
  requireOptions("dft", options, ["scale"]);
  const { scale = null } = options;
  if (scale !== null && scale !== "sqrtn" && scale !== "n") {
    throw new TypeError(`dft: the scale must be null, "sqrtn" or "n", found ${JSON.stringify(scale)}`);
  }
  if (!Number.isInteger(n) || n < 1) throw new TypeError(`dft: the size must be a positive integer, found ${n}`);
  const divisor = scale === "sqrtn" ? Math.sqrt(n) : scale === "n" ? n : 1;
  // The angle of the remainder is more exact than that of the product.
  const part = (f: (angle: number) => number) =>
    np.array(
      Array.from({ length: n }, (_, j) =>
        Array.from({ length: n }, (_, k) => f((-2 * Math.PI * ((j * k) % n)) / n) / divisor),
      ),
    );
  return complexParts.complex(part(Math.cos), part(Math.sin));
}
