import { call, type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { bytesOf } from "../../emit/vector-memory.js";
import type { LaneDType } from "../../emit/vector-types.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import type { Around } from "../around.js";
import { overBlocks } from "../pieces.js";
import { longs, words } from "./elements.js";
import { keyBits } from "./keys.js";
import { LONG_HEADER, NOTES, rowElements, sortLongRow, startRow } from "./long-row.js";
import { padded, sortingTime } from "./row-sort.js";
import { fromKeys, fromKeysStrided, keyBytes, restoreLosses, toKeys, toKeysStrided } from "./value-keys.js";

type Scalar = Expr<"i32">;

const [START, LOSSY] = NOTES;

const plus = (base: Scalar, i: Scalar, step: number) => i32.add(base, i32.mul(i, i32.const(step)));

/** Sorts rows of one array that is its own key, one row after the other, each by all threads. */
export function sortLongRows(x: Operand, out: Operand, { outer, n, inner }: Around): EquationCode {
  const dtype = x.aval.dtype as LaneDType; // The rule has asked.
  const step = inner * bytesOf(dtype);
  const keySize = keyBytes(dtype);
  const elements = keySize === 4 ? words : longs;
  const size = padded(n * keySize);

  const emitRow = (context: KernelContext, header: (inner: KernelContext) => Scalar, start: Scalar): void => {
    const { f } = context;
    const shared = header(context);
    const keys = f.let(i32.add(shared, i32.const(LONG_HEADER)));
    startRow(f, shared, keys, i32.add(keys, i32.const(size)));
    f.do(i32.store(shared, start, START));
    f.do(i32.store(shared, i32.const(0), LOSSY));
    const row = ({ buffer }: Operand, inner: KernelContext) =>
      i32.add(inner.address(buffer), i32.load(header(inner), START));

    overBlocks(context, { n }, (inner, begin, end) => {
      const g = inner.f;
      const both = {
        from: plus(row(x, inner), begin, step),
        to: plus(rowElements(header(inner)), begin, keySize),
        n: i32.sub(end, begin),
      };
      const steps = { fromStep: i32.const(step), toStep: i32.const(keySize) };
      const lossy =
        step === bytesOf(dtype)
          ? call(toKeys(inner.functions, dtype), both)
          : call(toKeysStrided(inner.functions, dtype), { ...both, ...steps });
      g.if(lossy, () => g.do(i32.store(header(inner), i32.const(1), LOSSY)));
    });
    sortLongRow(context, elements, { header, n }, keyBits(dtype));
    overBlocks(context, { n }, (inner, begin, end) => {
      const both = {
        from: plus(rowElements(header(inner)), begin, keySize),
        to: plus(row(out, inner), begin, step),
        n: i32.sub(end, begin),
      };
      const steps = { fromStep: i32.const(keySize), toStep: i32.const(step) };
      if (step === bytesOf(dtype)) inner.f.call(fromKeys(inner.functions, dtype), both);
      else inner.f.call(fromKeysStrided(inner.functions, dtype), { ...both, ...steps });
    });
    f.if(i32.load(shared, LOSSY), () => {
      const both = { from: row(x, context), to: row(out, context) };
      f.call(restoreLosses(context.functions, dtype), { ...both, n: i32.const(n), step: i32.const(step) });
    });
  };

  return {
    scratch: LONG_HEADER + 2 * size,
    work: outer * n * inner * sortingTime(n),
    emit: (context, scratch) => {
      context.f.for({ from: i32.const(0), to: i32.const(outer * inner) }, (row) => {
        const within = i32.mul(i32.remU(row, i32.const(inner)), i32.const(bytesOf(dtype)));
        const start = plus(within, i32.divU(row, i32.const(inner)), n * step);
        emitRow(context, (inner) => inner.address(scratch), start);
      });
    },
  };
}
