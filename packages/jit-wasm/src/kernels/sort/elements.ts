import { type Expr, i32, i64 } from "../../assembler/index.js";

type Element = Expr<"i32" | "i64">;

/** What is moved when rows are sorted: unsigned keys, or pairs of a key and a place. */
export interface Elements {
  readonly name: string;
  readonly bytes: 4 | 8;
  load(address: Expr<"i32">): Element;
  store(address: Expr<"i32">, x: Element): Expr<"none">;
  /** Whether the key of `x` is less than that of `y`. */
  before(x: Element, y: Element): Expr<"i32">;
  /** Where in an element the 32-bit words of its key lie, the least significant first, in bytes. */
  readonly keyWords: readonly number[];
}

/** Keys of 32 bits. */
export const words: Elements = {
  name: "words",
  bytes: 4,
  load: (address) => i32.load(address),
  store: (address, x: Expr<"i32">) => i32.store(address, x),
  before: (x: Expr<"i32">, y: Expr<"i32">) => i32.ltU(x, y),
  keyWords: [0],
};

/** Keys of 64 bits. */
export const longs: Elements = {
  name: "longs",
  bytes: 8,
  load: (address) => i64.load(address),
  store: (address, x: Expr<"i64">) => i64.store(address, x),
  before: (x: Expr<"i64">, y: Expr<"i64">) => i64.ltU(x, y),
  keyWords: [0, 4],
};

/** A place in the low 32 bits, and in the high ones the key by which it is sorted. */
export const pairs: Elements = {
  ...longs,
  name: "pairs",
  before: (x: Expr<"i64">, y: Expr<"i64">) => i32.ltU(keyOf(x), keyOf(y)),
  keyWords: [4],
};

function keyOf(pair: Expr<"i64">): Expr<"i32"> {
  return i32.wrapI64(i64.shrU(pair, i64.const(32n)));
}
