import { dtypeBytes, isComplex, realDtype, sizeOf } from "@hyrax/core";
import type { WindowParams } from "@hyrax/core/library";
import { v128 } from "../../assembler/index.js";
import { isHalf } from "../../emit/half-precision.js";
import { plus } from "../../emit/loop-nest.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { narrowHalves, widenHalves } from "../half-arrays.js";
import { identityBytes } from "../lane-operations.js";
import { Layout } from "../layout.js";
import { emitCopyOf, emitFill, moveWork, type Place } from "../move.js";
import { passSizes, wholeAxis, windowAxes, windowPasses } from "./axes.js";
import { emitPass, RowPlan } from "./pass.js";

/** Compiles a reduction over windows. Floats of 16 bits are combined as float32 and rounded once. */
export function reduceWindow(how: "add" | "min" | "max") {
  return ([x]: readonly [x: Operand], params: WindowParams, [out]: readonly Operand[]): EquationCode => {
    const { dtype } = x.aval;
    const half = isHalf(dtype) ? dtype : undefined;
    // Complex numbers are added part by part.
    const asParts = isComplex(dtype) && how === "add";
    const computed = half === undefined ? (asParts ? realDtype(dtype) : dtype) : "float32";
    const axes = windowAxes(x.aval.shape, out!.aval.shape, params);
    const passes = windowPasses(asParts ? [...axes, wholeAxis(2)] : axes).map((pass) => new RowPlan(pass, computed));
    const layout = new Layout();
    const [wideIn, wideOut] = half === undefined ? [0, 0] : [x, out!].map(({ aval }) => layout.take(aval.size * 4));
    const between = passes.slice(0, -1).map(({ pass, bytes }) => layout.take(passSizes(pass)[1] * bytes));
    const rows = layout.take(Math.max(0, ...passes.map(({ scratch }) => scratch)));
    const isEmpty = x.aval.size === 0 || sizeOf(params.windowDimensions) === 0;
    return {
      scratch: layout.bytes,
      work: moveWork(out!.aval.size, dtypeBytes(dtype)) + passes.reduce((sum, { work }) => sum + work, 0),
      emit(context, scratch) {
        if (out!.aval.size === 0) return;
        const [from, to]: readonly Place[] = [
          (inner) => inner.address(x.buffer),
          (inner) => inner.address(out!.buffer),
        ];
        if (isEmpty) {
          // The reduction of no elements, everywhere.
          return emitFill(context, out!.aval.size, dtypeBytes(dtype), to!, v128.const(identityBytes(dtype, how)));
        }
        const at = (offset: number): Place => {
          return (inner) => plus(inner.address(scratch), offset);
        };
        if (passes.length === 0) return emitCopyOf(context, x.aval.size, dtypeBytes(dtype), to!, from!);
        const [first, last] = half === undefined ? [from!, to!] : [at(wideIn!), at(wideOut!)];
        if (half !== undefined) widenHalves(context, half, x.aval.size, first, from!);
        passes.forEach((pass, i) => {
          const source = i === 0 ? first : at(between[i - 1]!);
          const target = i === passes.length - 1 ? last : at(between[i]!);
          emitPass(context, pass, how, target, source, at(rows));
        });
        if (half !== undefined) narrowHalves(context, half, out!.aval.size, to!, last);
      },
    };
  };
}
