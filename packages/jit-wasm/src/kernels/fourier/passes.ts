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
import { multiplyAdd } from "../multiply-add.js";
import { BYTES, type Complex, product, swapped, turned } from "./complex.js";

/** What a pass works on: `stride` interleaved transforms of length `radix` · `groups`. */
export interface Pass {
  readonly radix: number;
  readonly groups: number;
  readonly stride: number;
}

/** Which of the groups, and which of the interleaved transforms of each, a call works on. */
export interface Part {
  readonly group: Expr<"i32">;
  readonly groupEnd: Expr<"i32">;
  readonly first: Expr<"i32">;
  readonly count: Expr<"i32">;
}

const PARAMETERS = {
  groups: "i32",
  stride: "i32",
  from: "i32",
  to: "i32",
  roots: "i32",
  group: "i32",
  groupEnd: "i32",
  first: "i32",
  count: "i32",
} as const;

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
  part: Part,
  from: Address,
  to: Address,
  roots: Address,
): Expr<"none"> {
  const given = { groups: i32.const(groups), stride: i32.const(stride), from, to, roots, ...part };
  const butterfly = butterflies[radix];
  if (butterfly === undefined) return call(oddPass(functions), { ...given, radix: i32.const(radix) });
  return call(fixedPass(functions, radix, butterfly, groups === 1), given);
}

type Butterfly = (f: FunctionBuilder, x: readonly Complex[]) => readonly Complex[];

const { add, sub } = f64x2;

/** The sums x[k] + x[r − k], and the differences times −i, of which the odd radices are made. */
function folded(f: FunctionBuilder, [x0, ...rest]: readonly Complex[]) {
  const half = rest.length / 2;
  const mirrored = (k: number) => rest[rest.length - 1 - k]!;
  const sums = rest.slice(0, half).map((x, k) => f.let(add(x, mirrored(k))));
  const differences = rest.slice(0, half).map((x, k) => f.let(turned(f.let(sub(x, mirrored(k))))));
  return { x0: x0!, sums, differences };
}

/** Results i and r − i of an odd radix r are the cosines of the sums, more or less the sines of the differences. */
const odd =
  (radix: number): Butterfly =>
  (f, x) => {
    const { x0, sums, differences } = folded(f, x);
    const out: Complex[] = [f.let(sums.reduce<Complex>((sum, term) => add(sum, term), x0))];
    for (let i = 1; i <= sums.length; i++) {
      const angle = (k: number) => (2 * Math.PI * ((i * (k + 1)) % radix)) / radix;
      const scaled = (factor: number, term: Complex) => f64x2.mul(f64x2.const(factor, factor), term);
      const real = f.let(sums.reduce<Complex>((sum, term, k) => add(sum, scaled(Math.cos(angle(k)), term)), x0));
      const parts = differences.map((term, k) => scaled(Math.sin(angle(k)), term));
      const other = f.let(parts.reduce((sum, term) => add(sum, term)));
      out[i] = add(real, other);
      out[radix - i] = sub(real, other);
    }
    return out;
  };

const butterflies: Readonly<Record<number, Butterfly>> = {
  2: (_, [a, b]) => [add(a!, b!), sub(a!, b!)],
  3: odd(3),
  4: (f, [a, b, c, d]) => {
    const [ac, ca, bd] = [f.let(add(a!, c!)), f.let(sub(a!, c!)), f.let(add(b!, d!))];
    const db = f.let(turned(f.let(sub(b!, d!))));
    return [add(ac, bd), add(ca, db), sub(ac, bd), sub(ca, db)];
  },
  5: odd(5),
  7: odd(7),
};

/** A root as what numbers, and numbers with their parts exchanged, are multiplied by. */
type Twiddle = readonly [re: Complex, im: Complex];

/** @param isLast where there is one group, of which all roots are 1 */
function fixedPass(functions: SharedFunctions, radix: number, butterfly: Butterfly, isLast: boolean) {
  return functions.get(`fft.pass${radix}${isLast ? "last" : ""}`, PARAMETERS, "none", (f, p) => {
    const step = f.let(bytes(i32.mul(p.groups, p.stride)));
    const row = f.let(bytes(p.stride));
    eachGroup(f, p, radix, (group) => {
      const twiddles = Array.from({ length: radix }, (_, i): Twiddle | undefined => {
        if (i === 0 || isLast) return undefined;
        const root = f.let(v128.load(rootAt(p, i32.mul(i32.mul(group, i32.const(i)), p.stride))));
        const im = v128.xor(f64x2.shuffle(root, root, [1, 1]), f64x2.const(-0, 0));
        return [f.let(f64x2.shuffle(root, root, [0, 0])), f.let(im)];
      });
      f.for({ from: i32.const(0), to: p.count }, () => {
        const x: Complex[] = [];
        const at = f.let(p.from);
        for (let k = 0; k < radix; k++) {
          x.push(f.let(v128.load(at)));
          f.set(at, i32.add(at, step));
        }
        f.set(at, p.to);
        butterfly(f, x).forEach((result, i) => {
          const twiddle = twiddles[i];
          f.do(v128.store(at, twiddle === undefined ? result : rotated(f.let(result), twiddle)));
          f.set(at, i32.add(at, row));
        });
        for (const address of [p.from, p.to]) f.set(address, i32.add(address, i32.const(BYTES)));
      });
    });
  });
}

function rotated(x: Local<"v128">, [re, im]: Twiddle): Complex {
  return multiplyAdd(swapped(x), im, f64x2.mul(x, re));
}

/** Of any radix: each result is a sum over all elements, with the roots taken from the table in turn. */
function oddPass(functions: SharedFunctions) {
  return functions.get("fft.pass", { ...PARAMETERS, radix: "i32" }, "none", (f, p) => {
    const step = f.let(bytes(i32.mul(p.groups, p.stride)));
    const row = f.let(bytes(p.stride));
    const whole = f.let(i32.mul(p.radix, step));
    eachGroup(f, p, p.radix, (group) => {
      f.for({ from: i32.const(0), to: p.count }, () => {
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
    });
  });
}

/** Goes through the groups of a part. The body goes through the interleaved transforms, and its addresses with them. */
function eachGroup(
  f: FunctionBuilder,
  { from, to, stride, group, groupEnd, first, count }: PassLocals,
  radix: number | Local<"i32">,
  body: (group: Local<"i32">) => void,
): void {
  const factor = typeof radix === "number" ? i32.const(radix) : radix;
  const offset = (k: Expr<"i32">) => bytes(i32.add(i32.mul(k, stride), first));
  f.set(from, i32.add(from, offset(group)));
  f.set(to, i32.add(to, offset(i32.mul(group, factor))));
  const rest = f.let(bytes(i32.sub(stride, count)));
  const past = f.let(i32.add(rest, bytes(i32.mul(stride, i32.sub(factor, i32.const(1))))));
  f.for({ from: group, to: groupEnd }, (k) => {
    body(k);
    f.set(from, i32.add(from, rest));
    f.set(to, i32.add(to, past));
  });
}

function bytes(numbers: Expr<"i32">): Expr<"i32"> {
  return i32.shl(numbers, i32.const(4));
}

function rootAt({ roots }: PassLocals, power: Expr<"i32">): Address {
  return i32.add(roots, bytes(power));
}
