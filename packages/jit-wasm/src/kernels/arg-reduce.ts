import { type ArgReductionParams, dtypeKind, eq, gt, lt, max, min, ne } from "@hyrax/core";
import { call, type Expr, type FunctionBuilder, i32, i32x4, type Local, memory, v128 } from "../assembler/index.js";
import { convertValue } from "../emit/convert.js";
import { emitElementwise } from "../emit/elementwise.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { selectValue } from "../emit/lanes.js";
import type { VectorContext } from "../emit/vector-context.js";
import { bytesOf, loadSplat, loadVector, storeLane, storeVector } from "../emit/vector-memory.js";
import { isLaneDType, LANES, type LaneDType, type Value, type Vector } from "../emit/vector-types.js";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { type Around, around } from "./around.js";
import { moveLanes } from "./lane-moves.js";
import { codeInPieces, inPieces } from "./pieces.js";

type Scalar = Expr<"i32">;

/** A search for the first greatest or the first least element; NaN is greater and less than all others. */
interface Search {
  readonly which: "max" | "min";
  readonly dtype: LaneDType;
  readonly index: LaneDType;
}

/** So many columns are searched side by side. */
const COLUMNS = 512;

/** So many vectors are compared at once: each comparison waits for the one before. */
const STREAMS = 4;

const plus = (base: Scalar, i: Scalar, step: number) => i32.add(base, i32.mul(i, i32.const(step)));

const settled = (f: FunctionBuilder, value: Value): readonly Local<"v128">[] => value.map((vector) => f.let(vector));

function compare(context: VectorContext, primitive: typeof eq, dtype: LaneDType, x: Value, y: Value): Vector {
  return context.f.let(emitElementwise(context, primitive, {}, [x, y], [dtype, dtype], "bool")[0]!);
}

/** `argmax` and `argmin`. */
export function argReduce(which: Search["which"]) {
  return ([x]: readonly [Operand], { axes }: ArgReductionParams, [out]: readonly Operand[]): EquationCode | string => {
    const [dtype, index] = [x.aval.dtype, out!.aval.dtype];
    if (!isLaneDType(dtype) || !isLaneDType(index)) return `there is no search of ${dtype} for an index of ${index}`;
    if (x.aval.size === 0) return { work: 0, emit: () => {} };
    const rows = around(x.aval.shape, axes[0]);
    const search = { which, dtype, index };
    return rows.inner === 1 ? along(search, x, out!, rows) : across(search, x, out!, rows);
  };
}

/**
 * The function that finds the place in a row of `n` elements that follow each other: of the extreme element, which is
 * found first.
 */
function searchRow(kernel: KernelContext, { which, dtype }: Search) {
  const bytes = bytesOf(dtype);
  return kernel.functions.get(`arg${which}.${dtype}`, { from: "i32", n: "i32" }, "i32", (f, { from, n }) => {
    const context = { f, math: kernel.math };
    const better = (x: Value, y: Value) => {
      const primitive = which === "max" ? max : min;
      return settled(f, emitElementwise(context, primitive, {}, [x, y], [dtype, dtype], dtype));
    };
    const streams = Array.from({ length: STREAMS }, () => settled(f, loadSplat(f, dtype, from)));
    const [best] = streams as [(typeof streams)[number]]; // There are some.
    const update = (stream: typeof best, x: Value) =>
      better(stream, settled(f, x)).forEach((vector, part) => f.set(stream[part]!, vector));
    const whole = f.let(i32.sub(n, i32.remU(n, i32.const(STREAMS * LANES))));
    f.for({ from: i32.const(0), to: whole, step: STREAMS * LANES }, (i) => {
      streams.forEach((stream, k) => update(stream, loadVector(f, dtype, plus(from, i, bytes), k * LANES * bytes)));
    });
    f.for({ from: whole, to: n }, (i) => update(best, loadSplat(f, dtype, plus(from, i, bytes))));
    for (const stream of streams.slice(1)) update(best, stream);
    update(best, moveLanes(dtype, best, [2, 3, 0, 1]));
    update(best, moveLanes(dtype, best, [1, 0, 3, 2]));
    // What stands behind the last element comes after the one that is searched for.
    f.for({ from: i32.const(0), to: n, step: LANES }, (i) => {
      const x = settled(f, loadVector(f, dtype, plus(from, i, bytes)));
      const found = f.let(i32x4.bitmask(isBest(context, dtype, x, best)));
      f.if(found, () => f.return(i32.add(i, i32.ctz(found))));
    });
    return i32.const(0);
  });
}

/** Where elements are the extreme one: NaN, if any is. */
function isBest(context: VectorContext, dtype: LaneDType, x: Value, best: Value): Vector {
  const equal = compare(context, eq, dtype, x, best);
  return dtypeKind(dtype) === "f" ? v128.or(equal, compare(context, ne, dtype, x, x)) : equal;
}

