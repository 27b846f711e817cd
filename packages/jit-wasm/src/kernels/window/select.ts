import { type DType, dtypeBytes, isComplex } from "@hyrax/core";
import type { SelectAndScatterAddParams } from "@hyrax/core/library";
import { contiguous } from "@hyrax/jit";
import { type Expr, i32x4, v128 } from "../../assembler/index.js";
import { isHalf } from "../../emit/half-precision.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { plus } from "../../emit/loop-nest.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { narrowHalves, widenHalves } from "../half-arrays.js";
import { extremeBytes } from "../lane-operations.js";
import { Layout } from "../layout.js";
import { emitFill, emitMove, moveWork, type Place } from "../move.js";
import { reachesOut, rowLength, type WindowAxis, windowAxes } from "./axes.js";
import { emitSelections, type Selection } from "./selections.js";

const zeros = i32x4.const(0, 0, 0, 0);

/** Why there is no code for some windows; undefined if there is. */
function obstacle(dtype: DType, axes: readonly WindowAxis[]): string | undefined {
  if (isComplex(dtype)) return `elements of ${dtype} have no greatest one to select`;
  const taps = axes.reduce((n, { window }) => n * window, 1);
  // Places in windows are counted in lanes as wide as elements.
  if (taps >= 2 ** Math.min(31, 8 * dtypeBytes(dtype))) return `a window of ${taps} elements is too large for ${dtype}`;
  return undefined;
}

/**
 * Compiles `selectAndScatterAdd`: what lies in the padding takes part with the value that a reduction begins with, and a
 * comparison with NaN moves the choice on, as XLA has it.
 */
export function selectAndScatterAdd(
  [source, x]: readonly [source: Operand, x: Operand],
  params: SelectAndScatterAddParams,
  [out]: readonly Operand[],
): EquationCode | string {
  return compile("scatter", x, source, out!, params);
}

/** Compiles `selectAndGatherAdd`: as above, and the choice begins with the value that a reduction begins with. */
export function selectAndGatherAdd(
  [tangents, x]: readonly [tangents: Operand, x: Operand],
  params: SelectAndScatterAddParams,
  [out]: readonly Operand[],
): EquationCode | string {
  return compile("gather", x, tangents, out!, params);
}

function compile(
  kind: Selection["kind"],
  x: Operand,
  other: Operand,
  out: Operand,
  params: SelectAndScatterAddParams,
): EquationCode | string {
  const { dtype, shape } = x.aval;
  const counts = kind === "scatter" ? other.aval.shape : out.aval.shape;
  const axes = windowAxes(shape, counts, params);
  const reason = obstacle(dtype, axes);
  if (reason !== undefined) return reason;
  const half = isHalf(dtype) ? dtype : undefined;
  const computed = half === undefined ? dtype : "float32";
  const bytes = dtypeBytes(computed);
  const positions = counts.reduce((n, count) => n * count, 1);
  const taps = axes.reduce((n, { window }) => n * window, 1);
  const isPadded = positions > 0 && axes.some((axis) => reachesOut(axis) || axis.low < 0);
  const sizes = axes.map((axis) => (isPadded ? rowLength(axis) : axis.size));
  const padded = sizes.reduce((n, size) => n * size, 1);
  const layout = new Layout();
  const wide = (size: number) => (half === undefined ? 0 : layout.take(size * 4));
  const [wideX, wideOther, wideOut] = [wide(x.aval.size), wide(other.aval.size), wide(out.aval.size)];
  const [paddedX, paddedOther] = isPadded ? [layout.take(padded * bytes), layout.take(padded * bytes)] : [0, 0];
  return {
    scratch: layout.bytes,
    work: moveWork(x.aval.size * 2, bytes) + 4 * taps * positions,
    emit(context, scratch) {
      const buffer = ({ buffer: id }: Operand): Place => {
        return (inner) => inner.address(id);
      };
      const at = (offset: number): Place => {
        return (inner) => plus(inner.address(scratch), offset);
      };
      const either = (operand: Operand, offset: number) => (half === undefined ? buffer(operand) : at(offset));
      const [fromX, fromOther, result] = [either(x, wideX), either(other, wideOther), either(out, wideOut)];
      if (half !== undefined) {
        widenHalves(context, half, x.aval.size, fromX, buffer(x));
        widenHalves(context, half, other.aval.size, fromOther, buffer(other));
      }
      const frame = new Frame(axes, sizes, bytes);
      const start = v128.const(extremeBytes(computed, params.selector === "ge" ? "least" : "greatest"));
      const choices = isPadded ? at(paddedX) : fromX;
      if (isPadded) frame.put(context, choices, fromX, start);
      const selection = { kind, dtype: computed, selector: params.selector, axes, sizes, start, choices };
      if (kind === "scatter") {
        const sums = isPadded ? at(paddedOther) : result;
        emitFill(context, padded, bytes, sums, zeros);
        emitSelections(context, { ...selection, chosen: sums, positions: fromOther });
        if (isPadded) frame.take(context, result, sums, x.aval.size);
      } else {
        const tangents = isPadded ? at(paddedOther) : fromOther;
        if (isPadded) frame.put(context, tangents, fromOther, zeros);
        emitSelections(context, { ...selection, chosen: tangents, positions: result });
      }
      if (half !== undefined) narrowHalves(context, half, out.aval.size, buffer(out), result);
    },
  };
}

