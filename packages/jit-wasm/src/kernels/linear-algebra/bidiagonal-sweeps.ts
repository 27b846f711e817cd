import { type Expr, f64, i32, type Local, type SharedFunctions, select } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { BIDIAGONAL, type BidiagonalLocals, between, RUN, rotateVectors } from "./bidiagonal.js";
import { fieldOf } from "./field.js";
import { Vector } from "./places.js";
import { type Rotation, rotation } from "./rotation.js";

const real = fieldOf("float64");

type RunLocals = { readonly [N in keyof typeof RUN]: Expr<"i32"> };

/** Rotates vectors i and the next of the side from which the first rotations of a sweep come, and those of the other side. */
function rotator(algebra: Algebra, p: BidiagonalLocals & RunLocals) {
  const { f } = algebra;
  const forwards = i32.eq(p.step, i32.const(1));
  const choose = (x: Expr<"i32">, y: Expr<"i32">) => f.let(select(forwards, x, y));
  const near = { start: choose(p.right, p.left), width: choose(p.rightWidth, p.leftWidth) };
  const far = { start: choose(p.left, p.right), width: choose(p.leftWidth, p.rightWidth) };
  return (i: Local<"i32">, next: Local<"i32">, first: Rotation, second: Rotation): void => {
    rotateVectors(algebra, near.start, near.width, i, next, first.c, first.s);
    rotateVectors(algebra, far.start, far.width, i, next, second.c, second.s);
  };
}

/** Goes along a run: `body` gets each row but the last, and the next one. */
function along(algebra: Algebra, p: RunLocals, body: (i: Local<"i32">, next: Local<"i32">) => void): void {
  const { f } = algebra;
  const i = f.let(p.first);
  f.while(
    () => i32.ne(i, p.last),
    () => {
      const next = f.let(i32.add(i, p.step));
      body(i, next);
      f.set(i, next);
    },
  );
}

/** A sweep of implicit QR without a shift. Source: Demmel and Kahan 1990, section 3. */
export function zeroShiftSweep(functions: SharedFunctions) {
  return functions.get("bidiagonalSvd.zeroShift", { ...BIDIAGONAL, ...RUN }, "none", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const [c, farC, farS] = [f.let(f64.const(1)), f.let(f64.const(1)), f.let(f64.const(0))];
    const rotate = rotator(algebra, p);
    along(algebra, p, (i, next) => {
      const near = rotation(f, functions, f64.mul(f64.load(d.at(i)), c), f64.load(e.at(between(i, p.step))));
      f.if(i32.ne(i, p.first), () => {
        algebra.storeDouble(e.at(between(i32.sub(i, p.step), p.step)), f64.mul(farS, near.r));
      });
      const far = rotation(f, functions, f64.mul(farC, near.r), f64.mul(f64.load(d.at(next)), near.s));
      algebra.storeDouble(d.at(i), far.r);
      f.set(c, near.c);
      f.set(farC, far.c);
      f.set(farS, far.s);
      rotate(i, next, near, far);
    });
    const h = f.let(f64.mul(f64.load(d.at(p.last)), c));
    algebra.storeDouble(d.at(p.last), f64.mul(h, farC));
    algebra.storeDouble(e.at(between(i32.sub(p.last, p.step), p.step)), f64.mul(h, farS));
  });
}

/** A sweep of implicit QR with a shift. */
export function shiftedSweep(functions: SharedFunctions) {
  return functions.get("bidiagonalSvd.shifted", { ...BIDIAGONAL, ...RUN, shift: "f64" }, "none", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const top = algebra.double(d.at(p.first));
    const sign = f64.copysign(f64.const(1), top);
    const x = f.let(f64.mul(f64.sub(f64.abs(top), p.shift), f64.add(sign, f64.div(p.shift, top))));
    const y = f.let(f64.load(e.at(between(p.first, p.step))));
    const rotate = rotator(algebra, p);
    along(algebra, p, (i, next) => {
      const beside = f.let(e.at(between(i, p.step)));
      const near = rotation(f, functions, x, y);
      f.if(i32.ne(i, p.first), () => {
        algebra.storeDouble(e.at(between(i32.sub(i, p.step), p.step)), near.r);
      });
      const [di, ei, dn] = [algebra.double(d.at(i)), algebra.double(beside), algebra.double(d.at(next))];
      const turned = f.let(f64.sub(f64.mul(near.c, ei), f64.mul(near.s, di)));
      const after = f.let(f64.mul(dn, near.c));
      const far = rotation(f, functions, f64.add(f64.mul(near.c, di), f64.mul(near.s, ei)), f64.mul(near.s, dn));
      algebra.storeDouble(d.at(i), far.r);
      algebra.storeDouble(beside, turned);
      f.set(x, f64.add(f64.mul(far.c, turned), f64.mul(far.s, after)));
      algebra.storeDouble(d.at(next), f64.sub(f64.mul(far.c, after), f64.mul(far.s, turned)));
      f.if(i32.ne(next, p.last), () => {
        const entry = f.let(e.at(between(next, p.step)));
        const value = algebra.double(entry);
        f.set(y, f64.mul(far.s, value));
        algebra.storeDouble(entry, f64.mul(value, far.c));
      });
      rotate(i, next, near, far);
    });
    algebra.storeDouble(e.at(between(i32.sub(p.last, p.step), p.step)), x);
  });
}
