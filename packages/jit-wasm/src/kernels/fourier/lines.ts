import { call, type Expr, f64, f64x2, i32, type SharedFunctions, v128 } from "../../assembler/index.js";
import type { Address } from "../linear-algebra/places.js";
import { BYTES, conjugate, swapped } from "./complex.js";

/** Which way a transform goes: the backward one is the forward one of numbers with their parts exchanged, before and after. */
export type Direction = "forward" | "backward";

const next = (place: Expr<"i32">, bytes: number): Expr<"i32"> => i32.add(place, i32.const(bytes));

/** Copies `n` complex numbers, `fromStep` and `toStep` numbers apart, into or out of a line of the transform. */
export function copyLine(
  functions: SharedFunctions,
  direction: Direction,
  n: number,
  from: Address,
  fromStep: number,
  to: Address,
  toStep: number,
): Expr<"none"> {
  const parameters = { n: "i32", from: "i32", fromStep: "i32", to: "i32", toStep: "i32" } as const;
  const ref = functions.get(`fft.line.${direction}`, parameters, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = f.let(v128.load(p.from));
      f.do(v128.store(p.to, direction === "forward" ? value : swapped(value)));
      f.set(p.from, i32.add(p.from, p.fromStep));
      f.set(p.to, i32.add(p.to, p.toStep));
    });
  });
  const [fromBytes, toBytes] = [fromStep, toStep].map((step) => i32.const(step * BYTES));
  return call(ref, { n: i32.const(n), from, fromStep: fromBytes!, to, toStep: toBytes! });
}

/** Real numbers as a line of complex ones. */
export function realLine(functions: SharedFunctions, n: number, from: Address, to: Address): Expr<"none"> {
  const ref = functions.get("fft.realLine", { n: "i32", from: "i32", to: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      f.do(v128.store(p.to, f64x2.replaceLane(f64x2.const(0, 0), 0, f64.load(p.from))));
      f.set(p.from, next(p.from, 8));
      f.set(p.to, next(p.to, BYTES));
    });
  });
  return call(ref, { n: i32.const(n), from, to });
}

/** The real parts of a line that has been transformed backward, where they are the imaginary ones. */
export function realParts(functions: SharedFunctions, n: number, from: Address, to: Address): Expr<"none"> {
  const ref = functions.get("fft.realParts", { n: "i32", from: "i32", to: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      f.do(f64.store(p.to, f64.load(p.from, { offset: 8 })));
      f.set(p.from, next(p.from, BYTES));
      f.set(p.to, next(p.to, 8));
    });
  });
  return call(ref, { n: i32.const(n), from, to });
}

/** The whole spectrum of `n` real numbers from its first half, X[n − k] = X̄[k], as a line to transform backward. */
export function wholeSpectrum(functions: SharedFunctions, n: number, from: Address, to: Address): Expr<"none"> {
  const ref = functions.get("fft.wholeSpectrum", { n: "i32", from: "i32", to: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, (k) => {
      const mirrored = f.let(i32.sub(p.n, k));
      const isMirrored = f.let(i32.gtS(k, i32.shrU(p.n, i32.const(1))));
      const load = (place: Expr<"i32">) => v128.load(i32.add(p.from, i32.shl(place, i32.const(4))));
      const value = f.choose(
        isMirrored,
        () => conjugate(load(mirrored)),
        () => load(k),
      );
      f.do(v128.store(p.to, swapped(value)));
      f.set(p.to, next(p.to, BYTES));
    });
  });
  return call(ref, { n: i32.const(n), from, to });
}
