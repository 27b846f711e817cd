import { isComplex, realDtype } from "@hyrax/core";
import { type Expr, i32, i64, type SharedFunctions } from "../../assembler/index.js";
import { bytesOf, loadSplat } from "../../emit/vector-memory.js";
import type { LaneDType } from "../../emit/vector-types.js";
import type { Operand } from "../../rules/kernel-rule.js";
import { bitsDtype, type KeyOrder, keyBits, keysOfBits, keyWord } from "./keys.js";

/** At most 32 bits of the key of an element: keys of 64 bits have two words, and complex numbers the keys of both parts. */
export interface KeyWord {
  readonly operand: Operand;
  /** The real dtype of the part that it belongs to, and where in the element that part lies, in bytes. */
  readonly dtype: LaneDType;
  readonly offset: number;
  /** 0 for the low bits, 1 for the high ones. */
  readonly word: 0 | 1;
  readonly bits: number;
}

/** The words of several keys, the most significant first. */
export function keyWords(keys: readonly Operand[]): readonly KeyWord[] {
  return keys.flatMap((operand) => {
    const dtype = realDtype(operand.aval.dtype) as LaneDType; // The rule has asked.
    const offsets = isComplex(operand.aval.dtype) ? [0, bytesOf(dtype)] : [0];
    const words = bytesOf(dtype) === 8 ? ([1, 0] as const) : ([0] as const);
    const bits = Math.min(32, keyBits(dtype));
    return offsets.flatMap((offset) => words.map((word): KeyWord => ({ operand, dtype, offset, word, bits })));
  });
}

/** Which places a row's pairs have before they are given keys: those from 0 on, or what they hold. */
export type Places = "new" | "held";

const parameters = { row: "i32", step: "i32", pairs: "i32", from: "i32", to: "i32" } as const;

/**
 * The function that writes a word of keys into the pairs numbered `from` to before `to`: of the elements at their places
 * in a row, which are `step` bytes apart.
 */
export function fillPairs(
  functions: SharedFunctions,
  { dtype, offset, word }: KeyWord,
  order: KeyOrder,
  places: Places,
) {
  const name = `sort.fill.${places}.${order}.${dtype}.${word}.${offset}`;
  return functions.get(name, parameters, "none", (f, { row, step, pairs, from, to }) => {
    f.for({ from, to }, (i) => {
      const pair = f.let(i32.add(pairs, i32.shl(i, i32.const(3))));
      const place: Expr<"i32"> = places === "new" ? i : i32.load(pair);
      const address = f.let(i32.add(row, i32.mul(place, step)));
      const [bits] = loadSplat(f, bitsDtype(dtype), address, offset);
      const key = keyWord(keysOfBits(f, dtype, [bits!], order), word);
      if (places === "held") f.do(i32.store(pair, key, { offset: 4 }));
      else f.do(i64.store(pair, i64.or(i64.extendI32U(i), i64.shl(i64.extendI32U(key), i64.const(32n)))));
    });
  });
}
