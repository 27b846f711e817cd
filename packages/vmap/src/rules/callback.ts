import { MissingRuleError, type Array as NDArray, type Params, reshape, scan, slice, stage } from "@hyrax/core";
import { callbacks, debugCallback, ioCallback, type PureCallbackParams, pureCallback } from "@hyrax/core/library";
import { atFront, batchAval, broadcastAxis, elementAval, frontIfBatched, without } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";

type HostCall<P extends Params> = (inputs: readonly NDArray[], params: P) => readonly NDArray[];

/** Calls the host once for each element, in a loop over them. */
function inLoop<P extends Params>(
  call: HostCall<P>,
  inputs: readonly Batched[],
  params: P,
  size: number,
  unroll = 1,
): readonly Batched[] {
  const fixed = inputs.filter(({ axis }) => axis === null);
  const mapped = inputs.filter(({ axis }) => axis !== null);
  // A scan takes what does not change first.
  const sorted = [...fixed, ...mapped];
  const order = inputs.map((x) => sorted.indexOf(x));
  const { jaxpr } = stage(
    (elements) =>
      call(
        order.map((place) => elements[place] as NDArray),
        params,
      ),
    sorted.map(({ value, axis }) => elementAval(value.aval, axis)),
  );
  const values = [...fixed.map(({ value }) => value), ...mapped.map((x) => atFront(x, size))];
  const outs = scan(values, { jaxpr, length: size, numConsts: fixed.length, numCarry: 0, reverse: false, unroll });
  return outs.map((value) => ({ value, axis: 0 }));
}

/** Calls the host once, on whole batches. */
function wholeBatch(inputs: readonly Batched[], params: PureCallbackParams, size: number): readonly Batched[] {
  const repeats = params.vmapMethod === "broadcastAll" ? size : 1;
  const values = inputs.map((x) => (x.axis === null ? broadcastAxis(x.value, 0, repeats) : frontIfBatched(x).value));
  const resultAvals = params.resultAvals.map((aval) => batchAval(aval, 0, size));
  return pureCallback(values, { ...params, resultAvals }).map((value) => ({ value, axis: 0 }));
}

/** An element of an array along one of its axes. */
function elementAt({ value, axis }: Batched, i: number): NDArray {
  if (axis === null) return value;
  const part = slice(value, {
    startIndices: value.shape.map((_, k) => (k === axis ? i : 0)),
    limitIndices: value.shape.map((n, k) => (k === axis ? i + 1 : n)),
    strides: null,
  });
  return reshape(part, { newSizes: without(value.shape, axis) });
}

export const callbacksBatch = batchFamily(callbacks, {
  pureCallback: (inputs, params, { size }) => {
    switch (params.vmapMethod) {
      case "sequential":
        return inLoop(pureCallback, inputs, params, size);
      case "sequentialUnrolled":
        return inLoop(pureCallback, inputs, params, size, size);
      case "expandDims":
      case "broadcastAll":
        return wholeBatch(inputs, params, size);
      case null:
        throw new MissingRuleError(
          "vmap of pureCallback is not possible without the option vmapMethod, which says how the function is called for " +
            'a batch: "sequential", "sequentialUnrolled", "expandDims" or "broadcastAll"',
        );
    }
  },
  ioCallback: (inputs, params, { size }) => {
    if (params.ordered) {
      throw new MissingRuleError(
        "vmap of an ordered ioCallback is not possible: the elements of a batch have no order; " +
          "loop over them with lax.map, or leave the option ordered out",
      );
    }
    return inLoop(ioCallback, inputs, params, size);
  },
  // One call after the other: where the program is printed or differentiated again, each stands for itself.
  debugCallback: (inputs, params, { size }) => {
    for (let i = 0; i < size; i++)
      debugCallback(
        inputs.map((x) => elementAt(x, i)),
        params,
      );
    return [];
  },
});
