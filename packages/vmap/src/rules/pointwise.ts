import { bind, broadcastInDim, type Family, type Array as NDArray, type Params, type Primitive } from "@hyrax/core";
import { atAxis, elementShape, inserted } from "../interpreters/axes.js";
import type { Batched } from "../interpreters/rule.js";

/**
 * Brings the inputs of an operation on each element by itself to one mapped axis. Scalars that have none may stay
 * scalars; one that has a mapped axis is spread over the shape of the others, since it is no scalar any more.
 *
 * @param mustSpread the inputs that may not be scalars where others are not
 */
export function aligned<I extends readonly Batched[]>(
  inputs: I,
  size: number,
  mustSpread: (i: number) => boolean = () => false,
): { readonly values: { readonly [K in keyof I]: NDArray }; readonly axis: number } {
  const rank = Math.max(...inputs.map((x) => elementShape(x).length));
  const whole = inputs.filter((x) => elementShape(x).length === rank);
  const places = new Set(whole.flatMap(({ axis }) => (axis === null ? [] : [axis])));
  const [place] = places;
  const axis = place === undefined || places.size > 1 ? 0 : place;
  const shape = inserted(elementShape(whole[0] as Batched), axis, size);
  const values = inputs.map((x, i) => {
    if (x.axis === null && x.value.ndim === 0) {
      return mustSpread(i) ? broadcastInDim(x.value, { shape, broadcastDimensions: [] }) : x.value;
    }
    if (elementShape(x).length === rank) return atAxis(x, axis, size);
    return broadcastInDim(x.value, { shape, broadcastDimensions: [axis] });
  });
  // map() gives a list; there is one value for each input.
  return { values: values as { readonly [K in keyof I]: NDArray }, axis };
}

/** The batching rule of an operation with one result, each element of which depends on those at its place alone. */
export function pointwise(primitive: Primitive) {
  return (inputs: readonly Batched[], params: Params, { size }: { readonly size: number }): Batched => {
    const { values, axis } = aligned(inputs, size);
    // The results of a primitive are a list for interpreters; the family says that there is one.
    return { value: bind(primitive, values, params)[0] as NDArray, axis };
  };
}

/** The pointwise rule for every primitive of a family. */
export function allPointwise<F extends Family>(family: F): { readonly [N in keyof F]: ReturnType<typeof pointwise> } {
  const rules = Object.entries(family).map(([name, primitive]) => [name, pointwise(primitive)]);
  // fromEntries forgets the names.
  return Object.fromEntries(rules) as { readonly [N in keyof F]: ReturnType<typeof pointwise> };
}
