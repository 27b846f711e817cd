import type { ShapedArray } from "../aval.js";
import { evalJaxpr } from "../jaxpr/eval-jaxpr.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";
import { multiple, type Params, type Primitive, primitive } from "../primitive.js";
import { requireInputs } from "./abstract.js";

/** Decides, for an operation in a checkpointed function, whether its results are kept for the backward pass. */
export type CheckpointPolicy = (primitive: Primitive, params: Params) => boolean;

export interface CheckpointParams {
  readonly jaxpr: Jaxpr;
  /** Null keeps nothing: everything is computed again. */
  readonly policy: CheckpointPolicy | null;
  /** Whether a compiler must leave what is computed again apart from what was computed before. */
  readonly preventCse: boolean;
  /** True in a derivative, where the jaxpr computes again what the first run did not keep. */
  readonly differentiated: boolean;
}

/** Runs a jaxpr of which differentiation keeps the inputs rather than what it computes on the way. */
export const checkpoint = multiple(
  "remat2",
  (inputs, { jaxpr }: CheckpointParams) => {
    requireInputs(jaxpr, inputs);
    return jaxpr.outAvals;
  },
  {
    evaluate: (inputs, { jaxpr }) => evalJaxpr(jaxpr, [], inputs),
    print: (params) => ({ ...params, policy: params.policy?.name }),
  },
);

export interface NameParams {
  readonly name: string;
}

/** The value itself, with a name that policies of `checkpoint` know it by. */
export const checkpointName = primitive("name", ([x]: readonly [x: ShapedArray], _: NameParams) => x);

/** Trading computation for memory. */
export const rematerialization = { checkpoint, checkpointName };
