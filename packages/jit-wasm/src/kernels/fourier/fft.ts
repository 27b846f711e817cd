import { lanes, realDtype, type Shape, sizeOf } from "@hyrax/core";
import type { FftParams } from "@hyrax/core/library";
import { type Expr, f64, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { canConvert, convert } from "../doubles.js";
import { type Address, within } from "../linear-algebra/places.js";
import { scaleDoubles } from "../linear-algebra/vectors.js";
import { Workspace } from "../workspace.js";
import { BYTES } from "./complex.js";
import { lineTransform } from "./line-transform.js";
import { copyLine, type Direction, realLine, realParts, wholeSpectrum } from "./lines.js";

/** Lines that are worked on at once, at most: each has memory of its own. */
const MOST_THREADS = 64;

/** How the line of a number gets to where it is transformed, and from there to where it belongs. */
interface Moves {
  readonly load: (context: KernelContext, base: Address, line: Expr<"i32">, to: Address) => void;
  readonly store: (context: KernelContext, base: Address, line: Expr<"i32">, from: Address) => void;
}

/** Lines along one axis. */
interface Lines extends Moves {
  readonly n: number;
  readonly count: number;
}

/** The Fourier transforms over the last axes, computed in doubles and rounded once. */
export function fft(x: Operand, { fftType, fftLengths }: FftParams, out: Operand): EquationCode | string {
  const [from, to] = [realDtype(x.aval.dtype), realDtype(out.aval.dtype)];
  if (!canConvert(from) || !canConvert(to)) return `Fourier transforms of ${x.aval.dtype} are not compiled`;
  const direction: Direction = fftType === "FFT" || fftType === "RFFT" ? "forward" : "backward";
  const axes = x.aval.shape.map((_, axis) => axis).slice(-fftLengths.length);
  const last = fftLengths.at(-1)!;
  const [inDoubles, outDoubles] = [x, out].map(({ aval }) => aval.size * lanes(aval.dtype)) as [number, number];

  const workspace = new Workspace();
  const transforms = new Map(fftLengths.map((n) => [n, lineTransform(Math.max(n, 1), workspace)]));
  const room = Math.max(...[...transforms.values()].map((transform) => transform.room));
  const given = workspace.doubles(inDoubles);
  const isReal = fftType === "RFFT" || fftType === "IRFFT";
  const result = isReal ? workspace.doubles(outDoubles) : given;
  const most = Math.max(1, ...fftLengths.map((n) => Math.max(x.aval.size, out.aval.size) / Math.max(n, 1)));
  const memories = workspace.doubles(Math.min(MOST_THREADS, Math.ceil(most)) * 4 * room);

  const complexAxes = (shape: Shape, place: number) =>
    (isReal ? axes.slice(0, -1) : axes).map((axis) => alongAxis(shape, axis, place, direction));
  // Real numbers are half of the complex ones, so the axis that has them goes first there, and last back.
  const steps: Record<typeof fftType, () => readonly Lines[]> = {
    FFT: () => complexAxes(x.aval.shape, given),
    IFFT: () => complexAxes(x.aval.shape, given),
    RFFT: () => [realToComplex(last, out.aval.size, given, result), ...complexAxes(out.aval.shape, result)],
    IRFFT: () => [...complexAxes(x.aval.shape, given), complexToReal(last, out.aval.size, given, result)],
  };

  return {
    scratch: workspace.bytes,
    work: 10 * inDoubles + 10,
    emit: (context, scratch) => {
      if (out.aval.size === 0) return;
      const { f, functions } = context;
      const start = f.let(context.address(scratch));
      for (const transform of transforms.values()) transform.prepare(context, start, f.let(within(start, memories)));
      convert(context, from, "float64", inDoubles, context.address(x.buffer), within(start, given));
      for (const { n, count, load, store } of steps[fftType]()) {
        const transform = transforms.get(n)!;
        const grain = Math.max(1, Math.ceil(50_000 / transform.work));
        context.parallel({ count, grain }, (inner, begin, end) => {
          const base = inner.f.let(inner.address(scratch));
          const own = i32.mul(inner.thread, i32.const(2 * room * BYTES));
          const first = inner.f.let(i32.add(within(base, memories), own));
          const second = inner.f.let(i32.add(first, i32.const(room * BYTES)));
          inner.f.for({ from: begin, to: end }, (line) => {
            load(inner, base, line, first);
            store(inner, base, line, transform.transform(inner, base, first, second));
          });
        });
      }
      if (direction === "backward") {
        f.do(scaleDoubles(functions, outDoubles, within(start, result), f64.const(1 / sizeOf(fftLengths))));
      }
      convert(context, "float64", to, outDoubles, within(start, result), context.address(out.buffer));
    },
  };
}

/** The lines of complex numbers along an axis, which stay where they are. */
function alongAxis(shape: Shape, axis: number, place: number, direction: Direction): Lines {
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const start = ({ f }: KernelContext, base: Address, line: Expr<"i32">): Address => {
    const outer = i32.divU(line, i32.const(inner));
    const element = i32.add(i32.mul(outer, i32.const(n * inner)), i32.remU(line, i32.const(inner)));
    return f.let(i32.add(within(base, place), i32.shl(element, i32.const(4))));
  };
  return {
    n,
    count: sizeOf(shape) / n,
    load: (context, base, line, to) => {
      context.f.do(copyLine(context.functions, direction, n, start(context, base, line), inner, to, 1));
    },
    store: (context, base, line, from) => {
      context.f.do(copyLine(context.functions, direction, n, from, 1, start(context, base, line), inner));
    },
  };
}

/** The row of a number, of so many bytes. */
function rowAt({ f }: KernelContext, base: Address, place: number, line: Expr<"i32">, bytes: number): Address {
  return f.let(i32.add(within(base, place), i32.mul(line, i32.const(bytes))));
}

/** Rows of `n` real numbers to the first halves of their spectra, which have `size` elements in all. */
function realToComplex(n: number, size: number, from: number, to: number): Lines {
  const half = Math.floor(n / 2) + 1;
  return {
    n,
    count: size / half,
    load: (context, base, line, target) => {
      context.f.do(realLine(context.functions, n, rowAt(context, base, from, line, n * 8), target));
    },
    store: (context, base, line, source) => {
      const target = rowAt(context, base, to, line, half * BYTES);
      context.f.do(copyLine(context.functions, "forward", half, source, 1, target, 1));
    },
  };
}

/** The first halves of spectra to rows of `n` real numbers, which have `size` elements in all. */
function complexToReal(n: number, size: number, from: number, to: number): Lines {
  const half = Math.floor(n / 2) + 1;
  return {
    n,
    count: size / n,
    load: (context, base, line, target) => {
      context.f.do(wholeSpectrum(context.functions, n, rowAt(context, base, from, line, half * BYTES), target));
    },
    store: (context, base, line, source) => {
      context.f.do(realParts(context.functions, n, source, rowAt(context, base, to, line, n * 8)));
    },
  };
}
