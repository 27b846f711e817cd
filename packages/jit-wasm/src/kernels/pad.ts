import { dtypeBytes, type PadParams, type Shape } from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import type { Expr, FunctionBuilder, Local } from "../assembler/index.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { loopNest, plus } from "../emit/loop-nest.js";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { copyWindow, emitFill, emitMove, moveWork, runsOf } from "./move.js";
import { fillRun, splatElement } from "./move-runs.js";
import { sharedNest } from "./shared-nest.js";

type Scalar = Expr<"i32">;

/** What padding means along an axis: element `first + i` of the input stands at `low + i · step` of the result. */
interface Axis {
  readonly size: number;
  readonly kept: number;
  readonly first: number;
  readonly low: number;
  readonly step: number;
}

function axesOf(shape: Shape, outShape: Shape, { paddingConfig }: PadParams): readonly Axis[] {
  return shape.map((n, axis) => {
    const [low, , interior] = paddingConfig[axis]!;
    const step = interior + 1;
    const size = outShape[axis]!;
    // Negative padding cuts the elements that land outside.
    const first = low < 0 ? Math.ceil(-low / step) : 0;
    const last = Math.min(n - 1, Math.floor((size - 1 - low) / step));
    return { size, kept: Math.max(0, last - first + 1), first, low: low + first * step, step };
  });
}

export function pad([x, value]: readonly Operand[], params: PadParams, [out]: readonly Operand[]): EquationCode {
  const { dtype, shape } = x!.aval;
  const bytes = dtypeBytes(dtype);
  const axes = axesOf(shape, out!.aval.shape, params);
  const [from, to] = [contiguous(shape).strides, contiguous(out!.aval.shape).strides];
  const kept = axes.map((axis) => axis.kept);
  const source = axes.reduce((sum, { first }, i) => sum + first * from[i]!, 0) * bytes;
  const target = axes.reduce((sum, { low }, i) => sum + low * to[i]!, 0) * bytes;
  return {
    work: moveWork(out!.aval.size, bytes),
    emit(context) {
      if (out!.aval.size === 0) return;
      const isEmpty = kept.includes(0);
      if (!isEmpty && axes.every(({ step }) => step === 1)) {
        new Framed(axes, from, to, bytes, source).emit(context, x!, value!, out!);
        return;
      }
      emitFill(
        context,
        out!.aval.size,
        bytes,
        (inner) => inner.address(out!.buffer),
        (inner) => splatElement(inner.address(value!.buffer), bytes),
      );
      if (isEmpty) return;
      emitMove(context, {
        shape: kept,
        bytes,
        toStrides: to.map((stride, i) => stride * axes[i]!.step),
        fromStrides: from,
        to: (inner) => plus(inner.address(out!.buffer), target),
        from: (inner) => plus(inner.address(x!.buffer), source),
      });
    },
  };
}

/** An array with a frame around it, written once from the first element to the last. */
class Framed {
  /** The axis after which nothing is padded or cut. */
  readonly #last: number;

  constructor(
    readonly axes: readonly Axis[],
    readonly from: readonly number[],
    readonly to: readonly number[],
    readonly bytes: number,
    readonly source: number,
  ) {
    this.#last = axes.map(({ kept, size, first }) => kept !== size || first > 0).lastIndexOf(true);
  }

  emit(context: KernelContext, x: Operand, value: Operand, out: Operand): void {
    const { axes, from, to, bytes, source } = this;
    // Threads share the axes before the first that has a frame, and that one.
    const outer = axes.findIndex((axis) => this.#before(axis) + this.#after(axis) > 0) + 1;
    const frame = axes[outer - 1];
    const ends = (inner: KernelContext) => [inner.address(out.buffer), plus(inner.address(x.buffer), source)];
    const filler = ({ f, address }: KernelContext) => f.let(splatElement(address(value.buffer), bytes));
    const outerShape = axes.slice(0, outer).map(({ kept }) => kept);
    const scaled = [to, from].map((strides) => strides.slice(0, outer).map((stride) => stride * bytes));
    if (frame !== undefined) {
      const step = to[outer - 1]! * bytes;
      const around = outerShape.slice(0, -1);
      const sides = scaled.map((strides) => strides.slice(0, -1)).slice(0, 1);
      const work = 8 + ((this.#before(frame) + this.#after(frame)) * step) / 8;
      sharedNest(
        context,
        { shape: around, strides: sides, work },
        (inner) => ends(inner).slice(0, 1),
        (inner, [at]) => {
          const fill = filler(inner);
          fillRun(inner.f, at!, fill, this.#before(frame) * step);
          const end = plus(at!, (frame.low + frame.kept) * step);
          fillRun(inner.f, end, fill, this.#after(frame) * step);
        },
      );
    }
    const shift = frame === undefined ? 0 : frame.low * to[outer - 1]! * bytes;
    const work = moveWork(
      axes.slice(outer).reduce((n, { size }) => n * size, 1),
      bytes,
    );
    sharedNest(
      context,
      { shape: outerShape, strides: scaled, work },
      (inner) => {
        const [target, start] = ends(inner);
        return [plus(target!, shift), start!];
      },
      (inner, [target, start]) => this.#inside(inner.f, outer, target!, start!, filler(inner)),
    );
  }

  #before({ low }: Axis): number {
    return low;
  }

  #after({ size, low, kept }: Axis): number {
    return size - low - kept;
  }

  /** Writes an element of the axis before `axis`: what stands before the array, the array, what stands after it. */
  #inside(f: FunctionBuilder, axis: number, target: Scalar, source: Scalar, fill: Local<"v128">): void {
    const { axes, from, to, bytes } = this;
    if (axis > this.#last) {
      const shape = axes.slice(axis).map(({ kept }) => kept);
      copyWindow(f, runsOf(shape, bytes, to.slice(axis), from.slice(axis)), target, source);
      return;
    }
    const { low, kept } = axes[axis]!;
    const step = to[axis]! * bytes;
    fillRun(f, target, fill, low * step);
    const start = f.let(plus(target, low * step));
    loopNest(f, [kept], [[step], [from[axis]! * bytes]], [start, source], ([at, read]) =>
      this.#inside(f, axis + 1, at!, read!, fill),
    );
    fillRun(f, plus(target, (low + kept) * step), fill, this.#after(axes[axis]!) * step);
  }
}
