import { type DType, dtypeBytes, dtypeKind } from "@hyrax/core";
import { type Expr, type FunctionBuilder, i32, i64, select } from "../../assembler/index.js";

type Scalar = Expr<"i32">;

/** Where a window starts along an axis. */
export interface Start {
  /** The place that was asked for, if the window lies inside there. */
  readonly asked: Scalar;
  /** The place that was asked for, or the nearest one at which the window lies inside. */
  readonly nearest: Scalar;
  /** Whether the window lies inside where it was asked for. */
  readonly isInside: Scalar;
}

/** Reads an index of any integer dtype; windows lie inside from 0 up to `limit`. */
export function loadStart(f: FunctionBuilder, dtype: DType, address: Scalar, limit: number, offset = 0): Start {
  const isSigned = dtypeKind(dtype) === "i";
  const [first, last] = [i32.const(0), i32.const(limit)];
  if (dtypeBytes(dtype) === 8) {
    const index = f.let(i64.load(address, { offset }));
    const isInside = f.let(i64.leU(index, i64.const(BigInt(limit))));
    const outside = isSigned ? select(i64.gtS(index, i64.const(0n)), last, first) : last;
    const asked = i32.wrapI64(index);
    return { asked, nearest: select(isInside, asked, outside), isInside };
  }
  const index = f.let(loadIndex(dtype, address, offset));
  // As an unsigned number a negative one is beyond every limit.
  const isInside = f.let(i32.leU(index, last));
  const outside = isSigned ? select(i32.gtS(index, first), last, first) : last;
  return { asked: index, nearest: select(isInside, index, outside), isInside };
}

/** An integer of at most 32 bits. */
function loadIndex(dtype: DType, address: Scalar, offset: number): Scalar {
  const isSigned = dtypeKind(dtype) === "i";
  switch (dtypeBytes(dtype)) {
    case 1:
      return isSigned ? i32.load8S(address, { offset }) : i32.load8U(address, { offset });
    case 2:
      return isSigned ? i32.load16S(address, { offset }) : i32.load16U(address, { offset });
    default:
      return i32.load(address, { offset });
  }
}
