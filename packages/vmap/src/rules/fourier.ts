import { fft, fourier } from "@hyrax/core/library";
import { moveAxis } from "../interpreters/axes.js";
import { batchFamily } from "../interpreters/rule.js";
import { axisOf } from "./along-axes.js";

export const fourierBatch = batchFamily(fourier, {
  // The last axes are transformed; all before them are batches already.
  fft: ([x], params) => {
    const axis = axisOf(x);
    const last = x.value.ndim - 1;
    const transformed = axis > last - params.fftLengths.length;
    return transformed
      ? { value: fft(moveAxis(x.value, axis, 0), params), axis: 0 }
      : { value: fft(x.value, params), axis };
  },
});
