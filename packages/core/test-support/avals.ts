import { expect } from "vitest";
import { dtypes, type ParamsOf, type Primitive, type ShapedArray, shapedArray } from "../src/index.js";

const shortNames = new Map(dtypes.map((dtype) => [String(shapedArray([], dtype)).slice(0, -2), dtype]));

/** A type from its text in a jaxpr, `f32[2,3]`; a tilde in front makes it weak. */
export function aval(text: string): ShapedArray {
  const [, weak, name, sizes] = /^(~?)(.+)\[([\d,]*)\]$/.exec(text) ?? [];
  const dtype = shortNames.get(name ?? "");
  if (dtype === undefined) throw new TypeError(`${text} is no type such as f32[2,3]`);
  return shapedArray(sizes === "" ? [] : (sizes ?? "").split(",").map(Number), dtype, weak === "~");
}

/** The types of the results that a primitive has for inputs of these types, all of them as `aval` takes them. */
export function results<P extends Primitive>(
  primitive: P,
  inputs: readonly string[],
  ...[params]: keyof ParamsOf<P> extends never ? [] : [params: ParamsOf<P>]
): readonly string[] {
  return primitive.abstractEval(inputs.map(aval), params ?? {}).map((out) => `${out.weakType ? "~" : ""}${out}`);
}

/** Expects that a primitive refuses its inputs with exactly this text. */
export function refuses(text: string, evaluate: () => unknown): void {
  expect(evaluate).toThrow(new TypeError(text));
}
