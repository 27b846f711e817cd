import type { Jaxpr } from "../jaxpr/jaxpr.js";
import { multiple } from "../primitive.js";
import { require, requireInputs, withShape } from "./abstract.js";

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
    const members = inputs.map((x, i) => {
      if (!mapped[i]) return x;
      require(x.shape[0] === axisSize, () => `axis 0 of ${x} must have an entry for each of ${axisSize} members`);
      return withShape(x, x.shape.slice(1));
    });
    requireInputs(jaxpr, members);
    return jaxpr.outAvals.map((out) => withShape(out, [axisSize, ...out.shape]));
  },
  {
    bindsAxis: ({ axisName, axisSize }) => ({ name: axisName, size: axisSize }),
  },
);

/** One program on many devices. */
export const mapping = { pmap };
