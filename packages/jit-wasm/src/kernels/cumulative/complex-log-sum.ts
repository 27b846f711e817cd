import { add, exp, floor, gt, log1p, mul, ne, realDtype, sub } from "@hyrax/core";
import { emitElementwise } from "../../emit/elementwise.js";
import { selectValue } from "../../emit/lanes.js";
import type { VectorContext } from "../../emit/vector-context.js";
import { type LaneDType, partsOf, splatNumber, type Value, type Vector } from "../../emit/vector-types.js";
import { apply } from "./apply.js";

/** log(exp z + exp w) of complex numbers, from the one with the greater real part on; the imaginary part in (−π, π]. */
export function complexLogSum(context: VectorContext, dtype: LaneDType, z: Value, w: Value): Value {
  const { f } = context;
  const part = realDtype(dtype) as LaneDType; // float32 or float64
  const test = (primitive: typeof gt | typeof ne, x: Value, y: Value): Vector =>
    f.let(emitElementwise(context, primitive, {}, [x, y], [part, part], "bool")[0]!);
  const isFirst = test(gt, partsOf(z)[0], partsOf(w)[0]);
  const choose = (x: Value, y: Value) => selectValue(f, dtype, isFirst, x, y).map((vector) => f.let(vector));
  const high = choose(z, w);
  const difference = apply(context, sub, dtype, choose(w, z), high);
  const tail = apply(context, log1p, dtype, apply(context, exp, dtype, difference));
  const [re, im] = partsOf(apply(context, add, dtype, high, tail));
  // Equal infinities have no difference.
  const [distance] = partsOf(difference);
  const isEqual = test(ne, distance, distance);
  const real = selectValue(f, part, isEqual, apply(context, add, part, partsOf(z)[0], partsOf(w)[0]), re);
  const angle = selectValue(f, part, isEqual, partsOf(high)[1], im).map((vector) => f.let(vector));
  const turns = apply(
    context,
    mul,
    part,
    apply(context, sub, part, splatNumber(part, Math.PI), angle),
    splatNumber(part, 1 / (2 * Math.PI)),
  );
  const whole = apply(context, mul, part, apply(context, floor, part, turns), splatNumber(part, 2 * Math.PI));
  const isWhole = test(ne, whole, splatNumber(part, 0));
  return [...real, ...selectValue(f, part, isWhole, apply(context, add, part, angle, whole), angle)];
}
