import { call, type Expr, f64x2 } from "../assembler/index.js";
import { convertValue } from "../emit/convert.js";
import type { VectorContext } from "../emit/vector-context.js";
import type { LaneDType, Value } from "../emit/vector-types.js";
import type { ElementCode } from "./element-rule.js";

/** A function of real numbers by its formula, computed with in float64 one element after the other. */
export function scalarFunction(name: string, inputs: readonly LaneDType[], out: LaneDType): ElementCode {
  return (context, operands) => {
    const { f, math } = context;
    const target = math.formula(name);
    const doubles = operands.map((operand, i) => doublesOf(context, operand, inputs[i]!));
    const parameters = Object.keys(target.parameters);
    const results = [0, 1, 2, 3].map((lane) => {
      const args = parameters.map((parameter, i) => [parameter, doubles[i]![lane]!]);
      return f.let(call(target, Object.fromEntries(args)) as Expr<"f64">); // Formulas of real numbers return one.
    });
    return fromDoubles(context, results, out);
  };
}

/** The four real elements of a value as scalars of float64. */
export function doublesOf({ f }: VectorContext, value: Value, dtype: LaneDType): readonly Expr<"f64">[] {
  const doubles = convertValue(f, value, dtype, "float64").map((vector) => f.let(vector));
  return [0, 1, 2, 3].map((lane) => f64x2.extractLane(doubles[lane >> 1]!, lane & 1));
}

/** Four scalars of float64 as elements of a real dtype. */
function fromDoubles({ f }: VectorContext, scalars: readonly Expr<"f64">[], dtype: LaneDType): Value {
  const [a, b, c, d] = scalars as [Expr<"f64">, Expr<"f64">, Expr<"f64">, Expr<"f64">]; // An element of each lane.
  const side = (x: Expr<"f64">, y: Expr<"f64">) => f.let(f64x2.replaceLane(f64x2.splat(x), 1, y));
  return convertValue(f, [side(a, b), side(c, d)], "float64", dtype);
}
