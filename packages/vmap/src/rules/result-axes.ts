import type { Array as NDArray } from "@hyrax/core";
import { atFront } from "../interpreters/axes.js";
import type { BatchAxis, Batched } from "../interpreters/rule.js";

/**
 * Which results of a function with custom rules are mapped. Function and rules run at different times, some maybe
 * never, and have to agree: if an input is mapped, so are all results; if none is, what runs first decides, since it
 * shows whether the function closed over something that is mapped.
 */
export class ResultAxes {
  readonly forced: boolean;
  #axes: readonly BatchAxis[] | undefined;

  constructor(
    inputs: readonly Batched[],
    readonly size: number,
  ) {
    this.forced = inputs.some(({ axis }) => axis !== null);
  }

  /** Says which results are mapped, unless that is known already. */
  record(axes: readonly BatchAxis[]): void {
    this.#axes ??= axes;
  }

  at(i: number): BatchAxis {
    return this.forced ? 0 : (this.#axes?.[i] ?? null);
  }

  /** A result where it belongs. Throws a `TypeError` for one that is mapped although it must not be. */
  placeAt(out: Batched, i: number): NDArray {
    if (this.at(i) === 0) return atFront(out, this.size);
    if (out.axis === null) return out.value;
    throw new TypeError(
      "vmap: a function with custom rules and its rule do not agree whether its result is mapped, since one of them " +
        "closes over a mapped value; pass it as an argument instead",
    );
  }

  place(outs: readonly Batched[]): readonly NDArray[] {
    this.record(outs.map(({ axis }) => (axis === null ? null : 0)));
    return outs.map((out, i) => this.placeAt(out, i));
  }

  of(values: readonly NDArray[]): readonly Batched[] {
    return values.map((value, i) => ({ value, axis: this.at(i) }));
  }
}
