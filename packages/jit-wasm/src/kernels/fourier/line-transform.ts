import {
  call,
  type Expr,
  type FunctionBuilder,
  f64,
  f64x2,
  i32,
  type Local,
  memory,
  type SharedFunctions,
  v128,
} from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { Address } from "../linear-algebra/places.js";
import type { Workspace } from "../workspace.js";
import { BYTES, type Complex, conjugate, product, swapped } from "./complex.js";
import { mixedRadixCost, nextSmooth, radices } from "./factors.js";
import { type Part, pass } from "./passes.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/** The forward transform of a line of complex numbers. */
export interface LineTransform {
  /** Complex numbers in each of both memories that a line is worked on in. */
  readonly room: number;
  /** Roughly how many instructions a line takes. */
  readonly work: number;
  /** Writes what fills the tables, once, before any line. */
  readonly prepare: (context: KernelContext, places: Pick<LinePlaces, "tables">) => void;
  /** Writes the transform of the line at `line`. Returns which of both memories has the result. */
  readonly transform: (context: KernelContext, places: LinePlaces) => Where;
}

/** An address, as a context knows it. */
export type Where = (context: KernelContext) => Address;

/** Where a line is worked on. */
export interface LinePlaces {
  /** Where tables have been laid out. */
  readonly tables: Where;
  readonly line: Where;
  /** The second memory. */
  readonly other: Where;
  /** Whether threads share the line; places must then be known in functions of their own. */
  readonly isShared: boolean;
}

/** The cheaper of both ways to transform a line of `n`: by its factors, or by a convolution of a smooth length. */
export function lineTransform(n: number, workspace: Workspace): LineTransform {
  const smooth = nextSmooth(2 * n - 1);
  return mixedRadixCost(n) <= 3 * mixedRadixCost(smooth) ? mixedRadix(n, workspace) : bluestein(n, smooth, workspace);
}

/** How many pieces of so many numbers are worth a thread. */
const grainOf = (numbers: number): number => Math.ceil(4096 / numbers);

const zero = i32.const(0);

function mixedRadix(n: number, workspace: Workspace): LineTransform {
  const roots = workspace.doubles(2 * n);
  return {
    room: n,
    work: 4 * mixedRadixCost(n),
    prepare: (context, { tables }) => {
      const { f, functions, math } = context;
      f.do(rootsOfUnity(functions, math, n, at(tables(context), roots)));
    },
    transform: (context, { tables, line, other, isShared }) => {
      let [from, to] = [line, other];
      let [groups, stride] = [n, 1];
      for (const radix of radices(n)) {
        groups /= radix;
        const whole = { group: zero, groupEnd: i32.const(groups), first: zero, count: i32.const(stride) };
        const sizes = { radix, groups, stride };
        const [source, target] = [from, to];
        const write = (inner: KernelContext, part: Part) =>
          inner.f.do(pass(inner.functions, sizes, part, source(inner), target(inner), at(tables(inner), roots)));
        if (!isShared) write(context, whole);
        else if (groups >= stride) {
          context.parallel({ count: groups, grain: grainOf(n / groups) }, (inner, group, groupEnd) =>
            write(inner, { ...whole, group, groupEnd }),
          );
        } else {
          context.parallel({ count: stride, grain: grainOf(n / stride) }, (inner, first, end) =>
            write(inner, { ...whole, first, count: i32.sub(end, first) }),
          );
        }
        stride *= radix;
        [from, to] = [to, from];
      }
      return from;
    },
  };
}

/**
 * The transform of any length as a circular convolution of a longer one, which has small factors. With w = e^(−πi/n)
 * and 2jk = j² + k² − (k − j)²,
 *
 *   X[k] = w^k² Σⱼ (x[j] w^j²) w^−(k−j)².
 *
 * Source: L. I. Bluestein, A linear filtering approach to the computation of discrete Fourier transform, IEEE Trans.
 * Audio Electroacoust. 18 (1970).
 *
 * @param length of the convolution, at least 2n − 1
 */
