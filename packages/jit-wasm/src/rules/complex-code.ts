import { realDtype } from "@hyrax/core";
import { call, type Expr, i64x2 } from "../assembler/index.js";
import { convertValue } from "../emit/convert.js";
import { shapes } from "../emit/lanes.js";
import { type LaneDType, laneKind, partsOf, type Vector } from "../emit/vector-types.js";
import type { ElementCode } from "./element-rule.js";
import { doublesOf, scalarFunction } from "./scalar-code.js";

const floatShape = (dtype: LaneDType) => shapes[laneKind(dtype) as "f32" | "f64"]; // What the parts of complex numbers are.

/** (a + ib)(c + id) = ac − bd + i(ad + bc) */
export function complexProduct(dtype: LaneDType): ElementCode {
  const { add, sub, mul } = floatShape(dtype);
  return (_, [x, y]) => {
    const [a, b] = partsOf(x!);
    const [c, d] = partsOf(y!);
    return [
      ...a.map((re, i) => sub(mul(re, c[i]!), mul(b[i]!, d[i]!))),
      ...a.map((re, i) => add(mul(re, d[i]!), mul(b[i]!, c[i]!))),
    ];
  };
}

/** (x + iy)² = (x − y)(x + y) + 2ixy */
export function complexSquare(dtype: LaneDType): ElementCode {
  const { add, sub, mul } = floatShape(dtype);
  return (_, [z]) => {
    const [x, y] = partsOf(z!);
    return [...x.map((re, i) => mul(sub(re, y[i]!), add(re, y[i]!))), ...x.map((re, i) => mul(add(re, re), y[i]!))];
  };
}

/** |z|, as a real number. */
export function modulus(dtype: LaneDType): ElementCode {
  const part = realDtype(dtype) as LaneDType; // float32 or float64
  const code = scalarFunction("modulus", [part, part], part);
  return (context, [z]) => code(context, partsOf(z!), []);
}

/** A function of complex numbers by its formula, computed with in float64 one element after the other. */
export function complexFunction(name: string, dtype: LaneDType): ElementCode {
  const part = realDtype(dtype) as LaneDType; // float32 or float64
  return (context, operands) => {
    const { f, math } = context;
    const target = math.formula(`c${name}`);
    const parts = operands.flatMap((operand) => partsOf(operand)).map((vectors) => doublesOf(context, vectors, part));
    const parameters = Object.keys(target.parameters);
    const results = [0, 1, 2, 3].map((lane) => {
      const args = parameters.map((parameter, i) => [parameter, parts[i]![lane]!]);
      return f.let(call(target, Object.fromEntries(args)) as Expr<"v128">); // Formulas of complex numbers return pairs.
    });
    return [0, 1].flatMap((which) => {
      const take = (a: Vector, b: Vector) => f.let(i64x2.shuffle(a, b, [which, which + 2]));
      return convertValue(f, [take(results[0]!, results[1]!), take(results[2]!, results[3]!)], "float64", part);
    });
  };
}
