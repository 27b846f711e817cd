import { type DType, dtypeBytes, isInexact, realDtype } from "@hyrax/core";
import { type Expr, type FunctionBuilder, f32x4, f64x2, i8x16, i32, v128 } from "../../assembler/index.js";
import { loopNest, plus } from "../../emit/loop-nest.js";
import { type Combination, combineLanes } from "../lane-operations.js";
import { copyWindow, runsOf } from "../move.js";
import { rowLength, type WindowAxis } from "./axes.js";
import { sum, vectorRun } from "./vector-run.js";

type Scalar = Expr<"i32">;
type Vector = Expr<"v128">;

/** A row with windows sliding along it: `inner` elements to a place. */
export interface Slide {
  readonly dtype: DType;
  readonly how: Combination;
  readonly axis: WindowAxis;
  readonly inner: number;
}

/** Whether windows are so long, and overlap so much, that halves of them are better computed once for all. */
export function isLong({ window, stride }: WindowAxis): boolean {
  return window > 16 && window > 3 * stride * Math.log2(window);
}

/** Windows are written out up to so many elements. */
const UNROLLED = 16;

/** Combines the vectors at the given addresses. */
export function combineAt(f: FunctionBuilder, dtype: DType, how: Combination, addresses: readonly Scalar[]): Vector {
  const values = addresses.map((address) => v128.load(address, { align: 1 }));
  return combineAll(f, dtype, how, values);
}

function combineAll(f: FunctionBuilder, dtype: DType, how: Combination, values: readonly Vector[]): Vector {
  const [first, ...rest] = values.map((value) => f.let(value));
  return rest.reduce((total, value) => f.let(combineLanes(f, dtype, how, total, value)), first!);
}

/** A sum as it is with the zero that it begins with: of negative zeros it is not negative. */
export function settled(dtype: DType, how: Combination, total: Vector): Vector {
  if (how !== "add" || !isInexact(dtype)) return total;
  return realDtype(dtype) === "float32"
    ? f32x4.add(total, f32x4.const(0, 0, 0, 0))
    : f64x2.add(total, f64x2.const(0, 0));
}

/** Writes the windows of a row that has its padding and holes in it: at `row + place · inner` is the element of a place. */
export function emitSlide(f: FunctionBuilder, slide: Slide, target: Scalar, row: Scalar): void {
  const { dtype, how, axis, inner } = slide;
  const { window, count, stride, windowDilation } = axis;
  const bytes = dtypeBytes(dtype);
  const place = inner * bytes;
  const tap = windowDilation * place;
  const windowAt = (start: Scalar): Vector => settled(dtype, how, totalAt(start));
  const totalAt = (start: Scalar): Vector => {
    if (window <= UNROLLED) {
      return combineAt(
        f,
        dtype,
        how,
        Array.from({ length: window }, (_, k) => plus(start, k * tap)),
      );
    }
    const at = f.let(start);
    const total = f.let(v128.load(at, { align: 1 }));
    f.for({ from: i32.const(1), to: i32.const(window) }, () => {
      f.set(at, plus(at, tap));
      const value = f.let(v128.load(at, { align: 1 }));
      f.set(total, combineLanes(f, dtype, how, total, value));
    });
    return total;
  };
  if (stride === 1 || count === 1) {
    vectorRun(f, target, count * place, (offset) => windowAt(sum(row, offset)));
    return;
  }
  if (inner === 1 && stride === 2 && window <= UNROLLED && count * bytes >= 16) {
    vectorRun(f, target, count * bytes, (offset) => {
      const at = f.let(sum(row, i32.shl(offset, i32.const(1))));
      const values = Array.from({ length: window }, (_, k) => everySecond(f, at, k * windowDilation, bytes));
      return settled(dtype, how, combineAll(f, dtype, how, values));
    });
    return;
  }
  loopNest(f, [count], [[place], [stride * place]], [target, row], ([to, from]) => {
    vectorRun(f, to!, place, (offset) => windowAt(sum(from!, offset)));
  });
}

/** Every second element from element `first` on. */
export function everySecond(f: FunctionBuilder, row: Scalar, first: number, bytes: number): Vector {
  const isOdd = first % 2;
  const at = (first - isOdd) * bytes;
  const [low, high] = [0, 16].map((offset) => f.let(v128.load(row, { offset: at + offset, align: 1 })));
  const order = Array.from({ length: 16 }, (_, i) => (2 * Math.floor(i / bytes) + isOdd) * bytes + (i % bytes));
  return i8x16.shuffle(low!, high!, order);
}

/**
 * As `emitSlide`, for long windows: a window of 2ʲ⁺¹ elements is two of 2ʲ, and one of any size one for each digit of its
 * size. The row is overwritten; `totals` is a row to work with.
 */
export function emitLongSlide(f: FunctionBuilder, slide: Slide, target: Scalar, row: Scalar, totals: Scalar): void {
  const { dtype, how, axis, inner } = slide;
  const { window, count, stride, windowDilation } = axis;
  const bytes = dtypeBytes(dtype);
  const place = inner * bytes;
  const positions = (count - 1) * stride + 1;
  let known = rowLength(axis) * place;
  let done = 0;
  for (let half = 1; half <= window; half *= 2) {
    if ((window & half) !== 0) {
      const shift = done * windowDilation * place;
      forVectors(f, positions * place, (offset) => {
        const [to, from] = [sum(totals, offset), plus(sum(row, offset), shift)];
        const vector =
          done === 0 ? settled(dtype, how, v128.load(from, { align: 1 })) : combineAt(f, dtype, how, [to, from]);
        f.do(v128.store(to, vector, { align: 1 }));
      });
      done += half;
    }
    if (half * 2 > window) break;
    const shift = half * windowDilation * place;
    known -= shift;
    // From the first place on: what is read further on has not been overwritten yet.
    forVectors(f, known, (offset) => {
      const at = f.let(sum(row, offset));
      f.do(v128.store(at, combineAt(f, dtype, how, [at, plus(at, shift)]), { align: 1 }));
    });
  }
  copyWindow(f, runsOf([count, inner], bytes, [inner, 1], [stride * inner, 1]), target, totals);
}

/** Whole vectors, of which the last may reach beyond the end. */
function forVectors(f: FunctionBuilder, bytes: number, body: (offset: Scalar) => void): void {
  f.for({ from: i32.const(0), to: i32.const(bytes), step: 16 }, body);
}
