import type { random } from "@hyrax/core/library";
import { integers, keys, words } from "../draw.js";
import type { Samples } from "../sample.js";

export const randomSamples: Samples<typeof random> = {
  threefry2x32: [
    { inputs: [words(), words(), words(3), words(3)], params: {} },
    { inputs: [words(2, 3), words(2, 3), words(2, 3), words(2, 3)], params: {} },
  ],
  randomSeed: [
    { inputs: [integers(0, 99)()], params: {} },
    { inputs: [words(3)], params: {} },
  ],
  randomSplit: [
    { inputs: [keys()], params: { shape: [2] } },
    { inputs: [keys(2)], params: { shape: [3, 2] } },
  ],
  randomFoldIn: [
    { inputs: [keys(), words()], params: {} },
    { inputs: [keys(3), words()], params: {} },
    { inputs: [keys(3), words(3)], params: {} },
  ],
  randomBits: [
    { inputs: [keys()], params: { bitWidth: 32, shape: [2, 3] } },
    { inputs: [keys(2)], params: { bitWidth: 8, shape: [] } },
  ],
  randomWrap: [
    { inputs: [words(2)], params: {} },
    { inputs: [words(3, 2)], params: {} },
  ],
  randomUnwrap: [
    { inputs: [keys()], params: {} },
    { inputs: [keys(3)], params: {} },
  ],
};
