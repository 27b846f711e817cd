import { fourier, unsupported } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";

const gap = unsupported("its rule is being written");

export const fourierBatch = batchFamily(fourier, {
  fft: gap,
});
