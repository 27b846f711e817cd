import {
  type ArrayLike,
  complexDtype,
  isComplex,
  mul,
  type Array as NDArray,
  pad,
  scalarArray,
  sizeOf,
} from "@hyrax/core";
import { type FftType, fft } from "@hyrax/core/library";
import { canonicalAxes } from "../axes.js";
import { convertTo } from "../convert.js";
import { inexact } from "../promote.js";
import { moveaxis } from "../shape.js";
import { sliceAxis } from "../slices.js";

/**
 * Where the factor of a transform and its inverse goes, 1/n in all: to the inverse ("backward"), to the forward
 * transform ("forward"), or half to each, by the square root ("ortho").
 */
export type Norm = "backward" | "ortho" | "forward";

/** What one of the functions asks for; sizes and axes as the user gave them. */
export interface Transform {
  readonly type: FftType;
  /** Whether `norm` sees an inverse in it: `hfft` is an IRFFT, and yet forward. */
  readonly inverse: boolean;
  readonly s: readonly number[] | undefined;
  /** All axes, or the last ones for which there are sizes, if undefined. */
  readonly axes: readonly number[] | undefined;
  readonly norm: Norm | undefined;
}

/** The transform of x over some axes, cut or filled with zeros to the sizes asked for. */
export function transform(name: string, x: ArrayLike, { type, inverse, s, axes, norm }: Transform): NDArray {
  const array = ofKind(name, inexact(x, name), type);
  const scale = scaleOf(name, norm);
  checkSizes(name, s, axes);
  const count = (axes ?? s ?? array.shape).length;
  if (count > array.ndim) {
    throw new TypeError(`${name}: transforms ${count} axes, but the array has the shape [${array.shape.join(", ")}]`);
  }
  if (count === 0) return array;
  const last = array.shape.map((_, axis) => axis).slice(-count);
  const from = axes === undefined ? last : canonicalAxes(name, axes, array.ndim);
  const moved = moveaxis(array, from, last);
  const lengths = s ?? lengthsOf(type, moved.shape.slice(-count));
  const [n] = lengths.slice(-1) as [number];
  const sizes = type === "IRFFT" ? [...lengths.slice(0, -1), Math.floor(n / 2) + 1] : lengths;
  const input = sizes.reduce((part, size, i) => resized(part, last[i] as number, size), moved);
  const transformed = fft(input, { fftType: type, fftLengths: lengths });
  const factor = scale(sizeOf(lengths), inverse);
  return moveaxis(factor === 1 ? transformed : mul(transformed, factor), last, from);
}

function ofKind(name: string, x: NDArray, type: FftType): NDArray {
  if (type !== "RFFT") return convertTo(x, complexDtype(x.dtype));
  if (isComplex(x.dtype)) {
    throw new TypeError(
      `${name}: takes real numbers, found ${x.aval}; take np.real of it, or the transform of complex ones`,
    );
  }
  if (x.dtype === "float32" || x.dtype === "float64") return convertTo(x, x.dtype);
  throw new TypeError(`${name}: takes float32 or float64, found ${x.aval}; convert it with astype("float32")`);
}

type Scale = (count: number, inverse: boolean) => number;

/** What a transform is multiplied with, when an inverse one has been divided by the count already. */
const scales: Readonly<Record<Norm, Scale>> = {
  backward: () => 1,
  ortho: (count, inverse) => (inverse ? Math.sqrt(count) : 1 / Math.sqrt(count)),
  forward: (count, inverse) => (inverse ? count : 1 / count),
};

function scaleOf(name: string, norm: Norm = "backward"): Scale {
  if (Object.hasOwn(scales, norm)) return scales[norm];
  throw new TypeError(`${name}: there is no norm ${JSON.stringify(norm)}; norms are "backward", "ortho" and "forward"`);
}

function checkSizes(name: string, s: readonly number[] | undefined, axes: readonly number[] | undefined): void {
  if (s === undefined) return;
  if (!s.every((n) => Number.isInteger(n) && n > 0)) {
    throw new TypeError(`${name}: the sizes of a transform are positive integers, found [${s.join(", ")}]`);
  }
  if (axes !== undefined && s.length !== axes.length) {
    throw new TypeError(`${name}: ${s.length} sizes do not fit ${axes.length} axes; give one for each`);
  }
}

/** The sizes in the time domain where none are given: of half a spectrum, an even last one. */
function lengthsOf(type: FftType, shape: readonly number[]): readonly number[] {
  if (type !== "IRFFT") return shape;
  const [half] = shape.slice(-1) as [number];
  return [...shape.slice(0, -1), Math.max(0, 2 * (half - 1))];
}

/** The array cut at the end of an axis, or filled with zeros there. */
function resized(x: NDArray, axis: number, size: number): NDArray {
  const found = x.shape[axis] as number;
  if (size <= found) return sliceAxis(x, axis, 0, size);
  const paddingConfig = x.shape.map((_, i) => [0, i === axis ? size - found : 0, 0] as const);
  return pad(x, scalarArray(0, x.dtype), { paddingConfig });
}
