import { type DType, lanes, realDtype, type Shape, sizeOf } from "@hyrax/core";
import type { FftParams } from "@hyrax/core/library";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { canConvert, convert } from "../doubles.js";
import { within } from "../linear-algebra/places.js";
import { Workspace } from "../workspace.js";
import { alongAxis, complexToReal, type Lines, type Place, placeOf, realToComplex } from "./axis-lines.js";
import { BYTES } from "./complex.js";
import { lineTransform, type Where } from "./line-transform.js";
import type { Direction } from "./lines.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/** Lines that are worked on at once, at most: each has memory of its own. */
const MOST_THREADS = 64;

/** The length from which on threads share a line that is alone. */
const LONG = 8192;

/** The Fourier transforms over the last axes, computed in doubles and rounded once. */
export function fft(x: Operand, { fftType, fftLengths }: FftParams, out: Operand): EquationCode | string {
  const [from, to] = [realDtype(x.aval.dtype), realDtype(out.aval.dtype)];
  if (!canConvert(from) || !canConvert(to)) return `Fourier transforms of ${x.aval.dtype} are not compiled`;
  const direction: Direction = fftType === "FFT" || fftType === "RFFT" ? "forward" : "backward";
  const axes = x.aval.shape.map((_, axis) => axis).slice(-fftLengths.length);
  const last = fftLengths.at(-1)!;

  const complexAxes = (shape: Shape, among: readonly number[]) =>
    among.map((axis) => alongAxis(shape, axis, direction));
  // Real numbers are half of the complex ones, so the axis that has them goes first there, and last back.
  const steps: Record<typeof fftType, () => readonly Lines[]> = {
    FFT: () => complexAxes(x.aval.shape, axes),
    IFFT: () => complexAxes(x.aval.shape, axes),
    RFFT: () => [realToComplex(last, out.aval.size), ...complexAxes(out.aval.shape, axes.slice(0, -1))],
    IRFFT: () => [...complexAxes(x.aval.shape, axes.slice(0, -1)), complexToReal(last, out.aval.size)],
  };
  const all = out.aval.size === 0 ? [] : steps[fftType]();

  const workspace = new Workspace();
  const transforms = new Map(all.map(({ n }) => [n, lineTransform(n, workspace)]));
  const room = Math.max(0, ...[...transforms.values()].map((transform) => transform.room));
  const most = Math.max(0, ...all.map(({ count }) => count));
  const memories = workspace.doubles(Math.min(MOST_THREADS, most) * 4 * room);
  const rootsOf = all.find((lines) => lines.rootsOf !== undefined)?.rootsOf ?? 0;
  const roots = workspace.doubles(rootsOf + 2);
  const isForeign = !isFloat(from);
  const size = Math.max(x.aval.size * lanes(x.aval.dtype), out.aval.size * lanes(out.aval.dtype));
  const doubles = workspace.doubles(all.length > 1 ? size : 0);
  // Complex numbers are floats; what is not are real numbers.
  const foreign = workspace.doubles(isForeign ? x.aval.size : 0);

  return {
    scratch: workspace.bytes,
    work: 20 * x.aval.size + 10,
    emit: (context, scratch) => {
      if (all.length === 0) return;
      const working = (offset: number) => (inner: KernelContext) => within(inner.address(scratch), offset);
      const tables = working(0);
      for (const transform of transforms.values()) transform.prepare(context, { tables });
      if (rootsOf > 0) {
        const { f, functions, math } = context;
        f.do(rootsOfUnity(functions, math, rootsOf, working(roots)(context), rootsOf / 2 + 1));
      }
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
        const isLong = count === 1 && n >= LONG;
        const work = (inner: KernelContext, number: Expr<"i32">, line: Where, other: Where) => {
          load(inner, i === 0 ? given : between, number, line(inner), working(roots));
          const result = transform.transform(inner, { tables, line, other, isShared: isLong });
          store(inner, isLast ? placeOf(out) : between, number, result(inner), { scale, roots: working(roots) });
        };
        if (isLong) return work(context, i32.const(0), working(memories), working(memories + room * BYTES));
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
