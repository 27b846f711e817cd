import { dotGeneral, type Eqn } from "@hyrax/core";
import { canEmit } from "../emit/elementwise.js";
import { isLaneDType, type LaneDType } from "../emit/vector-types.js";

/** Why an equation is left to the reference engine; undefined if it can be compiled. */
export function gapOf(eqn: Eqn): string | undefined {
  const dtypes = [...eqn.inputs, ...eqn.outs].map((atom) => atom.aval.dtype);
  const foreign = dtypes.find((dtype) => !isLaneDType(dtype));
  if (foreign !== undefined) return `${foreign} is not compiled yet`;
  const inputs = eqn.inputs.map((atom) => atom.aval.dtype as LaneDType);
  const out = eqn.outs[0]?.aval.dtype as LaneDType;
  if (eqn.primitive === dotGeneral) {
    return inputs[0] === "float32" && out === "float32" ? undefined : `products of ${inputs[0]} are not compiled yet`;
  }
  if (eqn.primitive.name.startsWith("reduce_") || eqn.primitive.name === "iota") {
    return out === "bool" && eqn.primitive.name === "iota" ? "iota of bool is not compiled" : undefined;
  }
  return canEmit(eqn.primitive, inputs, out)
    ? undefined
    : `there is no compiled kernel for ${eqn.primitive.name} of ${inputs.join(", ")} yet`;
}
