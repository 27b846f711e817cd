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
import { elementCode } from "../emit/elementwise.js";
import { isLaneDType } from "../emit/vector-types.js";

/** The dtypes that are reduced so far. */
const narrow: ReadonlySet<DType> = new Set<DType>(["float32", "int32", "uint32", "bool"]);

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
  const { primitive, params } = eqn;
  if (callsHost(eqn)) return "it calls a function of the host";
  const dtypes = [...eqn.inputs, ...eqn.outs].map((atom) => atom.aval.dtype);
  if (!dtypes.every(isLaneDType)) return "float0 has no elements";
  const inputs = dtypes.slice(0, eqn.inputs.length);
  const out = dtypes[eqn.inputs.length]!;
  if (primitive === dotGeneral) return undefined;
  if (reductions.has(primitive)) return narrow.has(out) ? undefined : `reductions of ${out} are not compiled yet`;
  if (primitive === iota) return undefined;
  const code = elementCode(primitive, params, inputs, out);
  return typeof code === "string" ? code : undefined;
}
