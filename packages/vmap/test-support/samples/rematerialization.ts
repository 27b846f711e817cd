import { mul, type rematerialization, sin } from "@hyrax/core";
import { reals } from "../draw.js";
import { jaxprOf } from "../jaxpr-of.js";
import type { Samples } from "../sample.js";

const inputs = [reals(3), reals()] as const;

export const rematerializationSamples: Samples<typeof rematerialization> = {
  checkpointName: [{ inputs: [reals(3)], params: { name: "x" } }],
  checkpoint: [
    {
      inputs,
      params: {
        jaxpr: jaxprOf(inputs, (x, y) => [mul(x, y), sin(y)]),
        policy: null,
        preventCse: true,
        differentiated: false,
      },
    },
  ],
};
