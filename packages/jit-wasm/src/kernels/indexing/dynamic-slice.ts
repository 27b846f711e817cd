import { type DynamicSliceParams, dtypeBytes, type Shape } from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { emitCopyOf, emitMove, moveWork } from "../move.js";
import { loadStart } from "./start-index.js";

/** The address at which a window of an array starts, moved so that it lies inside. */
function windowAddress(context: KernelContext, x: Operand, array: Operand, window: Shape, starts: readonly Operand[]) {
  const bytes = dtypeBytes(x.aval.dtype);
  const { strides } = contiguous(x.aval.shape);
  return starts.reduce<Expr<"i32">>((address, { aval, buffer }, axis) => {
    const limit = x.aval.shape[axis]! - window[axis]!;
    if (limit === 0) return address;
    const { nearest } = loadStart(context.f, aval.dtype, context.address(buffer), limit);
    return i32.add(address, i32.mul(nearest, i32.const(strides[axis]! * bytes)));
  }, context.address(array.buffer));
}

export function dynamicSlice(
  [x, ...starts]: readonly Operand[],
  { sliceSizes }: DynamicSliceParams,
  [out]: readonly Operand[],
): EquationCode {
  const bytes = dtypeBytes(x!.aval.dtype);
  return {
    work: moveWork(out!.aval.size, bytes),
    emit: (context) =>
      emitMove(context, {
        shape: sliceSizes,
        bytes,
        toStrides: contiguous(sliceSizes).strides,
        fromStrides: contiguous(x!.aval.shape).strides,
        to: (inner) => inner.address(out!.buffer),
        from: (inner) => windowAddress(inner, x!, x!, sliceSizes, starts),
      }),
  };
}

export function dynamicUpdateSlice(
  [x, update, ...starts]: readonly Operand[],
  _: unknown,
  [out]: readonly Operand[],
): EquationCode {
  const { dtype, size } = x!.aval;
  const bytes = dtypeBytes(dtype);
  const window = update!.aval.shape;
  return {
    updates: 0,
    work: moveWork(size + update!.aval.size, bytes),
    emit(context) {
      emitCopyOf(
        context,
        size,
        bytes,
        (inner) => inner.address(out!.buffer),
        (inner) => inner.address(x!.buffer),
      );
      emitMove(context, {
        shape: window,
        bytes,
        toStrides: contiguous(x!.aval.shape).strides,
        fromStrides: contiguous(window).strides,
        to: (inner) => windowAddress(inner, x!, out!, window, starts),
        from: (inner) => inner.address(update!.buffer),
      });
    },
  };
}
