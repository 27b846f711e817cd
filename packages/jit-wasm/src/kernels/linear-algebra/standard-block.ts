import { type Expr, type FunctionBuilder, f64, i32, type Local, type SharedFunctions } from "../../assembler/index.js";
import type { Double } from "./field.js";
import { hypot } from "./vectors.js";

/** A block of two in standard form, [a b; c d], and the rotation (cs, sn) that it took. */
export interface StandardBlock {
  readonly a: Local<"f64">;
  readonly b: Local<"f64">;
  readonly c: Local<"f64">;
  readonly d: Local<"f64">;
  readonly cs: Local<"f64">;
  readonly sn: Local<"f64">;
}

const EPSILON = Number.EPSILON;
const [zero, half, one] = [f64.const(0), f64.const(0.5), f64.const(1)];

/**
 * The Schur factorisation [a b; c d] := [cs sn; −sn cs] [a b; c d] [cs −sn; sn cs] of a real matrix of two: triangular
 * if its eigenvalues are real, or else with equal elements on the diagonal and b c < 0, so that they are a ± √(b c).
 * Source: Bai and Demmel, On swapping diagonal blocks in real Schur form, Linear Algebra Appl. 186 (1993); LAPACK's
 * `lanv2`.
 */
export function standardBlock(
  f: FunctionBuilder,
  functions: SharedFunctions,
  matrix: readonly [a: Double, b: Double, c: Double, d: Double],
): StandardBlock {
  const [a, b, c, d] = matrix.map((x) => f.let(x)) as [Local<"f64">, Local<"f64">, Local<"f64">, Local<"f64">];
  const [cs, sn] = [f.let(one), f.let(zero)];
  const block = { a, b, c, d, cs, sn };
  f.block((done) => {
    f.brIf(done, f64.eq(c, zero));
    f.if(f64.eq(b, zero), () => {
      const last = f.let(d);
      set(f, block, { a: last, b: f64.neg(c), c: zero, d: a, cs: zero, sn: one });
      f.br(done);
    });
    f.brIf(done, i32.and(f64.eq(a, d), haveOppositeSigns(b, c)));
    const p = f.let(f64.mul(half, f64.sub(a, d)));
    const [bs, cz] = [f.let(f64.abs(b)), f.let(f64.abs(c))];
    const more = f.let(f64.max(bs, cz));
    const less = f.let(f64.mul(f64.min(bs, cz), f64.mul(f64.copysign(one, b), f64.copysign(one, c))));
    const scale = f.let(f64.max(f64.abs(p), more));
    const discriminant = f.let(f64.add(f64.mul(f64.div(p, scale), p), f64.mul(f64.div(more, scale), less)));
    f.if(
      f64.ge(discriminant, f64.const(4 * EPSILON)),
      () => {
        const root = f64.mul(f64.sqrt(scale), f64.sqrt(discriminant));
        const z = f.let(f64.add(p, f64.copysign(root, p)));
        const length = f.let(hypot(functions, c, z));
        set(f, block, {
          a: f64.add(d, z),
          b: f64.sub(b, c),
          c: zero,
          d: f64.sub(d, f64.mul(f64.div(more, z), less)),
          cs: f64.div(z, length),
          sn: f64.div(c, length),
        });
      },
      () => makeDiagonalEqual(f, functions, block, p),
    );
  });
  return block;
}

/** Sets all parts of a block at once. */
function set(f: FunctionBuilder, block: StandardBlock, values: { readonly [N in keyof StandardBlock]: Double }): void {
  const names = ["a", "b", "c", "d", "cs", "sn"] as const;
  const computed = names.map((name) => f.let(values[name]));
  names.forEach((name, i) => f.set(block[name], computed[i]!));
}

/** Of two numbers, whether one is positive and the other negative. */
function haveOppositeSigns(x: Double, y: Double): Expr<"i32"> {
  return f64.lt(f64.mul(f64.copysign(one, x), f64.copysign(one, y)), zero);
}

/** Eigenvalues that are complex, or real and almost equal: first the diagonal is made equal. */
function makeDiagonalEqual(f: FunctionBuilder, functions: SharedFunctions, block: StandardBlock, p: Double): void {
  const { a, b, c, d, cs, sn } = block;
  const sigma = f.let(f64.add(b, c));
  const length = f.let(hypot(functions, sigma, f64.sub(a, d)));
  f.set(cs, f64.sqrt(f64.mul(half, f64.add(one, f64.div(f64.abs(sigma), length)))));
  f.set(sn, f64.neg(f64.mul(f64.div(p, f64.mul(length, cs)), f64.copysign(one, sigma))));
  const turn = (x: Double, y: Double) => f.let(f64.add(f64.mul(x, cs), f64.mul(y, sn)));
  const across = (x: Double, y: Double) => f.let(f64.sub(f64.mul(y, cs), f64.mul(x, sn)));
  const [a1, b1, c1, d1] = [turn(a, b), across(a, b), turn(c, d), across(c, d)];
  const [a2, b2, c2, d2] = [turn(a1, c1), turn(b1, d1), across(a1, c1), across(b1, d1)];
  const mean = f.let(f64.mul(half, f64.add(a2, d2)));
  set(f, block, { ...block, a: mean, b: b2, c: c2, d: mean });
  f.block((done) => {
    f.brIf(done, f64.eq(c2, zero));
    f.if(f64.eq(b2, zero), () => {
      set(f, block, { a: mean, b: f64.neg(c2), c: zero, d: mean, cs: f64.neg(sn), sn: cs });
      f.br(done);
    });
    f.brIf(done, haveOppositeSigns(b2, c2));
    // They are real after all.
    const [rootB, rootC] = [f.let(f64.sqrt(f64.abs(b2))), f.let(f64.sqrt(f64.abs(c2)))];
    const root = f.let(f64.copysign(f64.mul(rootB, rootC), c2));
    const inverse = f.let(f64.div(one, f64.sqrt(f64.abs(f64.add(b2, c2)))));
    const [cs1, sn1] = [f.let(f64.mul(rootB, inverse)), f.let(f64.mul(rootC, inverse))];
    set(f, block, {
      a: f64.add(mean, root),
      b: f64.sub(b2, c2),
      c: zero,
      d: f64.sub(mean, root),
      cs: f64.sub(f64.mul(cs, cs1), f64.mul(sn, sn1)),
      sn: f64.add(f64.mul(cs, sn1), f64.mul(sn, cs1)),
    });
  });
}
