import { call, type Expr, i32, memory } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { bytesOf } from "../../emit/vector-memory.js";
import type { LaneDType } from "../../emit/vector-types.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import type { Around } from "../around.js";
import { codeInPieces } from "../pieces.js";
import { longs, words } from "./elements.js";
import { keyBits } from "./keys.js";
import { padded, rowTableBytes, sortingTime, sortRow } from "./row-sort.js";
import { collectKeys, fromKeys, keyBytes, restoreLosses, spreadKeys, toKeys } from "./value-keys.js";
import { RUN, vectorSort } from "./vector-sort.js";

type Scalar = Expr<"i32">;

/** Rows of fewer keys than this are sorted in vectors: every doubling costs a merge more, other sorts the same for all. */
const VECTORS = 4096;

const plus = (base: Scalar, i: Scalar, step: number) => i32.add(base, i32.mul(i, i32.const(step)));

/** Sorts rows of one array that is its own key, a few at a time, which are brought side by side into the working memory. */
export function sortTiles(x: Operand, out: Operand, { outer, n, inner }: Around): EquationCode {
  const dtype = x.aval.dtype as LaneDType; // The rule has asked.
  const bytes = bytesOf(dtype);
  const keySize = keyBytes(dtype);
  const elements = keySize === 4 ? words : longs;
  // Rows that lie across others come 16 at a time, so that each line of the cache is used once.
  const isAcross = inner > 1;
  const rows = isAcross ? inner : outer;
  const height = Math.min(rows, isAcross ? 16 : Math.max(1, Math.floor(1024 / n)));
  const perOuter = Math.ceil(rows / height);
  const tiles = isAcross ? outer * perOuter : perOuter;
  const inVectors = keySize === 4 && n >= RUN && n < VECTORS;
  // With the greatest keys behind them, rows are whole runs.
  const side = keySize * (inVectors ? Math.ceil(n / RUN) * RUN : n);
  // Rows that lie across others come four at a time.
  const keysSize = padded((isAcross ? Math.ceil(height / 4) * 4 : height) * side);
  const pieceSize = keysSize + padded(side) + rowTableBytes(n);
  const rowStep = isAcross ? bytes : n * bytes;
  const step = isAcross ? inner * bytes : bytes;

  const emitTile = (context: KernelContext, scratch: Scalar, tile: Scalar): void => {
    const { f, functions } = context;
    const room = f.let(i32.add(scratch, i32.const(keysSize)));
    const table = f.let(i32.add(room, i32.const(padded(side))));
    const row = f.let(i32.mul(i32.remU(tile, i32.const(perOuter)), i32.const(height)));
    const count = f.let(i32.const(height));
    f.if(i32.gtS(i32.add(row, count), i32.const(rows)), () => f.set(count, i32.sub(i32.const(rows), row)));
    const start = f.let(plus(i32.mul(row, i32.const(rowStep)), i32.divU(tile, i32.const(perOuter)), n * inner * bytes));
    const from = f.let(i32.add(context.address(x.buffer), start));
    const to = f.let(i32.add(context.address(out.buffer), start));
    const lossy = f.local("i32");
    const eachRow = (body: (r: Scalar) => void) => f.for({ from: i32.const(0), to: count }, body);
    // Rows that follow each other without a gap are as good as one.
    const eachRun = (body: (r: Scalar, length: Scalar) => void) =>
      side === n * keySize ? body(i32.const(0), i32.mul(count, i32.const(n))) : eachRow((r) => body(r, i32.const(n)));

    if (isAcross) {
      f.for({ from: i32.const(0), to: i32.const(n) }, (k) => {
        const column = { from: plus(from, k, step), to: plus(scratch, k, keySize), n: count, step: i32.const(side) };
        f.set(lossy, i32.or(lossy, call(spreadKeys(functions, dtype), column)));
      });
    } else {
      eachRun((r, length) => {
        const run = { from: plus(from, r, rowStep), to: plus(scratch, r, side), n: length };
        f.set(lossy, i32.or(lossy, call(toKeys(functions, dtype), run)));
      });
    }
    eachRow((r) => {
      const a = f.let(plus(scratch, r, side));
      f.for({ from: i32.const(n * keySize), to: i32.const(side), step: keySize }, (offset) => {
        f.do(i32.store(i32.add(a, offset), i32.const(-1)));
      });
      const sorted = inVectors
        ? f.let(call(vectorSort(functions), { a, b: room, size: i32.const(side) }))
        : sortRow(f, functions, elements, { a, b: room, n: i32.const(n), table }, n, keyBits(dtype));
      f.if(i32.ne(sorted, a), () => f.do(memory.copy(a, sorted, i32.const(n * keySize))));
    });
    if (isAcross) {
      f.for({ from: i32.const(0), to: i32.const(n) }, (k) => {
        const column = { from: plus(scratch, k, keySize), to: plus(to, k, step), n: count, step: i32.const(side) };
        f.call(collectKeys(functions, dtype), column);
      });
    } else {
      eachRun((r, length) => {
        const run = { from: plus(scratch, r, side), to: plus(to, r, rowStep), n: length };
        f.call(fromKeys(functions, dtype), run);
      });
    }
    f.if(lossy, () => {
      eachRow((r) => {
        const both = { from: plus(from, r, rowStep), to: plus(to, r, rowStep) };
        f.call(restoreLosses(functions, dtype), { ...both, n: i32.const(n), step: i32.const(step) });
      });
    });
  };

  return codeInPieces({ count: tiles, bytes: pieceSize, work: outer * n * inner * sortingTime(n) }, emitTile);
}
