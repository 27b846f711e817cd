import type { Shape } from "@hyrax/core";
import type { WindowParams } from "@hyrax/core/library";

/** How windows slide along an axis. */
export interface WindowAxis {
  /** The sizes of the axis, of the window, and of the axis of windows. */
  readonly size: number;
  readonly window: number;
  readonly count: number;
  readonly stride: number;
  /** Places before the first element; negative ones cut. */
  readonly low: number;
  readonly baseDilation: number;
  readonly windowDilation: number;
}

/** An axis along which nothing slides. */
export function wholeAxis(size: number): WindowAxis {
  return { size, window: 1, count: size, stride: 1, low: 0, baseDilation: 1, windowDilation: 1 };
}

/** Whether every element is a window of its own along an axis. */
export function isWhole({ size, window, count, stride, low, baseDilation }: WindowAxis): boolean {
  return (
    window === 1 && (stride === 1 || count === 1) && low === 0 && (baseDilation === 1 || size === 1) && count === size
  );
}

/** The places along an axis, padding and holes included, that windows see. */
export function rowLength({ window, count, stride, windowDilation }: WindowAxis): number {
  return (count - 1) * stride + (window - 1) * windowDilation + 1;
}

/** Whether some window reaches beyond the elements, or between them. */
export function reachesOut(axis: WindowAxis): boolean {
  return axis.low > 0 || axis.baseDilation > 1 || rowLength(axis) - axis.low > axis.size;
}

/** The axes of an array as windows slide along them; neighbours along which nothing slides are one. */
export function windowAxes(shape: Shape, counts: Shape, params: WindowParams): readonly WindowAxis[] {
  const axes: WindowAxis[] = [];
  shape.forEach((size, i) => {
    const axis: WindowAxis = {
      size,
      window: params.windowDimensions[i]!,
      count: counts[i]!,
      stride: params.windowStrides[i]!,
      low: params.padding[i]![0],
      baseDilation: params.baseDilation[i]!,
      windowDilation: params.windowDilation[i]!,
    };
    const last = axes.at(-1);
    if (!isWhole(axis)) axes.push(axis);
    else if (last !== undefined && isWhole(last)) axes[axes.length - 1] = wholeAxis(last.size * size);
    else if (size !== 1) axes.push(wholeAxis(size));
  });
  return axes;
}

/** Windows along some axes, the last of which slides within rows of `inner` elements to a place. */
export interface WindowPass {
  readonly outer: readonly WindowAxis[];
  readonly sliding: WindowAxis;
  readonly inner: number;
}

/** So many elements of other axes are combined at once. */
const TAPS = 16;

/**
 * Splits a reduction over windows into passes, one after the other over what the one before has left: a window is a
 * product of runs along the axes. An axis joins the pass of those behind it unless that combines many elements at once.
 */
export function windowPasses(axes: readonly WindowAxis[]): readonly WindowPass[] {
  const passes: WindowPass[] = [];
  let reduced: readonly WindowAxis[] = [];
  let rest = axes;
  const last = () => rest.map(isWhole).lastIndexOf(false);
  while (last() >= 0) {
    const at = last();
    const inner = [...rest.slice(at + 1), ...reduced].reduce((n, { count }) => n * count, 1);
    let [first, taps] = [at, 1];
    while (first > 0 && taps * rest[first - 1]!.window <= TAPS) taps *= rest[--first]!.window;
    const outer = rest.slice(0, at).map((axis, i) => (i < first ? wholeAxis(axis.size) : axis));
    passes.push({ outer, sliding: rest[at]!, inner });
    reduced = [...rest.slice(first), ...reduced];
    rest = rest.slice(0, first);
  }
  return passes;
}

/** The number of elements that a pass reads, and that it writes. */
export function passSizes({ outer, sliding, inner }: WindowPass): readonly [from: number, to: number] {
  const product = (key: "size" | "count") => [...outer, sliding].reduce((n, axis) => n * axis[key], inner);
  return [product("size"), product("count")];
}