function along(search: Search, x: Operand, out: Operand, { outer, n }: Around): EquationCode {
  return {
    work: outer * n,
    emit: (context) => {
      inPieces(context, { count: outer, nanoseconds: outer * n }, (inner, begin, end) => {
        const { f } = inner;
        f.for({ from: begin, to: end }, (row) => {
          const from = plus(inner.address(x.buffer), row, n * bytesOf(search.dtype));
          const place = f.let(call(searchRow(inner, search), { from, n: i32.const(n) }));
          const to = f.let(plus(inner.address(out.buffer), row, bytesOf(search.index)));
          storeLane(f, search.index, to, convertValue(f, settled(f, [i32x4.splat(place)]), "int32", search.index), 0);
        });
      });
    },
  };
}

/** The function that compares the elements of `n` columns, numbered `k` along the axis, with the best ones so far. */
function stepColumns(kernel: KernelContext, { which, dtype }: Search) {
  const parameters = { from: "i32", best: "i32", places: "i32", k: "i32", n: "i32" } as const;
  return kernel.functions.get(`arg${which}.step.${dtype}`, parameters, "none", (f, { from, best, places, k, n }) => {
    const context = { f, math: kernel.math };
    f.for({ from: i32.const(0), to: n, step: LANES }, (i) => {
      const x = settled(f, loadVector(f, dtype, plus(from, i, bytesOf(dtype))));
      const at = f.let(plus(best, i, bytesOf(dtype)));
      const place = f.let(plus(places, i, 4));
      const before = settled(f, loadVector(f, dtype, at));
      const isBetter = f.let(betterThan(context, which, dtype, x, before));
      storeVector(f, dtype, at, settled(f, selectValue(f, dtype, isBetter, x, before)));
      f.do(v128.store(place, v128.bitselect(i32x4.splat(k), v128.load(place), isBetter)));
    });
  });
}

function betterThan(context: VectorContext, which: Search["which"], dtype: LaneDType, x: Value, y: Value): Vector {
  const beyond = compare(context, which === "max" ? gt : lt, dtype, x, y);
  if (dtypeKind(dtype) !== "f") return beyond;
  // The first NaN is not surpassed.
  return v128.and(v128.or(beyond, compare(context, ne, dtype, x, x)), compare(context, eq, dtype, y, y));
}

/** The function that writes the places of `n` columns as indices. */
function writePlaces(kernel: KernelContext, index: LaneDType) {
  return kernel.functions.get(
    `arg.places.${index}`,
    { from: "i32", to: "i32", n: "i32" },
    "none",
    (f, { from, to, n }) => {
      f.for({ from: i32.const(0), to: n }, (i) => {
        const place = settled(f, loadSplat(f, "int32", plus(from, i, 4)));
        storeLane(f, index, f.let(plus(to, i, bytesOf(index))), convertValue(f, place, "int32", index), 0);
      });
    },
  );
}

/** Rows that lie side by side, a vector of them at a time. */
function across(search: Search, x: Operand, out: Operand, { outer, n, inner: columns }: Around): EquationCode {
  const bytes = bytesOf(search.dtype);
  const width = Math.min(columns, COLUMNS);
  const perOuter = Math.ceil(columns / width);
  const bestBytes = Math.ceil((width * bytes + 48) / 64) * 64;
  const pieceBytes = bestBytes + Math.ceil((width * 4 + 48) / 64) * 64;
  const emitBlock = (context: KernelContext, best: Scalar, block: Scalar): void => {
    const { f } = context;
    const places = f.let(i32.add(best, i32.const(bestBytes)));
    const column = f.let(i32.mul(i32.remU(block, i32.const(perOuter)), i32.const(width)));
    const before = f.let(i32.divU(block, i32.const(perOuter)));
    const count = f.let(i32.sub(i32.const(columns), column));
    f.if(i32.gtS(count, i32.const(width)), () => f.set(count, i32.const(width)));
    const from = f.let(plus(plus(context.address(x.buffer), column, bytes), before, n * columns * bytes));
    // The first elements are the best ones so far.
    f.do(memory.copy(best, from, i32.mul(count, i32.const(bytes))));
    f.do(memory.fill(places, i32.const(0), i32.shl(count, i32.const(2))));
    f.for({ from: i32.const(1), to: i32.const(n) }, (k) => {
      f.set(from, i32.add(from, i32.const(columns * bytes)));
      f.call(stepColumns(context, search), { from, best, places, k, n: count });
    });
    const to = plus(
      plus(context.address(out.buffer), column, bytesOf(search.index)),
      before,
      columns * bytesOf(search.index),
    );
    f.call(writePlaces(context, search.index), { from: places, to, n: count });
  };
  return codeInPieces({ count: outer * perOuter, bytes: pieceBytes, work: outer * n * columns }, emitBlock);
}
