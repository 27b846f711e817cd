import { type DType, dtypeBytes } from "@hyrax/core";
import type { WindowSelector } from "@hyrax/core/library";
import { contiguous } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, i32x4, v128 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { loopNest, plus } from "../../emit/loop-nest.js";
import { keepsLanes } from "../lane-operations.js";
import type { Place } from "../move.js";
import { sharedNest } from "../shared-nest.js";
import { isWhole, type WindowAxis } from "./axes.js";
import { dense, equalCounts, halved, type Lanes, shifted, splatCount, type TapOffset } from "./lanes.js";
import { storePart, sum } from "./vector-run.js";

type Scalar = Expr<"i32">;
type Vector = Expr<"v128">;

/** Choices of an element in each window, and what comes of them. Arrays have their padding and holes in them. */
export interface Selection {
  /** Whether numbers at the windows' positions are added to the chosen elements, or chosen elements go to the positions. */
  readonly kind: "scatter" | "gather";
  readonly dtype: DType;
  readonly selector: WindowSelector;
  readonly axes: readonly WindowAxis[];
  /** The size of each axis, with padding. */
  readonly sizes: readonly number[];
  /** What a reduction begins with, in all lanes. */
  readonly start: Vector;
  /** Among which elements to choose. */
  readonly choices: Place;
  /** Elements beside these: sums, or what to gather. */
  readonly chosen: Place;
  /** Of each window the number to add, or the result. */
  readonly positions: Place;
}

/** Windows are written out up to so many elements. */
const UNROLLED = 16;

/** An axis within windows: its elements, and how many bytes they are apart. */
interface Tap {
  readonly count: number;
  readonly step: number;
}

/** Where windows start among the choices and beside them, and their positions. */
type Starts = readonly [x: Scalar, y: Scalar, position: Scalar];

function keep(f: FunctionBuilder, x: Scalar, y: Scalar, position: Scalar): Starts {
  return [f.let(x), f.let(y), f.let(position)];
}

/** Writes the choices for every window. Threads share what lies along a first axis along which nothing slides. */
export function emitSelections(context: KernelContext, selection: Selection): void {
  const { axes, sizes, dtype, choices, chosen, positions } = selection;
  const counts = axes.map(({ count }) => count);
  if (counts.includes(0)) return;
  const bytes = dtypeBytes(dtype);
  const arrays = contiguous(sizes).strides.map((stride) => stride * bytes);
  const places = contiguous(counts).strides.map((stride) => stride * bytes);
  const lead = axes.length > 1 && isWhole(axes[0]!) ? 1 : 0;
  const trailing = axes.map(isWhole).lastIndexOf(false) + 1;
  const inner = counts.slice(trailing).reduce((n, count) => n * count, 1);
  const sliding = axes[trailing - 1];
  // Elements of neighbouring windows are neighbours, or lie beside each other along the last axes.
  const isDense = sliding === undefined || sliding.stride === 1 || sliding.count === 1;
  const isHalved = !isDense && sliding.stride === 2 && inner === 1 && sliding.window <= UNROLLED;
  const looped = isDense || isHalved ? Math.max(lead, trailing - 1) : trailing;
  const run = counts.slice(looped).reduce((n, count) => n * count, 1);
  const steps = axes.map(({ stride }, i) => arrays[i]! * stride);
  const taps = axes.map((axis, i): Tap => ({ count: axis.window, step: axis.windowDilation * arrays[i]! }));
  const within = taps.filter(({ count }, i) => count > 1 || i === trailing - 1);
  const writer = new SelectionWriter(selection, within, sizes[trailing - 1] ?? 1);
  const shape = counts.slice(lead, looped);
  const strides = [steps, steps, places].map((list) => list.slice(lead, looped));
  const body = (f: FunctionBuilder, at: readonly Scalar[]) =>
    loopNest(f, shape, strides, at, ([x, y, position]) => {
      if (isHalved) writer.halvedRun(f, run, x!, y!, position!);
      else writer.denseRun(f, run, x!, y!, position!);
    });
  const slab = taps.reduce(
    (n, { count }) => n * count,
    counts.slice(lead).reduce((n, count) => n * count, 1),
  );
  sharedNest(
    context,
    {
      shape: counts.slice(0, lead),
      strides: [arrays.slice(0, lead), arrays.slice(0, lead), places.slice(0, lead)],
      work: 20 + slab * 2,
    },
    (inner) => [choices(inner), chosen(inner), positions(inner)],
    (inner, at) => body(inner.f, at),
  );
}

class SelectionWriter {
  readonly #bytes: number;

  constructor(
    readonly selection: Selection,
    readonly taps: readonly Tap[],
    /** The size of the last axis along which windows slide. */
    readonly row: number,
  ) {
    this.#bytes = dtypeBytes(selection.dtype);
  }

