import { type Expr, type FunctionBuilder, i32 } from "../../assembler/index.js";
import type { MergedSpace } from "../loop-nest.js";

type Scalar = Expr<"i32">;

/** For each wanted access, how far the index that `number` counts in row-major order is from the first, in bytes. */
export function indexOffsets(
  f: FunctionBuilder,
  { shape, strides }: MergedSpace,
  accesses: readonly number[],
  number: Scalar,
): readonly Scalar[] {
  const offsets = accesses.map((): Scalar => i32.const(0));
  let rest = number;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = i32.const(shape[axis]!);
    const index = axis === 0 ? rest : f.let(i32.remU(rest, size));
    if (axis > 0) rest = f.let(i32.divU(rest, size));
    accesses.forEach((access, i) => {
      const stride = strides[access]![axis]!;
      if (stride === 0) return;
      const step = i32.mul(index, i32.const(stride));
      offsets[i] = axis === shape.length - 1 ? step : i32.add(offsets[i]!, step);
    });
  }
  return offsets.map((offset) => f.let(offset));
}

/** As `indexOffsets`, of one access. */
export function indexOffset(f: FunctionBuilder, space: MergedSpace, access: number, number: Scalar): Scalar {
  return indexOffsets(f, space, [access], number)[0]!;
}

/** The lesser of two numbers. */
export function least(f: FunctionBuilder, x: Scalar, y: Scalar): Scalar {
  const result = f.let(x);
  f.if(i32.gtS(result, y), () => f.set(result, y));
  return result;
}
