import {
  call,
  type Expr,
  type FunctionBuilder,
  f64x2,
  i32,
  type Local,
  type SharedFunctions,
  select,
  v128,
} from "../../assembler/index.js";
import { multiplyAdd } from "../multiply-add.js";
import type { Field } from "./field.js";
import { type Address, type Index, index } from "./places.js";

/** A matrix by the bytes between its rows, and between the numbers of a row. */
export interface Strided {
  readonly at: Address;
  readonly row: Index;
  readonly step: Index;
}

/** Rows of numbers that lie side by side. */
export interface Rows {
  readonly at: Address;
  readonly row: Index;
}

const TILE = { k: "i32", a: "i32", aRow: "i32", aStep: "i32", b: "i32", bRow: "i32", c: "i32", cRow: "i32" } as const;

type TileLocals = { readonly [N in keyof typeof TILE]: Local<"i32"> };

/** The doubles that a tile has in a row: as many vectors, or half of one. */
type Width = 4 | 2 | 1;

/** The rows of B that are copied so that they lie side by side, and the bytes that they take. */
const PACKED = 64;
export const PACKED_BYTES = PACKED * 32;

export type ProductSizes = readonly [m: Index, n: Index, k: Index];

/**
 * C −= A B for m × k and k × n matrices, in tiles of which the sums stay in registers. C overlaps neither A nor B.
 *
 * @param packed room for `PACKED_BYTES`
 */
export function subtractProduct(
  functions: SharedFunctions,
  field: Field,
  [m, n, k]: ProductSizes,
  a: Strided,
  b: Rows,
  c: Rows,
  packed: Address,
): Expr<"none"> {
  const ref = functions.get(`${field.name}.product`, { m: "i32", n: "i32", packed: "i32", ...TILE }, "none", (f, p) => {
    const { m: height, n: numbers, packed: to, ...given } = p;
    // As many rows of B at a time as fit, and of these strips.
    f.for({ from: i32.const(0), to: given.k, step: PACKED }, (done) => {
      const rest = f.let(i32.sub(given.k, done));
      const depth = f.let(select(i32.ltS(rest, i32.const(PACKED)), rest, i32.const(PACKED)));
      const places = {
        ...given,
        k: depth,
        a: f.let(i32.add(given.a, i32.mul(done, given.aStep))),
        b: f.let(i32.add(given.b, i32.mul(done, given.bRow))),
        c: f.let(given.c),
      };
      const doubles = f.let(i32.mul(numbers, i32.const(field.lanes)));
      const strip = (width: Width) => {
        const { b: from, c: target } = places;
        f.call(packFunction(functions, width), { k: depth, from, row: given.bRow, to });
        const packedRows = { b: to, bRow: i32.const(8 * width) };
        const at = f.let(i32.const(0));
        for (const rows of [4 / field.lanes, 1]) {
          f.while(
            () => i32.geS(i32.sub(height, at), i32.const(rows)),
            () => {
              const a = i32.add(places.a, i32.mul(at, given.aRow));
              const c = i32.add(target, i32.mul(at, given.cRow));
              f.call(tileFunction(functions, field, rows, width), { ...places, ...packedRows, a, c });
              f.set(at, i32.add(at, i32.const(rows)));
            },
          );
        }
        for (const place of [from, target]) f.set(place, i32.add(place, i32.const(8 * width)));
        f.set(doubles, i32.sub(doubles, i32.const(width)));
      };
      f.while(
        () => i32.geS(doubles, i32.const(4)),
        () => strip(4),
      );
      f.if(i32.geS(doubles, i32.const(2)), () => strip(2));
      if (field.lanes === 1) f.if(doubles, () => strip(1));
    });
  });
  const [aRow, aStep, bRow, cRow] = [a.row, a.step, b.row, c.row].map(index) as [Address, Address, Address, Address];
  const places = { a: a.at, aRow, aStep, b: b.at, bRow, c: c.at, cRow };
  return call(ref, { m: index(m), n: index(n), k: index(k), packed, ...places });
}

/** Copies a strip of B, so that its rows follow each other: those of wide matrices may all claim the same cache lines. */
function packFunction(functions: SharedFunctions, width: Width) {
  return functions.get(`doubles.pack${width}`, { k: "i32", from: "i32", row: "i32", to: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.k }, () => {
      for (let offset = 0; offset < 8 * width; offset += 16) store(f, width, p.to, offset, load(width, p.from, offset));
      f.set(p.from, i32.add(p.from, p.row));
      f.set(p.to, i32.add(p.to, i32.const(8 * width)));
    });
  });
}

/** Of complex numbers the sums of real and of imaginary parts times B are apart until the end. */
function tileFunction(functions: SharedFunctions, field: Field, rows: number, width: Width) {
  return functions.get(`${field.name}.tile${rows}x${width}`, TILE, "none", (f, p) => {
    const vectors = Math.ceil(width / 2);
    const offsets = Array.from({ length: vectors }, (_, i) => i * 16);
    const pointers = pointersOf(f, p, rows);
    const sums = pointers.flatMap(() =>
      Array.from({ length: field.lanes }, () => offsets.map(() => f.let(f64x2.const(0, 0)))),
    );
    f.for({ from: i32.const(0), to: p.k }, () => {
      const b = offsets.map((offset) => f.let(load(width, p.b, offset)));
      pointers.forEach((pointer, row) => {
        for (let lane = 0; lane < field.lanes; lane++) {
          const factor = f.let(v128.load64Splat(pointer, { offset: 8 * lane }));
          sums[row * field.lanes + lane]!.forEach((sum, i) => f.set(sum, multiplyAdd(factor, b[i]!, sum)));
        }
        f.set(pointer, i32.add(pointer, p.aStep));
      });
      f.set(p.b, i32.add(p.b, p.bRow));
    });
    pointers.forEach((_, row) => {
      offsets.forEach((offset, i) => {
        const [re, im] = [sums[row * field.lanes]![i]!, sums[row * field.lanes + 1]?.[i]];
        const sum = field.lanes === 1 ? re : f.let(f64x2.add(re, turned(im!)));
        store(f, width, p.c, offset, f64x2.sub(load(width, p.c, offset), sum));
      });
      f.set(p.c, i32.add(p.c, p.cRow));
    });
  });
}

/** Where the rows of A begin. */
function pointersOf(f: FunctionBuilder, { a, aRow }: TileLocals, rows: number): readonly Local<"i32">[] {
  const pointers = [f.let(a)];
  for (let row = 1; row < rows; row++) pointers.push(f.let(i32.add(pointers[row - 1]!, aRow)));
  return pointers;
}

/** i x of a complex number. */
function turned(x: Local<"v128">): Expr<"v128"> {
  return v128.xor(f64x2.shuffle(x, x, [1, 0]), f64x2.const(-0, 0));
}

function load(width: Width, at: Address, offset: number): Expr<"v128"> {
  return width === 1 ? v128.load64Zero(at, { offset }) : v128.load(at, { offset, align: 8 });
}

function store(f: FunctionBuilder, width: Width, at: Address, offset: number, x: Expr<"v128">): void {
  f.do(width === 1 ? v128.store64Lane(at, x, 0, { offset }) : v128.store(at, x, { offset, align: 8 }));
}