  /** Windows whose elements follow each other. */
  denseRun(f: FunctionBuilder, windows: number, x: Scalar, y: Scalar, position: Scalar): void {
    const bytes = windows * this.#bytes;
    const at = (offset: Scalar, width: number) =>
      this.#windows(
        f,
        dense(f, this.selection.dtype, width),
        keep(f, sum(x, offset), sum(y, offset), sum(position, offset)),
      );
    const whole = bytes - (bytes % 16);
    if (whole > 16) f.for({ from: i32.const(0), to: i32.const(whole), step: 16 }, (offset) => at(offset, 16));
    else if (whole === 16) at(i32.const(0), 16);
    if (whole < bytes) at(i32.const(whole), bytes - whole);
  }

  /** Windows whose elements are every second one. */
  halvedRun(f: FunctionBuilder, windows: number, x: Scalar, y: Scalar, position: Scalar): void {
    const bytes = windows * this.#bytes;
    let whole = bytes - (bytes % 16);
    const { count, step } = this.taps.at(-1)!;
    const furthest = Math.floor(((count - 1) * step) / this.#bytes / 2) * 2;
    // A vector must not reach beyond the row: what lies there may be another thread's.
    if (whole > 0 && 2 * (whole / this.#bytes) + furthest > this.row) whole -= 16;
    const lanes = halved(f, this.selection.dtype);
    if (whole > 0) {
      f.for({ from: i32.const(0), to: i32.const(whole), step: 16 }, (offset) => {
        const twice = f.let(i32.shl(offset, i32.const(1)));
        this.#windows(f, lanes, keep(f, sum(x, twice), sum(y, twice), sum(position, offset)));
      });
    }
    // Vectors of the last windows would reach too far.
    if (whole < bytes) {
      const rest = (bytes - whole) / this.#bytes;
      const starts = [plus(x, 2 * whole), plus(y, 2 * whole), plus(position, whole)];
      const steps = [[2 * this.#bytes], [2 * this.#bytes], [this.#bytes]];
      loopNest(f, [rest], steps, starts, (at) => {
        this.#windows(f, dense(f, this.selection.dtype, this.#bytes), keep(f, at[0]!, at[1]!, at[2]!));
      });
    }
  }

  #windows(f: FunctionBuilder, lanes: Lanes, [x, y, position]: Starts): void {
    if (this.selection.kind === "gather") this.#gather(f, lanes, x, y, position);
    else this.#scatter(f, lanes, x, y, position);
  }

  #gather(f: FunctionBuilder, lanes: Lanes, x: Scalar, y: Scalar, position: Scalar): void {
    const { dtype, selector, start } = this.selection;
    const [best, result] = [f.let(start), f.local("v128")];
    f.set(result, i32x4.const(0, 0, 0, 0));
    this.#eachTap(f, (tap) => {
      const value = f.let(lanes.load(x, tap));
      const keeps = f.let(keepsLanes(dtype, selector, best, value));
      f.set(best, v128.bitselect(best, value, keeps));
      f.set(result, v128.bitselect(result, lanes.load(y, tap), keeps));
    });
    storePart(f, position, result, lanes.bytes);
  }

  #scatter(f: FunctionBuilder, lanes: Lanes, x: Scalar, y: Scalar, position: Scalar): void {
    const { dtype, selector } = this.selection;
    // The first place of the window is chosen to begin with.
    const best = f.let(lanes.load(x, { outer: i32.const(0), last: 0 }));
    const choice = f.local("v128");
    f.set(choice, splatCount(i32.const(0), this.#bytes));
    this.#eachTap(f, (tap, number) => {
      if (number.kind === "number" && number.value === 0) return;
      const value = f.let(lanes.load(x, tap));
      // Compared with itself a NaN would move the choice on, to where it is.
      const keeps = f.let(keepsLanes(dtype, selector, best, value));
      f.set(best, v128.bitselect(best, value, keeps));
      f.set(choice, v128.bitselect(choice, splatCount(number, this.#bytes), keeps));
    });
    const added = f.let(v128.load(position, { align: 1 }));
    this.#eachTap(f, (tap, number) => {
      const isChosen = equalCounts(choice, splatCount(number, this.#bytes), this.#bytes);
      const term = f.let(v128.and(added, isChosen));
      lanes.add(y, tap, term);
    });
  }

  /** Runs `body` for each place in a window, in order, with its number. */
  #eachTap(f: FunctionBuilder, body: (tap: TapOffset, number: Scalar) => void): void {
    const { taps } = this;
    const total = taps.reduce((n, { count }) => n * count, 1);
    const number = total <= UNROLLED ? undefined : f.let(i32.const(-1));
    let written = 0;
    const visit = (outer: Scalar, last: number) => {
      if (number !== undefined) f.set(number, plus(number, 1));
      body({ outer, last }, number ?? i32.const(written++));
    };
    const nest = (at: number, outer: Scalar): void => {
      const tap = taps[at];
      if (tap === undefined) return visit(outer, 0);
      const isLast = at === taps.length - 1;
      if (number === undefined || (isLast && tap.count <= UNROLLED)) {
        for (let k = 0; k < tap.count; k++) {
          if (isLast) visit(outer, k * tap.step);
          else nest(at + 1, shifted(outer, k * tap.step));
        }
        return;
      }
      loopNest(f, [tap.count], [[tap.step]], [outer], ([inner]) => nest(at + 1, inner!));
    };
    nest(0, i32.const(0));
  }
}