function bluestein(n: number, length: number, workspace: Workspace): LineTransform {
  const convolve = mixedRadix(length, workspace);
  const roots = workspace.doubles(4 * n);
  const chirp = workspace.doubles(2 * n);
  const filter = workspace.doubles(2 * length);
  const second = workspace.doubles(2 * length);
  return {
    room: length,
    work: 2 * convolve.work + 8 * length,
    prepare: (context, places) => {
      const { f, functions, math } = context;
      convolve.prepare(context, places);
      const tables = places.tables(context);
      f.do(rootsOfUnity(functions, math, 2 * n, at(tables, roots)));
      f.do(call(chirpFunction(functions), tablesOf(tables)));
      const [line, other] = [filter, second].map((place) => f.let(at(tables, place)));
      const own = { ...places, line: () => line!, other: () => other!, isShared: false };
      const result = convolve.transform(context, own);
      f.do(call(copyFunction(functions), { n: i32.const(length), from: result(context), to: at(tables, filter) }));
    },
    transform: (context, places) => {
      const { f, functions } = context;
      const [tables, line] = [places.tables(context), places.line(context)];
      const numbers = { n: i32.const(n), length: i32.const(length) };
      f.do(call(chirpedFunction(functions), { ...numbers, line, chirp: at(tables, chirp) }));
      const spectrum = convolve.transform(context, places);
      const filtered = { n: i32.const(length), line: spectrum(context), filter: at(tables, filter) };
      f.do(call(filteredFunction(functions), filtered));
      const other = spectrum === places.line ? places.other : places.line;
      const result = convolve.transform(context, { ...places, line: spectrum, other });
      f.do(call(unchirpedFunction(functions), { n: i32.const(n), line: result(context), chirp: at(tables, chirp) }));
      return result;
    },
  };

  function tablesOf(tables: Address) {
    const places = { roots: at(tables, roots), chirp: at(tables, chirp), filter: at(tables, filter) };
    return { n: i32.const(n), length: i32.const(length), ...places };
  }
}

function at(tables: Address, offset: number): Address {
  return offset === 0 ? tables : i32.add(tables, i32.const(offset));
}

const number = (start: Address, i: Expr<"i32">): Address => i32.add(start, i32.shl(i, i32.const(4)));

/** w^k² for k < n, and the sequence w^−k² for −n < k < n, with the factor of the inverse transform. */
function chirpFunction(functions: SharedFunctions) {
  const parameters = { n: "i32", length: "i32", roots: "i32", chirp: "i32", filter: "i32" } as const;
  return functions.get("fft.chirp", parameters, "none", (f, p) => {
    const square = f.let(i32.const(0));
    const around = f.let(i32.shl(p.n, i32.const(1)));
    const factor = f.let(f64x2.splat(f64.div(f64.const(1), f64.convertI32S(p.length))));
    f.do(clear(p.filter, p.length));
    f.for({ from: i32.const(0), to: p.n }, (k) => {
      const root = f.let(v128.load(number(p.roots, square)));
      f.do(v128.store(number(p.chirp, k), root));
      const value = f.let(f64x2.mul(conjugate(root), factor));
      f.do(v128.store(number(p.filter, k), value));
      f.if(k, () => f.do(v128.store(number(p.filter, i32.sub(p.length, k)), value)));
      // (k + 1)² = k² + 2k + 1; the root repeats after 2n powers.
      f.set(square, i32.remU(i32.add(square, i32.add(i32.shl(k, i32.const(1)), i32.const(1))), around));
    });
  });
}

function clear(from: Address, count: Expr<"i32">): Expr<"none"> {
  return memory.fill(from, i32.const(0), i32.shl(count, i32.const(4)));
}

/** x := x y, number by number, as `finish` leaves it. */
function multiply(
  f: FunctionBuilder,
  n: Expr<"i32">,
  x: Local<"i32">,
  y: Local<"i32">,
  finish: (value: Local<"v128">) => Complex,
): void {
  const [left, right] = [f.let(x), f.let(y)];
  f.for({ from: i32.const(0), to: n }, () => {
    const value = f.let(product(f.let(v128.load(left)), f.let(v128.load(right))));
    f.do(v128.store(left, finish(value)));
    for (const place of [left, right]) f.set(place, i32.add(place, i32.const(BYTES)));
  });
}

function copyFunction(functions: SharedFunctions) {
  return functions.get("fft.copy", { n: "i32", from: "i32", to: "i32" }, "none", (f, p) => {
    f.if(i32.ne(p.from, p.to), () => f.do(memory.copy(p.to, p.from, i32.shl(p.n, i32.const(4)))));
  });
}

/** x := x w^k², and zeros behind. */
function chirpedFunction(functions: SharedFunctions) {
  return functions.get("fft.chirped", { n: "i32", length: "i32", line: "i32", chirp: "i32" }, "none", (f, p) => {
    multiply(f, p.n, p.line, p.chirp, (value) => value);
    f.do(clear(number(p.line, p.n), i32.sub(p.length, p.n)));
  });
}

/** The spectrum times the filter's, with its parts exchanged: the forward transform of that is the inverse one, exchanged. */
function filteredFunction(functions: SharedFunctions) {
  return functions.get("fft.filtered", { n: "i32", line: "i32", filter: "i32" }, "none", (f, p) => {
    multiply(f, p.n, p.line, p.filter, swapped);
  });
}

function unchirpedFunction(functions: SharedFunctions) {
  return functions.get("fft.unchirped", { n: "i32", line: "i32", chirp: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = f.let(swapped(f.let(v128.load(p.line))));
      f.do(v128.store(p.line, product(value, f.let(v128.load(p.chirp)))));
      for (const place of [p.line, p.chirp]) f.set(place, i32.add(place, i32.const(BYTES)));
    });
  });
}
