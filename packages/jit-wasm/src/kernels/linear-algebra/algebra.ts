import {
  type Expr,
  type FunctionBuilder,
  f64,
  i32,
  type Local,
  memory,
  type SharedFunctions,
  select,
} from "../../assembler/index.js";
import type { Double, Field, Numeral } from "./field.js";
import { type Address, type Index, index, Matrix, minus, times, Vector } from "./places.js";
import { type ProductSizes, type Rows, type Strided, subtractProduct } from "./product.js";
import { Vectors } from "./vectors.js";

/** Work on one matrix that threads share: pieces of about so many multiplications each. */
export interface Sharing {
  readonly count: number;
  readonly work: number;
}

/** Writes shared work; see `Algebra.share`. */
export type Share = (
  sharing: Sharing,
  values: readonly Expr<"i32">[],
  body: (algebra: Algebra, values: readonly Local<"i32">[], piece: Local<"i32">) => void,
) => void;

/** What the algorithm that a kernel runs has beside the functions it calls. */
export interface SharedMemory {
  /** Room for a strip of a matrix; see `PACKED_BYTES`. */
  readonly packed: Address;
  readonly share: Share | undefined;
}

/** What an algorithm on matrices is written with. Real and complex numbers are double precision throughout. */
export class Algebra {
  readonly vectors: Vectors;

  constructor(
    readonly f: FunctionBuilder,
    readonly field: Field,
    readonly functions: SharedFunctions,
    readonly memory?: SharedMemory,
  ) {
    this.vectors = new Vectors(field, functions);
  }

  /**
   * Writes work that threads share where they do not share a batch already. Its body is written in another function: of
   * variables, it knows only the values that are handed to it. Pieces read nothing that others write.
   */
  share: Share = (sharing, values, body) => {
    if (this.memory?.share) return this.memory.share(sharing, values, body);
    const known = values.map((value) => this.f.let(value));
    this.each(0, sharing.count, (piece) => body(this, known, piece));
  };

  /** C −= A B; see `subtractProduct`. */
  subtractProduct(sizes: ProductSizes, a: Strided, b: Rows, c: Rows): void {
    // Functions that are shared among kernels have no memory of their own, and write no products.
    this.f.do(subtractProduct(this.functions, this.field, sizes, a, b, c, this.memory!.packed));
  }

  matrix(start: Address, width: number): Matrix {
    return new Matrix(start, width, this.field.bytes);
  }

  vector(start: Address): Vector {
    return new Vector(start, this.field.bytes);
  }

  doubles(start: Address): Vector {
    return new Vector(start, 8);
  }

  load(at: Address): Numeral {
    return this.f.let(this.field.load(at));
  }

  store(at: Address, x: Numeral): void {
    this.f.do(this.field.store(at, x));
  }

  double(at: Address): Local<"f64"> {
    return this.f.let(f64.load(at));
  }

  storeDouble(at: Address, x: Double): void {
    this.f.do(f64.store(at, x));
  }

  /** |re| + |im|, by which LAPACK compares complex numbers. */
  size(x: Numeral): Double {
    const { field } = this;
    const re = f64.abs(field.re(x));
    return field.lanes === 1 ? re : f64.add(re, f64.abs(field.im(x)));
  }

  isZero(x: Numeral): Expr<"i32"> {
    return f64.eq(this.size(x), f64.const(0));
  }

  product(x: Numeral, y: Numeral): Numeral {
    return this.f.let(this.field.product(x, y));
  }

  quotient(x: Numeral, y: Numeral): Numeral {
    return this.f.let(this.field.quotient(this.f, this.functions, x, y));
  }

  negative(x: Numeral): Numeral {
    return this.f.let(this.field.negative(x));
  }

  conjugate(x: Numeral): Numeral {
    return this.f.let(this.field.conjugate(x));
  }

  /** A number without an imaginary part. */
  real(x: Double): Numeral {
    return this.f.let(this.field.real(x));
  }

  /** Counts from one number up to another. */
  each(from: Index, to: Index, body: (i: Local<"i32">) => void): void {
    this.f.for({ from: index(from), to: index(to) }, body);
  }

  /** Goes through numbers below `count` in blocks of so many: `body` gets where a block starts, and where it ends. */
  blocks(count: number, size: number, body: (start: Local<"i32">, end: Local<"i32">) => void): void {
    const { f } = this;
    f.for({ from: i32.const(0), to: i32.const(count), step: size }, (start) => {
      body(start, this.atMost(i32.add(start, i32.const(size)), count));
    });
  }

  /** The piece of so many columns of those from one up to another, if there is any left: where it starts, and how many. */
  strip(
    piece: Local<"i32">,
    size: number,
    from: Index,
    to: number,
    body: (start: Local<"i32">, count: Local<"i32">) => void,
  ): void {
    const { f } = this;
    const start = f.let(i32.add(index(from), i32.mul(piece, i32.const(size))));
    f.if(i32.ltS(start, i32.const(to)), () => {
      body(start, f.let(i32.sub(this.atMost(i32.add(start, i32.const(size)), to), start)));
    });
  }

  /** The smaller of two numbers. */
  atMost(i: Expr<"i32">, most: number): Local<"i32"> {
    const value = this.f.let(i);
    return this.f.let(select(i32.ltS(value, i32.const(most)), value, i32.const(most)));
  }

  /** Counts down from the number before `count` to 0. */
  descending(count: Index, body: (i: Local<"i32">) => void): void {
    this.each(0, count, (i) => body(this.f.let(index(minus(minus(count, 1), i)))));
  }

  /** Copies numbers that lie side by side. */
  copy(n: Index, from: Address, to: Address): void {
    this.f.do(memory.copy(to, from, index(times(n, this.field.bytes))));
  }

  clear(n: Index, at: Address): void {
    this.f.do(memory.fill(at, i32.const(0), index(times(n, this.field.bytes))));
  }

  /** Fills doubles. */
  fill(n: Index, at: Address, value: number): void {
    const to = this.doubles(at);
    this.each(0, n, (i) => this.storeDouble(to.at(i), f64.const(value)));
  }

  /** The transpose of an m × n matrix, or with `conjugate` its conjugate transpose. */
  transpose(m: number, n: number, from: Address, to: Address, conjugate = false): void {
    const { vectors, field } = this;
    const [rows, columns] = [this.matrix(from, n), this.matrix(to, m)];
    this.each(0, m, (i) => {
      this.f.do(vectors.copyStrided(n, rows.at(i, 0), field.bytes, columns.at(0, i), columns.rowBytes));
    });
    if (conjugate) this.conjugateAll(m * n, to);
  }

  conjugateAll(n: Index, at: Address): void {
    if (this.field.lanes === 1) return;
    const numbers = this.vector(at);
    this.each(0, n, (i) => this.store(numbers.at(i), this.conjugate(this.load(numbers.at(i)))));
  }

  /** The first columns of the identity, of `n` rows. */
  identity(n: number, columns: number, at: Address): void {
    const to = this.matrix(at, columns);
    this.clear(n * columns, at);
    this.each(0, Math.min(n, columns), (i) => this.storeDouble(to.at(i, i), f64.const(1)));
  }
}
