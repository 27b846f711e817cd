import { call, type Expr, i32, memory, type SharedFunctions } from "../../assembler/index.js";
import type { Elements } from "./elements.js";

type Scalar = Expr<"i32">;

/** Bytes of a table with an entry for every digit. */
export function tableBytes(bits: number): number {
  return 4 * 2 ** bits;
}

function entryOf(table: Scalar, word: Scalar, shift: Scalar, bits: number): Scalar {
  return i32.add(table, i32.shl(i32.and(i32.shrU(word, shift), i32.const(2 ** bits - 1)), i32.const(2)));
}

/**
 * The function that counts how often each digit occurs among the elements from `from` to before `end`. A digit is `bits`
 * bits, from `shift` on, of the word at `offset` in an element.
 */
export function countDigits(functions: SharedFunctions, { bytes }: Elements, bits: number) {
  const parameters = { from: "i32", end: "i32", table: "i32", offset: "i32", shift: "i32" } as const;
  return functions.get(`sort.count${bits}.${bytes}`, parameters, "none", (f, { from, end, table, offset, shift }) => {
    f.do(memory.fill(table, i32.const(0), i32.const(tableBytes(bits))));
    f.while(
      () => i32.ltU(from, end),
      () => {
        const entry = f.let(entryOf(table, i32.load(i32.add(from, offset)), shift, bits));
        f.do(i32.store(entry, i32.add(i32.load(entry), i32.const(1))));
        f.set(from, i32.add(from, i32.const(bytes)));
      },
    );
  });
}

/**
 * The function that turns the counts of `blocks` blocks, a table for each, into the addresses from `to` on where their
 * elements go. It returns 1 if all `n` elements have the same digit: they may stay where they are.
 */
export function placeDigits(functions: SharedFunctions, { bytes }: Elements, bits: number) {
  const parameters = { tables: "i32", blocks: "i32", to: "i32", n: "i32" } as const;
  return functions.get(`sort.place${bits}.${bytes}`, parameters, "i32", (f, { tables, blocks, to, n }) => {
    const all = f.let(i32.mul(n, i32.const(bytes)));
    f.for({ from: i32.const(0), to: i32.const(tableBytes(bits)), step: 4 }, (bucket) => {
      const start = f.let(to);
      const entry = f.let(i32.add(tables, bucket));
      f.for({ from: i32.const(0), to: blocks }, () => {
        const count = f.let(i32.load(entry));
        f.do(i32.store(entry, to));
        f.set(to, i32.add(to, i32.mul(count, i32.const(bytes))));
        f.set(entry, i32.add(entry, i32.const(tableBytes(bits))));
      });
      f.if(i32.eq(i32.sub(to, start), all), () => f.return(i32.const(1)));
    });
    return i32.const(0);
  });
}

/** The function that moves each element where its digit's entry says; elements with the same digit keep their order. */
export function moveByDigit(functions: SharedFunctions, { bytes, load, store }: Elements, bits: number) {
  const parameters = { from: "i32", end: "i32", table: "i32", offset: "i32", shift: "i32" } as const;
  return functions.get(`sort.move${bits}.${bytes}`, parameters, "none", (f, { from, end, table, offset, shift }) => {
    f.while(
      () => i32.ltU(from, end),
      () => {
        const entry = f.let(entryOf(table, i32.load(i32.add(from, offset)), shift, bits));
        const to = f.let(i32.load(entry));
        f.do(store(to, load(from)));
        f.do(i32.store(entry, i32.add(to, i32.const(bytes))));
        f.set(from, i32.add(from, i32.const(bytes)));
      },
    );
  });
}

/**
 * The function that sorts the `n` elements at `a` by keys whose words have `keyBits` bits, stably, with room for as many
 * at `b` and a table of counts; it returns where they are then. One pass for each digit, the least significant first
 * (Knuth, "The Art of Computer Programming" 3, 5.2.5).
 */
export function radixSort(functions: SharedFunctions, elements: Elements, bits: number) {
  const { name, bytes, keyWords } = elements;
  const counting = countDigits(functions, elements, bits);
  const placing = placeDigits(functions, elements, bits);
  const moving = moveByDigit(functions, elements, bits);
  const parameters = { a: "i32", b: "i32", n: "i32", table: "i32", keyBits: "i32" } as const;
  return functions.get(`sort.radix${bits}.${name}`, parameters, "i32", (f, { a, b, n, table, keyBits }) => {
    for (const word of keyWords) {
      const offset = i32.const(word);
      f.for({ from: i32.const(0), to: keyBits, step: bits }, (shift) => {
        const end = f.let(i32.add(a, i32.mul(n, i32.const(bytes))));
        f.call(counting, { from: a, end, table, offset, shift });
        f.if(i32.eqz(call(placing, { tables: table, blocks: i32.const(1), to: b, n })), () => {
          f.call(moving, { from: a, end, table, offset, shift });
          const sorted = f.let(b);
          f.set(b, a);
          f.set(a, sorted);
        });
      });
    }
    return a;
  });
}
