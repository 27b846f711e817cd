import { mul, type ShapedArray, shapedArray, sin } from "@hyrax/core";
import type { callbacks, HostFunction } from "@hyrax/core/library";
import { reals } from "../draw.js";
import type { Samples } from "../sample.js";

/** A function of elements that may have more axes in front: those of batches. */
const callback: HostFunction = ([x, y]) => [
  mul(x as NonNullable<typeof x>, y as NonNullable<typeof y>),
  sin(x as never),
];
const inputs = [reals(3), reals(3)];
const resultAvals: readonly ShapedArray[] = [shapedArray([3], "float32"), shapedArray([3], "float32")];

export const callbackSamples: Samples<typeof callbacks> = {
  pureCallback: [
    { inputs, params: { callback, resultAvals, vmapMethod: "sequential" } },
    { inputs, params: { callback, resultAvals, vmapMethod: "sequentialUnrolled" } },
    { inputs, params: { callback, resultAvals, vmapMethod: "broadcastAll" } },
  ],
  ioCallback: [{ inputs, params: { callback, resultAvals, ordered: false } }],
  debugCallback: [{ inputs, params: { callback: () => [], resultAvals: [], ordered: false } }],
};
