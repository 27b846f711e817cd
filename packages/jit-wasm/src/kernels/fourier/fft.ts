import { type DType, lanes, realDtype, type Shape, sizeOf } from "@hyrax/core";
import type { FftParams } from "@hyrax/core/library";
import type { BufferId } from "@hyrax/jit";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { canConvert, convert } from "../doubles.js";
import { type Address, within } from "../linear-algebra/places.js";
import { Workspace } from "../workspace.js";
import { BYTES } from "./complex.js";
import { lineTransform, type Where } from "./line-transform.js";
import {
  bytesOf,
  type Direction,
  loadLine,
  type Precision,
  precisionOf,
  realLine,
  realParts,
  storeLine,
  wholeSpectrum,
} from "./lines.js";

/** Lines that are worked on at once, at most: each has memory of its own. */
const MOST_THREADS = 64;

/** Where numbers are between two steps. */
interface Place {
  readonly at: (context: KernelContext) => Address;
  readonly precision: Precision;
}

/** Lines along one axis: how each gets to where it is transformed, and from there to where it belongs. */
interface Lines {
  readonly n: number;
  readonly count: number;
  readonly load: (context: KernelContext, from: Place, line: Expr<"i32">, to: Address) => void;
  readonly store: (context: KernelContext, to: Place, line: Expr<"i32">, from: Address, scale: number) => void;
}

/** The Fourier transforms over the last axes, computed in doubles and rounded once. */
export function fft(x: Operand, { fftType, fftLengths }: FftParams, out: Operand): EquationCode | string {
  const [from, to] = [realDtype(x.aval.dtype), realDtype(out.aval.dtype)];
  if (!canConvert(from) || !canConvert(to)) return `Fourier transforms of ${x.aval.dtype} are not compiled`;
  const direction: Direction = fftType === "FFT" || fftType === "RFFT" ? "forward" : "backward";
  const axes = x.aval.shape.map((_, axis) => axis).slice(-fftLengths.length);
  const last = fftLengths.at(-1)!;

  const workspace = new Workspace();
  const transforms = new Map(fftLengths.map((n) => [n, lineTransform(Math.max(n, 1), workspace)]));
  const room = Math.max(...[...transforms.values()].map((transform) => transform.room));
  const most = Math.max(1, ...fftLengths.map((n) => Math.max(x.aval.size, out.aval.size) / Math.max(n, 1)));
  const memories = workspace.doubles(Math.min(MOST_THREADS, Math.ceil(most)) * 4 * room);

  const complexAxes = (shape: Shape, among: readonly number[]) =>
    among.map((axis) => alongAxis(shape, axis, direction));
  // Real numbers are half of the complex ones, so the axis that has them goes first there, and last back.
  const steps: Record<typeof fftType, () => readonly Lines[]> = {
    FFT: () => complexAxes(x.aval.shape, axes),
    IFFT: () => complexAxes(x.aval.shape, axes),
    RFFT: () => [realToComplex(last, out.aval.size), ...complexAxes(out.aval.shape, axes.slice(0, -1))],
    IRFFT: () => [...complexAxes(x.aval.shape, axes.slice(0, -1)), complexToReal(last, out.aval.size)],
  };
  const all = steps[fftType]();
  const isForeign = !isFloat(from);
  const size = Math.max(x.aval.size * lanes(x.aval.dtype), out.aval.size * lanes(out.aval.dtype));
  const doubles = workspace.doubles(all.length > 1 ? size : 0);
  // Complex numbers are floats; what is not are real numbers.
  const foreign = workspace.doubles(isForeign ? x.aval.size : 0);

  return {
    scratch: workspace.bytes,
    work: 20 * x.aval.size + 10,
    emit: (context, scratch) => {
      if (out.aval.size === 0) return;
      const working = (offset: number) => (inner: KernelContext) => within(inner.address(scratch), offset);
      const tables = working(0);
      for (const transform of transforms.values()) transform.prepare(context, { tables });
      const between: Place = { at: working(doubles), precision: "double" };
      const given = isForeign ? { at: working(foreign), precision: "double" as const } : placeOf(x);
      if (isForeign) {
        convert(context, from, "float64", x.aval.size, context.address(x.buffer), given.at(context));
      }
      all.forEach(({ n, count, load, store }, i) => {
        const transform = transforms.get(n)!;
        const grain = Math.max(1, Math.ceil(50_000 / transform.work));
        const isLast = i === all.length - 1;
        const scale = isLast && direction === "backward" ? 1 / sizeOf(fftLengths) : 1;
        const work = (inner: KernelContext, number: Expr<"i32">, line: Where, other: Where) => {
          load(inner, i === 0 ? given : between, number, line(inner));
          const result = transform.transform(inner, { tables, line, other, isShared: count === 1 });
          store(inner, isLast ? placeOf(out) : between, number, result(inner), scale);
        };
        if (count === 1) return work(context, i32.const(0), working(memories), working(memories + room * BYTES));
        context.parallel({ count, grain }, (inner, begin, end) => {
          const own = i32.mul(inner.thread, i32.const(2 * room * BYTES));
          const first = inner.f.let(i32.add(working(memories)(inner), own));
          const second = inner.f.let(i32.add(first, i32.const(room * BYTES)));
          inner.f.for({ from: begin, to: end }, (line) => {
            work(
              inner,
              line,
              () => first,
              () => second,
            );
          });
        });
      });
    },
  };
}

