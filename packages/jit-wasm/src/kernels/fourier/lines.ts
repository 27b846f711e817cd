import type { DType } from "@hyrax/core";
import { call, type Expr, f32, f32x4, f64, f64x2, i32, type SharedFunctions, v128 } from "../../assembler/index.js";
import type { Address } from "../linear-algebra/places.js";
import { BYTES, type Complex, conjugate, swapped } from "./complex.js";

/** Which way a transform goes: the backward one is the forward one of numbers with their parts exchanged, before and after. */
export type Direction = "forward" | "backward";

/** How a number is held outside of a line: in single precision, or in double precision. */
export type Precision = "single" | "double";

export function precisionOf(dtype: DType): Precision {
  return dtype === "float32" || dtype === "complex64" ? "single" : "double";
}

/** The bytes of a complex number outside of a line. */
export const bytesOf = (precision: Precision): 8 | 16 => (precision === "single" ? 8 : BYTES);

export const load = (precision: Precision, at: Address): Complex =>
  precision === "single" ? f64x2.promoteLowF32x4(v128.load64Zero(at, { align: 4 })) : v128.load(at);

export const store = (precision: Precision, at: Address, x: Complex): Expr<"none"> =>
  precision === "single" ? v128.store64Lane(at, f32x4.demoteF64x2Zero(x), 0, { align: 4 }) : v128.store(at, x);

const next = (place: Expr<"i32">, bytes: number | Expr<"i32">): Expr<"i32"> =>
  i32.add(place, typeof bytes === "number" ? i32.const(bytes) : bytes);

/** Copies `n` complex numbers that are so many numbers apart to a line that is to be transformed. */
export function loadLine(
  functions: SharedFunctions,
  direction: Direction,
  precision: Precision,
  n: number,
  from: Address,
  step: number,
  to: Address,
): Expr<"none"> {
  const parameters = { n: "i32", from: "i32", step: "i32", to: "i32" } as const;
  const ref = functions.get(`fft.load.${direction}.${precision}`, parameters, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = f.let(load(precision, p.from));
      f.do(v128.store(p.to, direction === "forward" ? value : swapped(value)));
      f.set(p.from, next(p.from, p.step));
      f.set(p.to, next(p.to, BYTES));
    });
  });
  return call(ref, { n: i32.const(n), from, step: i32.const(step * bytesOf(precision)), to });
}

/** Copies a line that has been transformed, times `scale`, to where its numbers are so many numbers apart. */
export function storeLine(
  functions: SharedFunctions,
  direction: Direction,
  precision: Precision,
  n: number,
  from: Address,
  to: Address,
  step: number,
  scale: number,
): Expr<"none"> {
  const parameters = { n: "i32", from: "i32", to: "i32", step: "i32", scale: "f64" } as const;
  const ref = functions.get(`fft.store.${direction}.${precision}`, parameters, "none", (f, p) => {
    const factor = f.let(f64x2.splat(p.scale));
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = f.let(v128.load(p.from));
      f.do(store(precision, p.to, direction === "forward" ? value : f64x2.mul(swapped(value), factor)));
      f.set(p.from, next(p.from, BYTES));
      f.set(p.to, next(p.to, p.step));
    });
  });
  return call(ref, { n: i32.const(n), from, to, step: i32.const(step * bytesOf(precision)), scale: f64.const(scale) });
}

/** Real numbers as a line of complex ones. */
export function realLine(
  functions: SharedFunctions,
  precision: Precision,
  n: number,
  from: Address,
  to: Address,
): Expr<"none"> {
  const ref = functions.get(`fft.realLine.${precision}`, { n: "i32", from: "i32", to: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = precision === "single" ? f64.promoteF32(f32.load(p.from)) : f64.load(p.from);
      f.do(v128.store(p.to, f64x2.replaceLane(f64x2.const(0, 0), 0, value)));
      f.set(p.from, next(p.from, bytesOf(precision) / 2));
      f.set(p.to, next(p.to, BYTES));
    });
  });
  return call(ref, { n: i32.const(n), from, to });
}

/** The real parts of a line that has been transformed backward, where they are the imaginary ones, times `scale`. */
export function realParts(
  functions: SharedFunctions,
  precision: Precision,
  n: number,
  from: Address,
  to: Address,
  scale: number,
): Expr<"none"> {
  const parameters = { n: "i32", from: "i32", to: "i32", scale: "f64" } as const;
  const ref = functions.get(`fft.realParts.${precision}`, parameters, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = f64.mul(p.scale, f64.load(p.from, { offset: 8 }));
      f.do(precision === "single" ? f32.store(p.to, f32.demoteF64(value)) : f64.store(p.to, value));
      f.set(p.from, next(p.from, BYTES));
      f.set(p.to, next(p.to, bytesOf(precision) / 2));
    });
  });
  return call(ref, { n: i32.const(n), from, to, scale: f64.const(scale) });
}

/** The whole spectrum of `n` real numbers from its first half, X[n − k] = X̄[k], as a line to transform backward. */
export function wholeSpectrum(
  functions: SharedFunctions,
  precision: Precision,
  n: number,
  from: Address,
  to: Address,
): Expr<"none"> {
  const ref = functions.get(`fft.wholeSpectrum.${precision}`, { n: "i32", from: "i32", to: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, (k) => {
      const isMirrored = f.let(i32.gtS(k, i32.shrU(p.n, i32.const(1))));
      const number = (place: Expr<"i32">) =>
        load(precision, next(p.from, i32.mul(place, i32.const(bytesOf(precision)))));
      const value = f.choose(
        isMirrored,
        () => conjugate(number(i32.sub(p.n, k))),
        () => number(k),
      );
      f.do(v128.store(p.to, swapped(value)));
      f.set(p.to, next(p.to, BYTES));
    });
  });
  return call(ref, { n: i32.const(n), from, to });
}
