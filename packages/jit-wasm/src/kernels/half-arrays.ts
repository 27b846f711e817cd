import { type Expr, i16x8, i32, i32x4, v128 } from "../assembler/index.js";
import { floatToHalf, type HalfDType, halfToFloat } from "../emit/half-precision.js";
import type { KernelContext } from "../emit/kernel-context.js";
import type { Place } from "./move.js";
import { sharedNest } from "./shared-nest.js";

type Scalar = Expr<"i32">;

/** Elements to a piece. */
const PIECE = 1024;

/** Writes floats of 16 bits as float32, for kernels that round once at the end. Up to three more are written behind them. */
export function widenHalves(context: KernelContext, dtype: HalfDType, size: number, to: Place, from: Place): void {
  eachFour(context, size, [4, 2], [to, from], (inner, target, source) => {
    const { f } = inner;
    const halves = f.let(i32x4.extendLowI16x8U(v128.load64Zero(source, { align: 2 })));
    f.do(v128.store(target, halfToFloat(f, dtype, halves), { align: 4 }));
  });
}

/** Writes float32 as floats of 16 bits. Up to three more are written behind them. */
export function narrowHalves(context: KernelContext, dtype: HalfDType, size: number, to: Place, from: Place): void {
  eachFour(context, size, [2, 4], [to, from], (inner, target, source) => {
    const { f } = inner;
    const halves = f.let(floatToHalf(f, dtype, v128.load(source, { align: 4 })));
    const zero = i32x4.const(0, 0, 0, 0);
    f.do(v128.store64Lane(target, i16x8.narrowI32x4U(halves, zero), 0, { align: 2 }));
  });
}

function eachFour(
  context: KernelContext,
  size: number,
  bytes: readonly [number, number],
  places: readonly [Place, Place],
  body: (context: KernelContext, target: Scalar, source: Scalar) => void,
): void {
  const pieces = (shape: readonly number[], first: number, elements: number) =>
    sharedNest(
      context,
      { shape, strides: bytes.map((b) => [PIECE * b]), work: 8 * elements },
      (inner) => places.map((place, i) => i32.add(place(inner), i32.const(first * bytes[i]!))),
      (inner, [target, source]) => {
        const { f } = inner;
        f.for({ from: i32.const(0), to: i32.const(elements), step: 4 }, (i) => {
          const [to, from] = [target!, source!].map((start, side) =>
            f.let(i32.add(start, i32.mul(i, i32.const(bytes[side]!)))),
          );
          body(inner, to!, from!);
        });
      },
    );
  const whole = Math.floor(size / PIECE);
  pieces([whole], 0, PIECE);
  if (size % PIECE > 0) pieces([], whole * PIECE, size % PIECE);
}
