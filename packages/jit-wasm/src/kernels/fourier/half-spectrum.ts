import { call, type Expr, f64, f64x2, i32, type Local, type SharedFunctions, v128 } from "../../assembler/index.js";
import type { Address } from "../linear-algebra/places.js";
import { BYTES, type Complex, conjugate, product, swapped, turned } from "./complex.js";
import { bytesOf, load, type Precision, store } from "./lines.js";

/**
 * An even number n = 2m of real ones is transformed as m complex ones, z[j] = x[2j] + i x[2j + 1]. With w = e^(−2πi/n)
 * and Z[m] = Z[0],
 *
 *   X[k] = (Z[k] + Z̄[m − k]) / 2 − i w^k (Z[k] − Z̄[m − k]) / 2,   k ≤ m.
 *
 * Source: Cooley, Lewis and Welch, The fast Fourier transform algorithm: programming considerations in the calculation of
 * sine, cosine and Laplace transforms, J. Sound Vib. 12 (1970).
 *
 * @param roots w^k for k ≤ m
 */
export function spectrumOfReal(
  functions: SharedFunctions,
  precision: Precision,
  m: number,
  from: Address,
  to: Address,
  roots: Address,
): Expr<"none"> {
  const ref = functions.get(`fft.spectrumOfReal.${precision}`, PARAMETERS, "none", (f, p) => {
    const at = (k: Expr<"i32">) => v128.load(i32.add(p.from, i32.mul(i32.remU(k, p.m), i32.const(BYTES))));
    const half = f64x2.const(0.5, 0.5);
    f.for({ from: i32.const(0), to: i32.add(p.m, i32.const(1)) }, (k) => {
      const [here, there] = [f.let(at(k)), f.let(conjugate(at(i32.sub(p.m, k))))];
      const even = f64x2.mul(half, f64x2.add(here, there));
      const odd = f.let(turned(f.let(f64x2.mul(half, f64x2.sub(here, there)))));
      f.do(store(precision, p.to, f64x2.add(even, product(f.let(v128.load(p.roots)), odd))));
      f.set(p.to, i32.add(p.to, i32.const(bytesOf(precision))));
      f.set(p.roots, i32.add(p.roots, i32.const(BYTES)));
    });
  });
  return call(ref, { m: i32.const(m), from, to, roots });
}

/**
 * The way back: 2 Z[k] = X[k] + X̄[m − k] + i w^−k (X[k] − X̄[m − k]) for k < m, as a line to transform backward. Of X[0] and
 * X[m], which are real, imaginary parts are ignored.
 */
export function realOfSpectrum(
  functions: SharedFunctions,
  precision: Precision,
  m: number,
  from: Address,
  to: Address,
  roots: Address,
): Expr<"none"> {
  const ref = functions.get(`fft.realOfSpectrum.${precision}`, PARAMETERS, "none", (f, p) => {
    const at = (k: Expr<"i32">): Local<"v128"> =>
      f.let(load(precision, i32.add(p.from, i32.mul(k, i32.const(bytesOf(precision))))));
    const place = (k: Expr<"i32">): Address => i32.add(p.to, i32.mul(k, i32.const(BYTES)));
    f.for({ from: i32.const(0), to: p.m }, (k) => {
      const [here, there] = [at(k), f.let(conjugate(at(i32.sub(p.m, k))))];
      const root = f.let(conjugate(v128.load(i32.add(p.roots, i32.mul(k, i32.const(BYTES))))));
      const odd = f.let(product(root, f.let(f64x2.sub(here, there))));
      f.do(v128.store(place(k), swapped(f.let(f64x2.add(f64x2.add(here, there), negativeTurned(odd))))));
    });
    const part = (x: Complex) => f.let(f64x2.extractLane(x, 0));
    const [first, last] = [part(at(i32.const(0))), part(at(p.m))];
    // As all of the line, with its parts exchanged.
    f.do(v128.store(p.to, f64x2.replaceLane(f64x2.splat(f64.sub(first, last)), 1, f64.add(first, last))));
  });
  return call(ref, { m: i32.const(m), from, to, roots });
}

const PARAMETERS = { m: "i32", from: "i32", to: "i32", roots: "i32" } as const;

/** i x. */
function negativeTurned(x: Local<"v128">): Complex {
  return v128.xor(swapped(x), f64x2.const(-0, 0));
}
