import { Array as NDArray, type ShapedArray, type Tangent, Zero } from "@hyrax/core";
import { type Cotangent, LinearInput, type TransposeInput } from "../../interpreters/rule-kinds.js";
import { tangentAval } from "../../interpreters/tangent.js";

/** Tangents that are there at their places, zero elsewhere. */
export function placeTangents(
  present: readonly NDArray[],
  nonzero: readonly boolean[],
  avals: readonly ShapedArray[],
): readonly Tangent[] {
  let next = 0;
  return avals.map((aval, i) => (nonzero[i] ? (present[next++] as NDArray) : new Zero(tangentAval(aval))));
}

/** The results of a differentiated jaxpr, `[...outs, ...nonzero tangents]`, with a tangent for every out. */
export function withTangents(
  results: readonly NDArray[],
  outNonzero: readonly boolean[],
): readonly [outs: readonly NDArray[], tangents: readonly Tangent[]] {
  const outs = results.slice(0, outNonzero.length);
  const avals = outs.map((out) => out.aval);
  return [outs, placeTangents(results.slice(outNonzero.length), outNonzero, avals)];
}

export function areLinear(inputs: readonly TransposeInput[]): readonly boolean[] {
  return inputs.map((x) => x instanceof LinearInput);
}

export function valuesOf(inputs: readonly TransposeInput[]): readonly NDArray[] {
  return inputs.filter((x) => x instanceof NDArray);
}

/** Cotangents of the linear inputs, of which those that are not zero are there, at their places; null for values. */
export function placeCotangents(
  present: readonly NDArray[],
  nonzero: readonly boolean[],
  inputs: readonly TransposeInput[],
): readonly Cotangent[] {
  const avals = inputs.filter((x) => x instanceof LinearInput).map((x) => x.aval);
  const cts = placeTangents(present, nonzero, avals);
  let next = 0;
  return inputs.map((x) => (x instanceof LinearInput ? (cts[next++] as Tangent) : null));
}
