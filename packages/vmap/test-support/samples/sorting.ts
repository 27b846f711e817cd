import type { sorting } from "@hyrax/core";
import { complexes, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

export const sortingSamples: Samples<typeof sorting> = {
  sort: [
    { inputs: [reals(4)], params: { dimension: 0, isStable: true, numKeys: 1 } },
    { inputs: [complexes(2, 4)], params: { dimension: 1, isStable: true, numKeys: 1 } },
    { inputs: [integers(0, 2)(3, 4), reals(3, 4)], params: { dimension: 1, isStable: true, numKeys: 1 } },
    { inputs: [integers(0, 1)(4, 2), integers(0, 1)(4, 2)], params: { dimension: 0, isStable: true, numKeys: 2 } },
  ],
  topK: [
    { inputs: [reals(5)], params: { k: 2, axis: 0 } },
    { inputs: [integers(0, 3)(4, 3)], params: { k: 4, axis: 0 } },
    { inputs: [reals(2, 3)], params: { k: 1, axis: 1 } },
  ],
};
