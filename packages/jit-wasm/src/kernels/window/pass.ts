import { type DType, dtypeBytes } from "@hyrax/core";
import { type Expr, type FunctionBuilder, i32, type Local, select, v128 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { plus } from "../../emit/loop-nest.js";
import { type Combination, identityBytes } from "../lane-operations.js";
import { copyWindow, type Place, runsOf } from "../move.js";
import { copyRun, fillRun } from "../move-runs.js";
import { isWhole, passSizes, reachesOut, rowLength, type WindowAxis, type WindowPass } from "./axes.js";
import { combineAt, emitLongSlide, emitSlide, isLong, settled } from "./slide.js";
import { sum, vectorRun } from "./vector-run.js";

type Scalar = Expr<"i32">;
type Vector = Expr<"v128">;

const align = (bytes: number): number => Math.ceil((bytes + 48) / 64) * 64;

/** Rows are shared among threads in so many pieces at most; each has working memory of its own. */
const PIECES = 16;

/** Instructions that are worth a piece. */
const WORTHWHILE = 30_000;

/** How a pass works row by row: first the elements of the outer axes are combined, then windows slide along the row. */
export class RowPlan {
  readonly bytes: number;
  /** Elements of a row of the input, and of the result. */
  readonly rowIn: number;
  readonly rowOut: number;
  readonly rows: number;
  readonly pieces: number;
  readonly taps: number;
  /** Whether windows slide at all: whether the pass is more than a combination of rows. */
  readonly slides: boolean;
  /** Whether the row that windows slide along is another one than the combined row. */
  readonly isPadded: boolean;
  readonly work: number;
  /** Bytes of the row that windows slide along. */
  readonly #padded: number;

  constructor(
    readonly pass: WindowPass,
    readonly dtype: DType,
  ) {
    const { outer, sliding, inner } = pass;
    this.bytes = dtypeBytes(dtype);
    this.rowIn = sliding.size * inner;
    this.rowOut = sliding.count * inner;
    this.rows = outer.reduce((n, { count }) => n * count, 1);
    this.taps = outer.reduce((n, { window }) => n * window, 1);
    this.slides = !isWhole(sliding);
    this.isPadded = sliding.low !== 0 || sliding.baseDilation > 1 || rowLength(sliding) > sliding.size;
    this.#padded = align(rowLength(sliding) * inner * this.bytes);
    const lanes = 16 / this.bytes;
    const each = (this.rowIn * this.taps + this.rowOut * Math.min(sliding.window, 40)) / lanes + 40;
    this.work = this.rows * each;
    this.pieces = Math.max(1, Math.min(this.rows, PIECES, Math.floor(this.work / WORTHWHILE)));
  }

  /** Of each piece: the combined row, the one with padding in it, one for totals. */
  get pieceBytes(): number {
    return align(this.rowIn * this.bytes) + 2 * this.#padded;
  }

  /** A row of identities, then what each piece works with. */
  get scratch(): number {
    return align(this.rowIn * this.bytes) + this.pieces * this.pieceBytes;
  }

  rowsOf(context: KernelContext, scratch: Scalar, piece: Scalar) {
    const { f } = context;
    const identities = f.let(scratch);
    const combined = f.let(
      i32.add(plus(identities, align(this.rowIn * this.bytes)), i32.mul(piece, i32.const(this.pieceBytes))),
    );
    const padded = f.let(plus(combined, align(this.rowIn * this.bytes)));
    const totals = f.let(plus(padded, this.#padded));
    return { identities, combined, padded, totals };
  }

  get paddedBytes(): number {
    return this.#padded;
  }
}

/** Writes a pass from one array to another; `scratch` is the place of its working memory. */
export function emitPass(
  context: KernelContext,
  plan: RowPlan,
  how: Combination,
  to: Place,
  from: Place,
  scratch: Place,
): void {
  const { pass, dtype, bytes, rows, pieces } = plan;
  if (passSizes(pass)[1] === 0) return;
  const identity = (f: FunctionBuilder) => f.let(v128.const(identityBytes(dtype, how)));
  if (needsIdentities(pass)) fillRun(context.f, scratch(context), identity(context.f), align(plan.rowIn * bytes) - 32);
  const emit = (inner: KernelContext, piece: Scalar) => {
    const { f } = inner;
    const memory = plan.rowsOf(inner, scratch(inner), piece);
    if (plan.isPadded && !isLong(pass.sliding)) fillRun(f, memory.padded, identity(f), plan.paddedBytes);
    const [source, target] = [f.let(from(inner)), f.let(to(inner))];
    const share = (n: Scalar) => i32.divU(i32.mul(n, i32.const(rows)), i32.const(pieces));
    const bounds =
      pieces === 1
        ? { from: i32.const(0), to: i32.const(rows) }
        : { from: share(piece), to: f.let(share(plus(piece, 1))) };
    f.for(bounds, (row) => {
      const starts = rowStarts(f, plan, row, source, memory.identities);
      const out = f.let(i32.add(target, i32.mul(row, i32.const(plan.rowOut * bytes))));
      emitRow(f, plan, how, starts, out, memory);
    });
  };
  if (pieces === 1) return emit(context, i32.const(0));
  context.parallel({ count: pieces, grain: 1 }, (inner, begin, end) => {
    inner.f.for({ from: begin, to: end }, (piece) => emit(inner, piece));
  });
}

function needsIdentities({ outer }: WindowPass): boolean {
  return outer.some((axis) => !isWhole(axis) && reachesOut(axis));
}

/** The rows that are combined for a row of the result; rows of identities where windows reach out. */
function rowStarts(
  f: FunctionBuilder,
  { pass: { outer }, rowIn, bytes }: RowPlan,
  row: Local<"i32">,
  source: Scalar,
  identities: Scalar,
): readonly Scalar[] {
  let rest: Scalar = row;
  let step = rowIn * bytes;
  let found: readonly { readonly offset: Scalar; readonly isThere: Scalar | undefined }[] = [
    { offset: source, isThere: undefined },
  ];
  for (let i = outer.length - 1; i >= 0; i--) {
    const axis = outer[i]!;
    const index = i === 0 ? rest : f.let(i32.remU(rest, i32.const(axis.count)));
    if (i > 0) rest = f.let(i32.divU(rest, i32.const(axis.count)));
    const taps = Array.from({ length: axis.window }, (_, k) => axisTap(f, axis, index, k, step));
    found = taps.flatMap((tap) =>
      found.map(({ offset, isThere }) => ({
        offset: f.let(i32.add(offset, tap.offset)),
        isThere: both(f, isThere, tap.isThere),
      })),
    );
    step *= axis.size;
  }
  return found.map(({ offset, isThere }) =>
    isThere === undefined ? offset : f.let(select(isThere, offset, identities)),
  );
}

function both(f: FunctionBuilder, x: Scalar | undefined, y: Scalar | undefined): Scalar | undefined {
  return x === undefined || y === undefined ? (x ?? y) : f.let(i32.and(x, y));
}

/** Where element `k` of window `index` lies along an axis, and whether there is an element, if there need not be one. */
function axisTap(f: FunctionBuilder, axis: WindowAxis, index: Scalar, k: number, step: number) {
  const { size, stride, low, baseDilation, windowDilation } = axis;
  const scaled = (x: Scalar, by: number) => (by === 1 ? x : i32.mul(x, i32.const(by)));
  const dilated = f.let(plus(scaled(index, stride), k * windowDilation - low));
  if (isWhole(axis) || !reachesOut(axis)) return { offset: f.let(scaled(dilated, step)), isThere: undefined };
  if (baseDilation === 1) {
    return { offset: f.let(scaled(dilated, step)), isThere: f.let(i32.ltU(dilated, i32.const(size))) };
  }
  // Of a place before the first one the quotient is beyond the last, or the remainder is not 0.
  const place = f.let(i32.divS(dilated, i32.const(baseDilation)));
  const isElement = i32.eqz(i32.sub(dilated, i32.mul(place, i32.const(baseDilation))));
  return { offset: f.let(scaled(place, step)), isThere: f.let(i32.and(i32.ltU(place, i32.const(size)), isElement)) };
}

function emitRow(
  f: FunctionBuilder,
  plan: RowPlan,
  how: Combination,
  starts: readonly Scalar[],
  out: Scalar,
  memory: ReturnType<RowPlan["rowsOf"]>,
): void {
  const { pass, dtype, bytes, rowIn, slides, isPadded } = plan;
  const { sliding, inner } = pass;
  const combineRows = (target: Scalar, first: number, elements: number, finish = (total: Vector) => total) => {
    const from = starts.map((start) => plus(start, first * bytes));
    vectorRun(f, target, elements * bytes, (offset) => {
      const addresses = from.map((start) => sum(start, offset));
      return finish(combineAt(f, dtype, how, addresses));
    });
  };
  if (!slides) return combineRows(out, 0, rowIn, (total) => settled(dtype, how, total));
  let row: Scalar;
  if (isPadded) {
    // Long windows leave nothing as it was.
    if (isLong(sliding)) fillRun(f, memory.padded, f.let(v128.const(identityBytes(dtype, how))), plan.paddedBytes);
    putBetween(f, plan, memory, combineRows);
    row = memory.padded;
  } else if (starts.length === 1) {
    row = starts[0]!;
  } else {
    combineRows(memory.combined, 0, rowIn);
    row = memory.combined;
  }
  const slide = { dtype, how, axis: sliding, inner };
  if (!isLong(sliding)) return emitSlide(f, slide, out, row);
  if (row !== memory.padded) copyRun(f, memory.padded, row, rowLength(sliding) * inner * bytes);
  emitLongSlide(f, slide, out, memory.padded, memory.totals);
}

/** Puts the combined row to its places in the row with padding, which has identities everywhere else. */
function putBetween(
  f: FunctionBuilder,
  { pass: { sliding, inner }, bytes }: RowPlan,
  { combined, padded }: ReturnType<RowPlan["rowsOf"]>,
  combineRows: (target: Scalar, first: number, elements: number) => void,
): void {
  const { size, low, baseDilation } = sliding;
  const first = low < 0 ? Math.ceil(-low / baseDilation) : 0;
  const last = Math.min(size - 1, Math.floor((rowLength(sliding) - 1 - low) / baseDilation));
  const elements = (last - first + 1) * inner;
  if (elements <= 0) return;
  const target = plus(padded, (low + first * baseDilation) * inner * bytes);
  if (baseDilation === 1) return combineRows(target, first * inner, elements);
  combineRows(combined, first * inner, elements);
  const runs = runsOf([last - first + 1, inner], bytes, [baseDilation * inner, 1], [inner, 1]);
  copyWindow(f, runs, target, combined);
}
