import { type Expr, i32 } from "../../assembler/index.js";

/** A whole number: known now, or when the program runs. */
export type Index = number | Expr<"i32">;

/** The address of a number in memory. */
export type Address = Expr<"i32">;

export function index(i: Index): Expr<"i32"> {
  return typeof i === "number" ? i32.const(i) : i;
}

export function plus(i: Index, j: Index): Index {
  if (typeof i === "number" && typeof j === "number") return i + j;
  if (i === 0) return j;
  return j === 0 ? i : i32.add(index(i), index(j));
}

export function minus(i: Index, j: Index): Index {
  if (typeof i === "number" && typeof j === "number") return i - j;
  return j === 0 ? i : i32.sub(index(i), index(j));
}

export function times(i: Index, factor: number): Index {
  if (typeof i === "number") return i * factor;
  return factor === 1 ? i : i32.mul(i, i32.const(factor));
}

/** A place in working memory, so many bytes from its start. */
export function within(workspace: Address, offset: number): Address {
  return index(plus(workspace, offset));
}

/** Numbers side by side in memory, each of so many bytes. */
export class Vector {
  constructor(
    readonly start: Address,
    readonly bytes: number,
  ) {}

  at(i: Index): Address {
    const offset = times(i, this.bytes);
    return offset === 0 ? this.start : i32.add(this.start, index(offset));
  }
}

/** Rows of so many numbers, one after the other in memory. */
export class Matrix {
  constructor(
    readonly start: Address,
    readonly width: number,
    readonly bytes: number,
  ) {}

  at(i: Index, j: Index): Address {
    const offset = times(plus(times(i, this.width), j), this.bytes);
    return offset === 0 ? this.start : i32.add(this.start, index(offset));
  }

  /** The bytes of a row. */
  get rowBytes(): number {
    return this.width * this.bytes;
  }
}
