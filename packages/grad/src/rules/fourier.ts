import {
  allocate,
  broadcastInDim,
  conj,
  type DType,
  hostArray,
  mul,
  type Array as NDArray,
  type Shape,
  sizeOf,
} from "@hyrax/core";
import { fft, fourier } from "@hyrax/core/library";
import { jvpFamily, linear, transposeEach, transposeFamily } from "./derivatives.js";

/**
 * The weights of half a spectrum along the last axis, spread over its shape: `single` for frequencies that are their
 * own opposites, 0 and n/2, and `double` for those that stand for two.
 */
function weights(shape: Shape, n: number, dtype: DType, single: number, double: number): NDArray {
  const [half] = shape.slice(-1) as [number];
  const data = allocate(dtype, half);
  // Interleaved, and real.
  for (let k = 0; k < half; k++) data[2 * k] = k === 0 || 2 * k === n ? single : double;
  return broadcastInDim(hostArray(data, [half], dtype), { shape, broadcastDimensions: [shape.length - 1] });
}

function conjugate(x: NDArray): NDArray {
  return conj(x, { inputDtype: x.dtype });
}

// The matrix of an FFT is symmetric. With N numbers in the time domain, w = e^(−2πi/n) and a cotangent t that stands for
// dX ↦ Re Σ t dX, the matrix of an RFFT gives Re Σₖ t[k] w^jk over half of the spectrum. An IRFFT adds the conjugates of
// the other half, which doubles the real parts of inner frequencies, and divides by N: so it is N IRFFT(t*/weights).
// The same the other way round gives RFFT(t)* weights/N.
export const fourierTranspose = transposeFamily(fourier, {
  fft: transposeEach<typeof fft>([
    (ct, _aval, _inputs, { fftType, fftLengths }) => {
      const [n] = fftLengths.slice(-1) as [number];
      const count = sizeOf(fftLengths);
      switch (fftType) {
        case "FFT":
        case "IFFT":
          return fft(ct, { fftType, fftLengths });
        case "RFFT":
          return fft(mul(conjugate(ct), weights(ct.shape, n, ct.dtype, count, count / 2)), {
            fftType: "IRFFT",
            fftLengths,
          });
        case "IRFFT": {
          const spectrum = fft(ct, { fftType: "RFFT", fftLengths });
          return conjugate(mul(spectrum, weights(spectrum.shape, n, spectrum.dtype, 1 / count, 2 / count)));
        }
      }
    },
  ]),
});

export const fourierJvp = jvpFamily(fourier, {
  fft: linear(fft),
});
