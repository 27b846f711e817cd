import { type DType, dtypeBytes } from "@hyrax/core";
import {
  type Expr,
  type FunctionBuilder,
  i8x16,
  i16x8,
  i32,
  i32x4,
  i64,
  i64x2,
  type Local,
  v128,
} from "../../assembler/index.js";
import { plus } from "../../emit/loop-nest.js";
import { combineLanes } from "../lane-operations.js";
import { everySecond } from "./slide.js";
import { storePart, sum } from "./vector-run.js";

type Scalar = Expr<"i32">;
type Vector = Expr<"v128">;

/** A place in a window: bytes along all axes but the last one that slides, and along that. */
export interface TapOffset {
  readonly outer: Scalar;
  readonly last: number;
}

/** Windows side by side, one to a lane. Of the lanes, so many bytes are theirs. */
export interface Lanes {
  readonly bytes: number;
  /** The elements at a place in the windows. */
  readonly load: (array: Scalar, tap: TapOffset) => Vector;
  /** Adds to the elements at a place in the windows. */
  readonly add: (array: Scalar, tap: TapOffset, terms: Local<"v128">) => void;
}

/** Lanes of which the elements follow each other. */
export function dense(f: FunctionBuilder, dtype: DType, bytes: number): Lanes {
  const load: Lanes["load"] = (array, { outer, last }) => v128.load(sum(array, shifted(outer, last)), { align: 1 });
  return {
    bytes,
    load,
    add(array, tap, terms) {
      const before = f.let(load(array, tap));
      storePart(
        f,
        f.let(sum(array, shifted(tap.outer, tap.last))),
        combineLanes(f, dtype, "add", before, terms),
        bytes,
      );
    },
  };
}

/** Lanes of which every second element is theirs. */
export function halved(f: FunctionBuilder, dtype: DType): Lanes {
  const bytes = dtypeBytes(dtype);
  return {
    bytes: 16,
    load: (array, { outer, last }) => everySecond(f, f.let(sum(array, outer)), last / bytes, bytes),
    add(array, { outer, last }, terms) {
      const at = f.let(sum(array, outer));
      const isOdd = (last / bytes) % 2;
      [0, 16].forEach((half) => {
        const access = { offset: last - isOdd * bytes + half, align: 1 };
        // Zeros go to the elements in between.
        const order = Array.from({ length: 16 }, (_, i) => {
          const element = Math.floor(i / bytes);
          return element % 2 === isOdd ? half / 2 + Math.floor(element / 2) * bytes + (i % bytes) : 16;
        });
        const spread = f.let(i8x16.shuffle(terms, i32x4.const(0, 0, 0, 0), order));
        const before = f.let(v128.load(at, access));
        f.do(v128.store(at, combineLanes(f, dtype, "add", before, spread), access));
      });
    },
  };
}

/** An offset a constant number of bytes further on. */
export function shifted(offset: Scalar, bytes: number): Scalar {
  return offset.kind === "number" ? i32.const(offset.value + bytes) : plus(offset, bytes);
}

/** A number in lanes of so many bytes. */
export function splatCount(count: Scalar, bytes: number): Vector {
  switch (bytes) {
    case 1:
      return i8x16.splat(count);
    case 2:
      return i16x8.splat(count);
    case 4:
      return i32x4.splat(count);
    default:
      return i64x2.splat(i64.extendI32U(count));
  }
}

/** Lanes of all ones where two counts are the same. */
export function equalCounts(x: Vector, y: Vector, bytes: number): Vector {
  return ({ 1: i8x16, 2: i16x8, 4: i32x4, 8: i64x2 } as Record<number, { eq: typeof i8x16.eq }>)[bytes]!.eq(x, y);
}
