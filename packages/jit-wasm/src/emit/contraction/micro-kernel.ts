import { type Expr, type FunctionRef, i32, type SharedFunctions, v128 } from "../../assembler/index.js";
import type { Ring } from "./ring.js";
import { tiling } from "./tiling.js";

type Scalar = Expr<"i32">;

/** A tile of sums that is held in registers: so many rows by so many vectors. */
export interface Tile {
  readonly rows: number;
  readonly vectors: number;
  /** Iterations of the innermost loop that are written out. */
  readonly unroll: number;
}

/** Twelve sums, two vectors of the right side and an element of the left in every lane: what fits into 16 registers. */
const FUSED: Tile = { rows: 6, vectors: 2, unroll: 2 };
/** Products that are not fused with their sums need registers of their own; engines spill them where more is written out. */
const PLAIN: Tile = { rows: 4, vectors: 2, unroll: 1 };
/** Up to so many rows a smaller tile that leaves fewer rows over is faster. */
const FEW_ROWS = 24;

/** The tile for products, and that for a product of so many rows. */
export function tileFor({ fused }: Ring, rows = Number.POSITIVE_INFINITY): Tile {
  const tile = fused ? FUSED : PLAIN;
  return rows > FEW_ROWS ? tile : { ...tile, rows: tiling(rows, tile.rows).size };
}

const parameters = { a: "i32", b: "i32", c: "i32", depth: "i32", panels: "i32", add: "i32" } as const;

/**
 * A function that multiplies a panel of the left side, `[depth][aStride]`, with panels of the right side,
 * `[panels][depth][columns]`, and writes, or adds, the sums to rows at `c` that are `cRow` bytes apart: the micro-kernel
 * of Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008), section 4, for a row of tiles.
 */
export function tileRow(
  functions: SharedFunctions,
  ring: Ring,
  { rows, vectors, unroll }: Tile,
  aStride: number,
  cRow: number,
): FunctionRef<typeof parameters, "none"> {
  const name = `tiles.${ring.dtype}.${rows}x${vectors}.${cRow}.${ring.sign}`;
  return functions.get(name, parameters, "none", (f, { a, b, c, depth, panels, add }) => {
    const { bytes, multiplyAdd } = ring;
    const [aStep, bStep] = [aStride * bytes, vectors * 16];
    const splat = bytes === 4 ? v128.load32Splat : v128.load64Splat;
    const [from, target] = [f.let(b), f.let(c)];
    const whole = f.let(i32.and(depth, i32.const(-unroll)));
    f.for({ from: i32.const(0), to: panels }, () => {
      const at = f.let(a);
      const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => f.local("v128")));
      for (const sum of sums.flat()) f.set(sum, ring.zero);
      const steps = (end: Scalar, count: number) =>
        f.while(
          () => i32.ltU(at, end),
          () => {
            for (let p = 0; p < count; p++) {
              const right = Array.from({ length: vectors }, (_, v) =>
                f.let(v128.load(from, { offset: p * bStep + v * 16 })),
              );
              sums.forEach((row, r) => {
                const left = f.let(splat(at, { offset: p * aStep + r * bytes }));
                row.forEach((sum, v) => f.set(sum, multiplyAdd(left, right[v]!, sum)));
              });
            }
            f.set(at, i32.add(at, i32.const(count * aStep)));
            f.set(from, i32.add(from, i32.const(count * bStep)));
          },
        );
      steps(f.let(i32.add(a, i32.mul(whole, i32.const(aStep)))), unroll);
      if (unroll > 1) steps(f.let(i32.add(a, i32.mul(depth, i32.const(aStep)))), 1);
      f.if(add, () => {
        sums.forEach((row, r) => {
          row.forEach((sum, v) => f.set(sum, ring.add(sum, v128.load(target, { offset: r * cRow + v * 16 }))));
        });
      });
      sums.forEach((row, r) => {
        row.forEach((sum, v) => f.do(v128.store(target, sum, { offset: r * cRow + v * 16 })));
      });
      f.set(target, i32.add(target, i32.const(bStep)));
    });
  });
}
