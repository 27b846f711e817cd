import type { Array as NDArray } from "@hyrax/core";
import { jvp, vjp } from "@hyrax/grad";
import type { Differentiable } from "./subjects.js";

/** Values and tangents, by forward mode. */
export function pushed({ f, xs, spread }: Differentiable, along: readonly NDArray[]) {
  const both = spread((list) => {
    const [primals, tangents] = [list.slice(0, xs.length), list.slice(xs.length)];
    return jvp((...inputs: NDArray[]) => f(inputs), primals, tangents).flat();
  })([...xs, ...along]);
  return { outs: both.slice(0, both.length / 2), tangents: both.slice(both.length / 2) };
}

/** The gradients of a export function with some cotangents, by reverse mode. */
export function pulled({ f, xs, spread }: Differentiable, cts: readonly NDArray[]): readonly NDArray[] {
  return spread((list) => {
    const [, pullback] = vjp((...inputs: NDArray[]) => f(inputs), ...list.slice(0, xs.length));
    return pullback(list.slice(xs.length)) as readonly NDArray[];
  })([...xs, ...cts]);
}
