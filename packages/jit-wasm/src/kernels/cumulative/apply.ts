import type { Primitive } from "@hyrax/core";
import { emitElementwise } from "../../emit/elementwise.js";
import type { VectorContext } from "../../emit/vector-context.js";
import type { LaneDType, Value } from "../../emit/vector-types.js";

/** A primitive without params of values of one dtype, whose result, of that dtype too, may be used more than once. */
export function apply(context: VectorContext, primitive: Primitive, dtype: LaneDType, ...operands: Value[]): Value {
  const dtypes = operands.map(() => dtype);
  return emitElementwise(context, primitive, {}, operands, dtypes, dtype).map((vector) => context.f.let(vector));
}
