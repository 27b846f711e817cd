import { allocate, type ShapedArray } from "@hyrax/core";
import type { Kernel } from "@hyrax/cpu";

type Floats = Float32Array | Float64Array;

/** The kernel of the reference engine, for a result `[...batch, n]`: n² multiplications for each row, added in double precision. */
export function convolutionKernel(out: ShapedArray | undefined): Kernel {
  // A primitive of one result has just one type of result.
  const { dtype, shape, size } = out as ShapedArray;
  const n = shape.at(-1) ?? 1;
  return (inputs) => {
    // The declaration accepts float32 and float64 alone, which these store.
    const [kernel, x] = inputs as readonly [Floats, Floats];
    const y = allocate(dtype, size) as Floats;
    for (let row = 0; row < size; row += n) {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += (kernel[row + ((i - j + n) % n)] ?? 0) * (x[row + j] ?? 0);
        y[row + i] = sum;
      }
    }
    return [y];
  };
}
