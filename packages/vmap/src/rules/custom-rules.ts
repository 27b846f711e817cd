import {
  type CustomJvpParams,
  type CustomVjpParams,
  customJvpCall,
  customRules,
  customVjpCall,
  type FlatFunction,
  jaxprFunction,
  type Array as NDArray,
  reduceSum,
  type Tangent,
  Zero,
} from "@hyrax/core";
import { atAxis, batchAval, elementAval, frontIfBatched } from "../interpreters/axes.js";
import { type BatchAxis, type Batched, batchFamily, type MappedAxis } from "../interpreters/rule.js";
import { customVmapBatch } from "./custom-vmap.js";
import { ResultAxes } from "./result-axes.js";

/** A function with a rule of the user's own: what both kinds have in common. */
interface CustomCall {
  readonly call: FlatFunction;
  readonly numConsts: number;
}

export const customRulesBatch = batchFamily(customRules, {
  customVmapCall: customVmapBatch,
  customJvpCall: (inputs, params, map) => {
    const results = new ResultAxes(inputs, map.size);
    const { consts, ...call } = batchedCall(inputs, params, map, results);
    const jvp = batchedJvp(params.jvp, inputs.slice(params.numConsts), map, results);
    const outs = customJvpCall([...consts, ...inputs.map(({ value }) => value)], { ...params, ...call, jvp });
    return results.of(outs);
  },

  customVjpCall: (inputs, params, map) => {
    const results = new ResultAxes(inputs, map.size);
    const { consts, ...call } = batchedCall(inputs, params, map, results);
    const passes = batchedPasses(params, inputs.slice(params.numConsts), map, results);
    const outs = customVjpCall([...consts, ...inputs.map(({ value }) => value)], { ...params, ...call, ...passes });
    return results.of(outs);
  },
});

function batchedCall(
  inputs: readonly Batched[],
  { call, numConsts }: CustomCall,
  map: MappedAxis,
  results: ResultAxes,
): CustomCall & { readonly consts: readonly NDArray[] } {
  const inAxes = inputs.map(({ axis }) => axis);
  if (call.jaxpr === undefined) {
    const run = (values: readonly NDArray[]) => results.place(map.batchCall(call, batches(values, inAxes)));
    return { call: run, numConsts, consts: [] };
  }
  const { jaxpr, consts, outAxes } = map.batchJaxpr(call.jaxpr, inAxes, results.forced ? "batched" : "front");
  results.record(outAxes);
  return { call: jaxprFunction(jaxpr), numConsts: numConsts + consts.length, consts };
}

function batchedJvp(
  jvp: CustomJvpParams["jvp"],
  inputs: readonly Batched[],
  map: MappedAxis,
  results: ResultAxes,
): CustomJvpParams["jvp"] {
  const inAxes = inputs.map(({ axis }) => axis);
  return (primals, tangents) => {
    let found: readonly Tangent[] = [];
    const outs = map.batchCall(
      (elements) => {
        const [values, derivatives] = jvp(
          elements.slice(0, primals.length),
          withZeros(tangents, inAxes, elements.slice(primals.length)),
        );
        found = derivatives;
        return [...values, ...derivatives.filter(isArray)];
      },
      [...batches(primals, inAxes), ...presentBatches(tangents, inAxes)],
    );
    const values = outs.slice(0, found.length);
    const present = outs.slice(found.length);
    let next = 0;
    const derivatives = found.map((dx) => (isArray(dx) ? (present[next++] as Batched) : dx));
    // A value and its derivative are mapped alike.
    const joined = values.map((x, i) =>
      derivatives[i] instanceof Zero ? x.axis : (x.axis ?? (derivatives[i] as Batched).axis),
    );
    results.record(joined.map((axis) => (axis === null ? null : 0)));
    return [
      results.place(values),
      derivatives.map((dx, i) =>
        dx instanceof Zero ? new Zero(batchAval(dx.aval, results.at(i), map.size)) : results.placeAt(dx, i),
      ),
    ];
  };
}

function batchedPasses(
  { forward, backward }: Pick<CustomVjpParams, "forward" | "backward">,
  inputs: readonly Batched[],
  map: MappedAxis,
  results: ResultAxes,
): Pick<CustomVjpParams, "forward" | "backward"> {
  const inAxes = inputs.map(({ axis }) => axis);
  let residualAxes: readonly BatchAxis[] = [];
  return {
    forward: (primals, perturbed) => {
      let numOuts = 0;
      const all = map.batchCall(
        (elements) => {
          const [outs, residuals] = forward(elements, perturbed);
          numOuts = outs.length;
          return [...outs, ...residuals];
        },
        batches(primals, inAxes),
      );
      const residuals = all.slice(numOuts).map(frontIfBatched);
      residualAxes = residuals.map(({ axis }) => axis);
      return [results.place(all.slice(0, numOuts)), residuals.map(({ value }) => value)];
    },

    backward: (residuals, cts) => {
      const outAxes = cts.map((_, i) => results.at(i));
      let found: readonly Tangent[] = [];
      const present = map.batchCall(
        (elements) => {
          found = backward(
            elements.slice(0, residuals.length),
            withZeros(cts, outAxes, elements.slice(residuals.length)),
          );
          return found.filter(isArray);
        },
        [...batches(residuals, residualAxes), ...presentBatches(cts, outAxes)],
      );
      let next = 0;
      return found.map((ct, i) => {
        const axis = inAxes[i] ?? null;
        return isArray(ct)
          ? cotangentOf(present[next++] as Batched, axis, map.size)
          : new Zero(batchAval(ct.aval, axis, map.size));
      });
    },
  };
}

/** The cotangent of an input; one that all elements share gets the sum of theirs. */
function cotangentOf(ct: Batched, axis: BatchAxis, size: number): NDArray {
  if (axis !== null) return atAxis(ct, axis, size);
  return ct.axis === null ? ct.value : reduceSum(ct.value, { axes: [ct.axis] });
}

function isArray(tangent: Tangent): tangent is NDArray {
  return !(tangent instanceof Zero);
}

function batches(values: readonly NDArray[], axes: readonly BatchAxis[]): readonly Batched[] {
  return values.map((value, i) => ({ value, axis: axes[i] ?? null }));
}

/** The tangents that are not zero. */
function presentBatches(tangents: readonly Tangent[], axes: readonly BatchAxis[]): readonly Batched[] {
  return tangents.flatMap((dx, i) => (isArray(dx) ? [{ value: dx, axis: axes[i] ?? null }] : []));
}

/** The tangents of a single element, from those that are not zero. */
function withZeros(
  tangents: readonly Tangent[],
  axes: readonly BatchAxis[],
  present: readonly NDArray[],
): readonly Tangent[] {
  let next = 0;
  return tangents.map((dx, i) =>
    isArray(dx) ? (present[next++] as NDArray) : new Zero(elementAval(dx.aval, axes[i] ?? null)),
  );
}