const isFloat = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";

function placeOf({ aval, buffer }: { readonly aval: Operand["aval"]; readonly buffer: BufferId }): Place {
  return { at: (context) => context.address(buffer), precision: precisionOf(aval.dtype) };
}

/** The lines of complex numbers along an axis, which stay where they are. */
function alongAxis(shape: Shape, axis: number, direction: Direction): Lines {
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const start = (context: KernelContext, { at, precision }: Place, line: Expr<"i32">): Address => {
    const outer = i32.divU(line, i32.const(inner));
    const element = i32.add(i32.mul(outer, i32.const(n * inner)), i32.remU(line, i32.const(inner)));
    return context.f.let(i32.add(at(context), i32.mul(element, i32.const(bytesOf(precision)))));
  };
  return {
    n,
    count: sizeOf(shape) / n,
    load: (context, place, line, to) => {
      const { f, functions } = context;
      f.do(loadLine(functions, direction, place.precision, n, start(context, place, line), inner, to));
    },
    store: (context, place, line, from, scale) => {
      const { f, functions } = context;
      f.do(storeLine(functions, direction, place.precision, n, from, start(context, place, line), inner, scale));
    },
  };
}

/** The row of a number, of so many halves of complex numbers. */
function rowAt(context: KernelContext, { at, precision }: Place, line: Expr<"i32">, halves: number): Address {
  return context.f.let(i32.add(at(context), i32.mul(line, i32.const((halves * bytesOf(precision)) / 2))));
}

/** Rows of `n` real numbers to the first halves of their spectra, which have `size` elements in all. */
function realToComplex(n: number, size: number): Lines {
  const half = Math.floor(n / 2) + 1;
  return {
    n,
    count: size / half,
    load: (context, place, line, to) => {
      context.f.do(realLine(context.functions, place.precision, n, rowAt(context, place, line, n), to));
    },
    store: (context, place, line, from, scale) => {
      const to = rowAt(context, place, line, 2 * half);
      context.f.do(storeLine(context.functions, "forward", place.precision, half, from, to, 1, scale));
    },
  };
}

/** The first halves of spectra to rows of `n` real numbers, which have `size` elements in all. */
function complexToReal(n: number, size: number): Lines {
  const half = Math.floor(n / 2) + 1;
  return {
    n,
    count: size / n,
    load: (context, place, line, to) => {
      const from = rowAt(context, place, line, 2 * half);
      context.f.do(wholeSpectrum(context.functions, place.precision, n, from, to));
    },
    store: (context, place, line, from, scale) => {
      const to = rowAt(context, place, line, n);
      context.f.do(realParts(context.functions, place.precision, n, from, to, scale));
    },
  };
}
