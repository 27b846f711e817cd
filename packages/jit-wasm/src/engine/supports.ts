import {
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

/** What is a kernel, or an index in one, for elements of every dtype. */
const kernels: ReadonlySet<Primitive> = new Set<Primitive>([
  reduceSum,
  reduceProd,
  reduceMax,
  reduceMin,
  reduceAnd,
  reduceOr,
  reduceXor,
  dotGeneral,
  iota,
]);

/** Why an equation is left to the reference engine; undefined if it can be compiled. */
export function gapOf(eqn: Eqn): string | undefined {
  const { primitive, params } = eqn;
  if (callsHost(eqn)) return "it calls a function of the host";
  const dtypes = [...eqn.inputs, ...eqn.outs].map((atom) => atom.aval.dtype);
  if (!dtypes.every(isLaneDType)) return "float0 has no elements";
  const inputs = dtypes.slice(0, eqn.inputs.length);
  const out = dtypes[eqn.inputs.length]!;
  if (kernels.has(primitive)) return undefined;
  const code = elementCode(primitive, params, inputs, out);
  return typeof code === "string" ? code : undefined;
}
