import { dtypeBytes, dtypeKind } from "@hyrax/core";
import { type Expr, i32, i32x4, v128 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { loopNest } from "../../emit/loop-nest.js";
import type { Operand } from "../../rules/kernel-rule.js";
import { sum } from "../window/vector-run.js";
import type { IndexedWindows } from "./indexed-windows.js";

type Scalar = Expr<"i32">;
type Vector = Expr<"v128">;

/** Elements to a run, of which threads share many. */
export const ELEMENT_RUN = 1024;

/** Four starts, and whether each lies inside as a mask. */
interface FourStarts {
  readonly offsets: Vector;
  readonly inside: Vector;
}

/** How four starts at a time come from memory. */
export type ReadStarts = (context: KernelContext, address: Scalar) => FourStarts;

/** From a table of starts. */
export const tabulatedStarts: ReadStarts = ({ f }, address) => {
  const offsets = f.let(v128.load(address, { align: 4 }));
  return { offsets, inside: i32x4.geS(offsets, i32x4.splat(i32.const(0))) };
};

/** From indices of 32 bits along one axis, of elements of so many bytes; undefined where indices are others. */
export function indexedStarts(
  { entries }: IndexedWindows,
  bytes: number,
  indices: Operand,
  clamp: boolean,
): ReadStarts | undefined {
  const { dtype } = indices.aval;
  const [entry, ...more] = entries;
  if (entry === undefined || more.length > 0 || dtypeBytes(dtype) !== 4) return undefined;
  const limit = i32x4.splat(i32.const(entry.limit));
  const isSigned = dtypeKind(dtype) === "i";
  return ({ f }, address) => {
    const index = f.let(v128.load(address, { align: 4 }));
    const moved = isSigned ? i32x4.minS(i32x4.maxS(index, i32x4.splat(i32.const(0))), limit) : i32x4.minU(index, limit);
    const start = clamp ? moved : index;
    const bits = Math.log2(entry.stride * bytes);
    const offsets = Number.isInteger(bits)
      ? i32x4.shl(start, i32.const(bits))
      : i32x4.mul(start, i32x4.splat(i32.const(entry.stride * bytes)));
    return { offsets: f.let(offsets), inside: i32x4.leU(index, limit) };
  };
}

/** Writes `length` elements, or windows, of 4 bytes that follow each other, of which each has a start. `single` writes one of them. */
export function emitElementRun(
  context: KernelContext,
  length: number,
  [target, source, index]: readonly [Scalar, Scalar, Scalar],
  read: ReadStarts,
  clamp: boolean,
  single: (target: Scalar, index: Scalar) => void,
): void {
  const { f } = context;
  const whole = length - (length % 4);
  const singles = (to: Scalar, from: Scalar, count: number) =>
    loopNest(f, [count], [[4], [4]], [to, from], ([at, start]) => single(at!, start!));
  f.for({ from: i32.const(0), to: i32.const(whole * 4), step: 16 }, (i) => {
    const [to, from] = [f.let(i32.add(target, i)), f.let(i32.add(index, i))];
    const { offsets, inside } = read(context, from);
    const fast = () => {
      const lane = (k: number) => i32.add(source, i32x4.extractLane(offsets, k));
      const loaded = [1, 2, 3].reduce<Vector>(
        (vector, k) => v128.load32Lane(lane(k), vector, k),
        v128.load32Zero(lane(0)),
      );
      f.do(v128.store(to, loaded, { align: 4 }));
    };
    if (clamp) fast();
    else f.if(i32x4.allTrue(inside), fast, () => singles(to, from, 4));
  });
  const rest = i32.const(whole * 4);
  if (whole < length) singles(f.let(sum(target, rest)), f.let(sum(index, rest)), length - whole);
}
