import {
  type DType,
  dotGeneral,
  type Eqn,
  iota,
  type Primitive,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
} from "@hyrax/core";
import { callsHost } from "@hyrax/cpu";
import { canEmit } from "../emit/elementwise.js";
import type { LaneDType } from "../emit/vector-types.js";

/** The dtypes that are computed in so far. */
const computed: ReadonlySet<DType> = new Set<DType>(["float32", "int32", "uint32", "bool"]);

const reductions: ReadonlySet<Primitive> = new Set<Primitive>([
  reduceSum,
  reduceProd,
  reduceMax,
  reduceMin,
  reduceAnd,
  reduceOr,
  reduceXor,
]);

/** Why an equation is left to the reference engine; undefined if it can be compiled. */
export function gapOf(eqn: Eqn): string | undefined {
  if (callsHost(eqn)) return "it calls a function of the host";
  const dtypes = [...eqn.inputs, ...eqn.outs].map((atom) => atom.aval.dtype);
  const foreign = dtypes.find((dtype) => !computed.has(dtype));
  if (foreign !== undefined) return `${foreign} is not compiled yet`;
  const inputs = eqn.inputs.map((atom) => atom.aval.dtype as LaneDType);
  const out = eqn.outs[0]?.aval.dtype as LaneDType;
  if (eqn.primitive === dotGeneral) {
    return inputs[0] === "float32" && out === "float32" ? undefined : `products of ${inputs[0]} are not compiled yet`;
  }
  if (reductions.has(eqn.primitive)) return undefined;
  if (eqn.primitive === iota) return out === "bool" ? "iota of bool is not compiled yet" : undefined;
  return canEmit(eqn.primitive, inputs, out)
    ? undefined
    : `there is no compiled kernel for ${eqn.primitive.name} of ${inputs.join(", ")} yet`;
}
