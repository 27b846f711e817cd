import { type ShapedArray, shapedArray } from "../aval.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";
import { multiple } from "../primitive.js";
import { require } from "./abstract.js";

export interface PmapParams {
  /** The program of one member, on its own part of each mapped input. */
  readonly jaxpr: Jaxpr;
  readonly axisName: string;
  readonly axisSize: number;
  /** For each input, whether axis 0 is divided among the members; the others get it whole. */
  readonly mapped: readonly boolean[];
  /** The name of the user's function. */
  readonly name: string;
}

/** `pmap(inputs) → outs`: runs a program on every member of an axis at once; results are stacked along axis 0. */
export const pmap = multiple(
  "pmap",
  (inputs, { jaxpr, axisSize, mapped }: PmapParams) => {
    inputs.forEach((x, i) => {
      const member = mapped[i] ? x.shape.slice(1) : x.shape;
      const wanted = jaxpr.inAvals[i] as ShapedArray;
      require((!mapped[i] || x.shape[0] === axisSize) &&
        wanted.dtype === x.dtype &&
        wanted.shape.join() === member.join(), () =>
        `each of ${axisSize} members takes ${wanted}, but input ${i} is ${x}${mapped[i] ? ", divided along axis 0" : ""}`);
    });
    return jaxpr.outAvals.map((out) => shapedArray([axisSize, ...out.shape], out.dtype, out.weakType));
  },
  {
    bindsAxis: (params) => {
      const { axisName, axisSize } = params as PmapParams;
      return { name: axisName, size: axisSize };
    },
    effect: (params) => (params as PmapParams).jaxpr.hasEffects,
  },
);

/** One program on many devices. */
export const mapping = { pmap };
