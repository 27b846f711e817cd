import {
  call,
  type Expr,
  type FunctionBuilder,
  f64x2,
  i32,
  type Local,
  type SharedFunctions,
  v128,
} from "../../assembler/index.js";
import type { Address } from "../linear-algebra/places.js";
import { BYTES, type Complex, product, turned } from "./complex.js";

/** What a pass works on: `stride` interleaved transforms of length `radix` · `groups`. */
export interface Pass {
  readonly radix: number;
  readonly groups: number;
  readonly stride: number;
}

const PARAMETERS = { groups: "i32", stride: "i32", from: "i32", to: "i32", roots: "i32" } as const;

type PassLocals = { readonly [N in keyof typeof PARAMETERS]: Local<"i32"> };

/**
 * A pass of the mixed-radix transform that puts its results in order as it goes, from one memory to another:
 *
 *   y[q + s(rp + i)] = w^(pis) Σₖ x[q + s(p + km)] w_r^(ik),   p < m, q < s, i < r,
 *
 * with w = e^(−2πi/n), n = rms. Source: the Stockham transform; Van Loan, Computational Frameworks for the Fast Fourier
 * Transform, 1.7.
 *
 * @param roots the powers of w
 */
export function pass(
  functions: SharedFunctions,
  { radix, groups, stride }: Pass,
  from: Address,
  to: Address,
  roots: Address,
): Expr<"none"> {
  const given = { groups: i32.const(groups), stride: i32.const(stride), from, to, roots };
  switch (radix) {
    case 2:
      return call(fixedPass(functions, 2, radix2), given);
    case 4:
      return call(fixedPass(functions, 4, radix4), given);
    default:
      return call(oddPass(functions), { ...given, radix: i32.const(radix) });
  }
}

type Butterfly = (f: FunctionBuilder, x: readonly Complex[]) => readonly Complex[];

const radix2: Butterfly = (_, [a, b]) => [f64x2.add(a!, b!), f64x2.sub(a!, b!)];

const radix4: Butterfly = (f, [a, b, c, d]) => {
  const [ac, ca, bd] = [f.let(f64x2.add(a!, c!)), f.let(f64x2.sub(a!, c!)), f.let(f64x2.add(b!, d!))];
  const db = f.let(turned(f.let(f64x2.sub(b!, d!))));
  return [f64x2.add(ac, bd), f64x2.add(ca, db), f64x2.sub(ac, bd), f64x2.sub(ca, db)];
};

function fixedPass(functions: SharedFunctions, radix: number, butterfly: Butterfly) {
  return functions.get(`fft.pass${radix}`, PARAMETERS, "none", (f, p) => {
    const step = f.let(bytes(i32.mul(p.groups, p.stride)));
    const row = f.let(bytes(p.stride));
    eachGroup(f, p, (group) => {
      const twiddles = [...new Array(radix).keys()].map((i) =>
        i === 0 ? undefined : f.let(v128.load(rootAt(p, i32.mul(i32.mul(group, i32.const(i)), p.stride)))),
      );
      f.for({ from: i32.const(0), to: p.stride }, () => {
        const x: Complex[] = [];
        const at = f.let(p.from);
        for (let k = 0; k < radix; k++) {
          x.push(f.let(v128.load(at)));
          f.set(at, i32.add(at, step));
        }
        f.set(at, p.to);
        butterfly(f, x).forEach((sum, i) => {
          const twiddle = twiddles[i];
          f.do(v128.store(at, twiddle === undefined ? sum : product(f.let(sum), twiddle)));
          f.set(at, i32.add(at, row));
        });
        for (const address of [p.from, p.to]) f.set(address, i32.add(address, i32.const(BYTES)));
      });
      f.set(p.to, i32.add(p.to, i32.mul(row, i32.const(radix - 1))));
    });
  });
}

/** Of any radix: each result is a sum over all elements, with the roots taken from the table in turn. */
function oddPass(functions: SharedFunctions) {
  return functions.get("fft.pass", { ...PARAMETERS, radix: "i32" }, "none", (f, p) => {
    const step = f.let(bytes(i32.mul(p.groups, p.stride)));
    const row = f.let(bytes(p.stride));
    const whole = f.let(i32.mul(p.radix, step));
    eachGroup(f, p, (group) => {
      f.for({ from: i32.const(0), to: p.stride }, () => {
        const to = f.let(p.to);
        const twiddle = f.let(i32.const(0));
        const turn = f.let(i32.const(0));
        f.for({ from: i32.const(0), to: p.radix }, () => {
          const sum = f.let(f64x2.const(0, 0));
          const at = f.let(p.from);
          const angle = f.let(i32.const(0));
          f.for({ from: i32.const(0), to: p.radix }, () => {
            const root = f.let(v128.load(i32.add(p.roots, angle)));
            f.set(sum, f64x2.add(sum, product(f.let(v128.load(at)), root)));
            f.set(at, i32.add(at, step));
            f.set(angle, i32.add(angle, turn));
            f.if(i32.geU(angle, whole), () => f.set(angle, i32.sub(angle, whole)));
          });
          f.do(v128.store(to, product(sum, f.let(v128.load(rootAt(p, twiddle))))));
          f.set(to, i32.add(to, row));
          f.set(twiddle, i32.add(twiddle, i32.mul(group, p.stride)));
          f.set(turn, i32.add(turn, step));
        });
        for (const address of [p.from, p.to]) f.set(address, i32.add(address, i32.const(BYTES)));
      });
      f.set(p.to, i32.add(p.to, i32.mul(row, i32.sub(p.radix, i32.const(1)))));
    });
  });
}

/** Goes through the groups; elements of `from` follow each other from one to the next. */
function eachGroup(f: FunctionBuilder, { groups }: PassLocals, body: (group: Local<"i32">) => void): void {
  f.for({ from: i32.const(0), to: groups }, body);
}

function bytes(numbers: Expr<"i32">): Expr<"i32"> {
  return i32.shl(numbers, i32.const(4));
}

function rootAt({ roots }: PassLocals, power: Expr<"i32">): Address {
  return i32.add(roots, bytes(power));
}
