import { type Expr, type FunctionBuilder, f32x4, f64x2, i32x4, i64x2 } from "../../assembler/index.js";
import { type LaneDType, laneKind, type Value, type Vector } from "../vector-types.js";
import { fromLane, maskOf, type Scalar, toLanes } from "./types.js";

/** Up to four elements side by side; the first one also stands where there are no others. */
export function packLanes(f: FunctionBuilder, dtype: LaneDType, elements: readonly Scalar[]): Value {
  const [first, ...rest] = elements;
  const all = toLanes(f, dtype, first!).map((vector) => f.let(vector) as Vector);
  const lanes = 4 / all.length;
  rest.forEach((x, i) => {
    const [vector, lane] = [Math.floor((i + 1) / lanes), (i + 1) % lanes];
    if (x !== first) all[vector] = f.let(replaceLane(dtype, all[vector]!, lane, x));
  });
  return all;
}

function replaceLane(dtype: LaneDType, vector: Vector, lane: number, value: Scalar): Vector {
  // The value is of the kind of its dtype; each instruction checks that.
  const x = value as Expr<never>;
  switch (laneKind(dtype)) {
    case "f32":
      return f32x4.replaceLane(vector, lane, x);
    case "f64":
      return f64x2.replaceLane(vector, lane, x);
    case "i64":
      return i64x2.replaceLane(vector, lane, x);
    default:
      return i32x4.replaceLane(vector, lane, dtype === "bool" ? maskOf(x) : x);
  }
}

/** The elements of the first places of a value. */
export function unpackLanes(dtype: LaneDType, value: Value, count: number): readonly Scalar[] {
  return Array.from({ length: count }, (_, i) => fromLane(dtype, value, i));
}
