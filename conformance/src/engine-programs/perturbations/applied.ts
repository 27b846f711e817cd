import type { Eqn, Array as NDArray } from "@hyrax/core";
import * as core from "@hyrax/core";

/** An equation as it is applied in a trace: what it gave, and what of. */
export interface Applied {
  readonly outs: readonly NDArray[];
  readonly inputs: readonly NDArray[];
  readonly eqn: Eqn;
}

export type Perturb = (applied: Applied) => readonly NDArray[];

export const floating = ({ dtype }: NDArray) => core.isInexact(dtype);

export const magnitude = (x: NDArray): NDArray => {
  if (!core.isComplex(x.dtype)) return core.abs(x);
  return core.max(core.abs(core.real(x)), core.abs(core.imag(x)));
};

export const filled = (x: NDArray, value: number): NDArray =>
  core.broadcastInDim(core.scalarArray(value, x.dtype), { shape: x.shape, broadcastDimensions: [] });

export const spread = (x: NDArray, like: NDArray, from: number): NDArray =>
  core.broadcastInDim(x, { shape: like.shape, broadcastDimensions: like.shape.map((_, i) => i).slice(0, from) });
