import { call, type Expr, type FunctionBuilder, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { MOST_BLOCKS, overBlocks } from "../pieces.js";
import type { Elements } from "./elements.js";
import { countDigits, moveByDigit, placeDigits, tableBytes } from "./radix-sort.js";

type Scalar = Expr<"i32">;

/** Rows of this many elements and more are sorted one after the other, each by all threads. */
export const LONG_ROW = 2 ** 16;

const BITS = 11;

/** Bytes of the header of a long row's working memory: what threads have to know, and the tables of their digits. */
export const LONG_HEADER = 64 + MOST_BLOCKS * tableBytes(BITS);
const TABLES = 64;

/** What the threads that sort a row share, in the header. */
const A = { offset: 0 };
const B = { offset: 4 };
const WORD = { offset: 8 };
const SHIFT = { offset: 12 };
/** Words for whatever else is to be shared. */
export const NOTES = [{ offset: 16 }, { offset: 20 }] as const;

export interface LongRow {
  /** The address of the header. */
  readonly header: (context: KernelContext) => Scalar;
  readonly n: number;
}

/** Sets where the elements of a long row are, and room for as many. */
export function startRow(f: FunctionBuilder, header: Scalar, a: Scalar, b: Scalar): void {
  f.do(i32.store(header, a, A));
  f.do(i32.store(header, b, B));
}

/** Where the elements of a long row are now. */
export function rowElements(header: Scalar): Scalar {
  return i32.load(header, A);
}

/**
 * Sorts the elements of a long row, stably: for each digit, threads count those of their blocks, the counts of all make
 * the places, and threads move their blocks.
 */
export function sortLongRow(context: KernelContext, elements: Elements, { header, n }: LongRow, keyBits: number): void {
  const { f, functions } = context;
  const blocks = Math.min(context.threads, MOST_BLOCKS);
  const shared = header(context);
  const eachBlock = (write: typeof countDigits | typeof moveByDigit) =>
    overBlocks(context, { n }, (inner, begin, end, block) => {
      const g = inner.f;
      const at = g.let(header(inner));
      const address = (i: Scalar) => i32.add(rowElements(at), i32.mul(i, i32.const(elements.bytes)));
      g.call(write(inner.functions, elements, BITS), {
        from: address(begin),
        end: address(end),
        table: i32.add(at, i32.add(i32.const(TABLES), i32.mul(block, i32.const(tableBytes(BITS))))),
        offset: i32.load(at, WORD),
        shift: i32.load(at, SHIFT),
      });
    });
  for (const word of elements.keyWords) {
    f.do(i32.store(shared, i32.const(word), WORD));
    f.for({ from: i32.const(0), to: i32.const(Math.min(keyBits, 32)), step: BITS }, (shift) => {
      f.do(i32.store(shared, shift, SHIFT));
      eachBlock(countDigits);
      const isSame = call(placeDigits(functions, elements, BITS), {
        tables: i32.add(shared, i32.const(TABLES)),
        blocks: i32.const(blocks),
        to: i32.load(shared, B),
        n: i32.const(n),
      });
      f.if(i32.eqz(isSame), () => {
        eachBlock(moveByDigit);
        const sorted = f.let(i32.load(shared, B));
        const room = f.let(rowElements(shared));
        startRow(f, shared, sorted, room);
      });
    });
  }
}
