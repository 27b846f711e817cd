import { realPlanOf } from "./real-transform.js";

/** The transforms of rows of `n` real numbers to their spectra, which have `size` complex elements in all, and back. */
export function realRows(n: number, size: number) {
  const half = Math.floor(n / 2) + 1;
  const count = size / half;
  const realRow = (x: Float64Array, row: number) => x.subarray(row * n, (row + 1) * n);
  const spectrumRow = (spectra: Float64Array, row: number) => spectra.subarray(2 * row * half, 2 * (row + 1) * half);
  return {
    forward(x: Float64Array): Float64Array {
      const transform = realPlanOf(n);
      const spectra = new Float64Array(2 * size);
      for (let row = 0; row < count; row++) transform.forward(realRow(x, row), spectrumRow(spectra, row));
      return spectra;
    },
    backward(spectra: Float64Array): Float64Array {
      const transform = realPlanOf(n);
      const x = new Float64Array(count * n);
      for (let row = 0; row < count; row++) transform.backward(spectrumRow(spectra, row), realRow(x, row));
      return x;
    },
  };
}
