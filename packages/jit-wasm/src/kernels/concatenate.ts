import { type ConcatenateParams, dtypeBytes, type SplitParams } from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import type { KernelContext } from "../emit/kernel-context.js";
import { plus } from "../emit/loop-nest.js";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { emitMove, moveWork } from "./move.js";

/** Each part of a whole along an axis, with the byte at which it starts. */
function placedParts(parts: readonly Operand[], whole: Operand, axis: number) {
  const step = contiguous(whole.aval.shape).strides[axis]! * dtypeBytes(whole.aval.dtype);
  let position = 0;
  return parts.map((part) => {
    const offset = position * step;
    position += part.aval.shape[axis]!;
    return { part, offset };
  });
}

export function concatenate(
  inputs: readonly Operand[],
  { dimension }: ConcatenateParams,
  [out]: readonly Operand[],
): EquationCode {
  const bytes = dtypeBytes(out!.aval.dtype);
  const toStrides = contiguous(out!.aval.shape).strides;
  return {
    work: moveWork(out!.aval.size, bytes),
    emit(context) {
      for (const { part, offset } of placedParts(inputs, out!, dimension)) {
        const { shape } = part.aval;
        emitMove(context, {
          shape,
          bytes,
          toStrides,
          fromStrides: contiguous(shape).strides,
          to: (inner) => plus(inner.address(out!.buffer), offset),
          from: (inner) => inner.address(part.buffer),
        });
      }
    },
  };
}

export function split([x]: readonly Operand[], { axis }: SplitParams, outs: readonly Operand[]): EquationCode {
  const bytes = dtypeBytes(x!.aval.dtype);
  const fromStrides = contiguous(x!.aval.shape).strides;
  return {
    work: moveWork(x!.aval.size, bytes),
    emit(context: KernelContext) {
      for (const { part, offset } of placedParts(outs, x!, axis)) {
        const { shape } = part.aval;
        emitMove(context, {
          shape,
          bytes,
          toStrides: contiguous(shape).strides,
          fromStrides,
          to: (inner) => inner.address(part.buffer),
          from: (inner) => plus(inner.address(x!.buffer), offset),
        });
      }
    },
  };
}