/** An array with its padding and holes, as far as windows see it. */
class Frame {
  readonly #kept: readonly number[];
  readonly #strides: readonly number[];
  readonly #innerStrides: readonly number[];
  /** The offsets of the first element that is kept, in bytes. */
  readonly #inside: number;
  readonly #first: number;

  constructor(
    axes: readonly WindowAxis[],
    readonly sizes: readonly number[],
    readonly bytes: number,
  ) {
    const framed = contiguous(sizes).strides;
    this.#strides = contiguous(axes.map(({ size }) => size)).strides;
    this.#innerStrides = framed.map((stride, i) => stride * axes[i]!.baseDilation);
    const firsts = axes.map(({ low, baseDilation }) => (low < 0 ? Math.ceil(-low / baseDilation) : 0));
    this.#kept = axes.map(({ size, low, baseDilation }, i) => {
      const last = Math.min(size - 1, Math.floor((sizes[i]! - 1 - low) / baseDilation));
      return Math.max(0, last - firsts[i]! + 1);
    });
    const offset = (strides: readonly number[], places: readonly number[]) =>
      places.reduce((sum, place, i) => sum + place * strides[i]!, 0) * bytes;
    this.#first = offset(this.#strides, firsts);
    this.#inside = offset(
      framed,
      axes.map(({ low, baseDilation }, i) => low + firsts[i]! * baseDilation),
    );
  }

  /** Puts an array into its frame, which is filled with the elements of a vector. */
  put(context: KernelContext, to: Place, from: Place, value: Expr<"v128">): void {
    emitFill(
      context,
      this.sizes.reduce((n, size) => n * size, 1),
      this.bytes,
      to,
      value,
    );
    this.#move(context, this.#innerStrides, this.#strides, this.#from(to, this.#inside), this.#from(from, this.#first));
  }

  /** Takes an array out of its frame; elements that windows do not see are 0. */
  take(context: KernelContext, to: Place, from: Place, size: number): void {
    emitFill(context, size, this.bytes, to, zeros);
    this.#move(context, this.#strides, this.#innerStrides, this.#from(to, this.#first), this.#from(from, this.#inside));
  }

  #from(place: Place, offset: number): Place {
    return (inner) => plus(place(inner), offset);
  }

  #move(context: KernelContext, toStrides: readonly number[], fromStrides: readonly number[], to: Place, from: Place) {
    emitMove(context, { shape: this.#kept, bytes: this.bytes, toStrides, fromStrides, to, from });
  }
}
