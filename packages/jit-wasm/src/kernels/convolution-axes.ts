import type { Shape } from "@hyrax/core";
import type { ConvGeneralDilatedParams } from "@hyrax/core/library";

/** Windows that slide along an axis: element `t` of window `i` stands at `place + i · placeStep + t · tapPlaces`. */
export interface Sliding {
  /** Windows. The first is of number `first` in the result, the next one `step` further on. */
  readonly count: number;
  readonly first: number;
  readonly step: number;
  /** Elements of a window: the first is of number `tap` in the kernel, the next one `tapStep` further on. */
  readonly taps: number;
  readonly tap: number;
  readonly tapStep: number;
  readonly place: number;
  readonly placeStep: number;
  readonly tapPlaces: number;
}

/** How an axis of the input is laid out: element `first + i` stands at `low + i · step` of `size` places. */
interface ImageAxis {
  readonly size: number;
  readonly kept: number;
  readonly first: number;
  readonly low: number;
  readonly step: number;
}

export interface SlidingAxis {
  readonly image: ImageAxis;
  /** Together they make up all windows. */
  readonly ways: readonly Sliding[];
}

/** The sizes of an axis, and how windows slide along it. */
interface Geometry {
  readonly size: number;
  readonly window: number;
  readonly count: number;
  readonly stride: number;
  readonly low: number;
  readonly high: number;
  readonly dilation: number;
  readonly windowDilation: number;
}

/** Products that are written for one convolution at most. */
const MOST_WAYS = 8;

/** How windows slide along each spatial axis. */
export function slidingAxes(
  lhs: Shape,
  rhs: Shape,
  out: Shape,
  { dimensionNumbers, windowStrides, padding, lhsDilation, rhsDilation }: ConvGeneralDilatedParams,
): readonly SlidingAxis[] {
  const { lhsSpec, rhsSpec, outSpec } = dimensionNumbers;
  const axes = windowStrides.map((stride, i): Geometry => {
    const [low, high] = padding[i]!;
    return {
      size: lhs[lhsSpec[i + 2]!]!,
      window: rhs[rhsSpec[i + 2]!]!,
      count: out[outSpec[i + 2]!]!,
      stride,
      low,
      high,
      dilation: lhsDilation[i]!,
      windowDilation: rhsDilation[i]!,
    };
  });
  const isDilated = ({ dilation, stride, windowDilation }: Geometry) =>
    dilation > 1 && stride === 1 && windowDilation === 1;
  const ways = axes.filter(isDilated).reduce((product, { dilation }) => product * dilation, 1);
  return axes.map((axis) => (isDilated(axis) && ways <= MOST_WAYS ? dilated(axis) : plain(axis)));
}

/** One way, over an input in which padding and dilation are written out as zeros. */
function plain({ size, window, count, stride, low, high, dilation, windowDilation }: Geometry): SlidingAxis {
  const padded = Math.max(0, (size === 0 ? 0 : (size - 1) * dilation + 1) + low + high);
  const way: Sliding = {
    count,
    first: 0,
    step: 1,
    taps: window,
    tap: 0,
    tapStep: 1,
    place: 0,
    placeStep: stride,
    tapPlaces: windowDilation,
  };
  // Negative padding alone cuts nothing that windows have to be kept from.
  if (low <= 0 && high <= 0 && dilation === 1) {
    return { image: asItIs(size), ways: [{ ...way, place: -low }] };
  }
  const first = low < 0 ? Math.ceil(-low / dilation) : 0;
  const last = Math.min(size - 1, Math.floor((padded - 1 - low) / dilation));
  const kept = Math.max(0, last - first + 1);
  return { image: { size: padded, kept, first, low: low + first * dilation, step: dilation }, ways: [way] };
}

/**
 * Windows that slide by one over a dilated input: those whose numbers have the same rest by the dilation meet the input
 * with the same elements of the kernel, as many as there are from one of them on by steps of the dilation.
 */
function dilated({ size, window, count, low, dilation }: Geometry): SlidingAxis {
  const ways = Array.from({ length: Math.min(dilation, count) }, (_, first) => {
    const tap = (((low - first) % dilation) + dilation) % dilation;
    return {
      count: Math.ceil((count - first) / dilation),
      first,
      step: dilation,
      taps: Math.max(0, Math.ceil((window - tap) / dilation)),
      tap,
      tapStep: dilation,
      place: (first + tap - low) / dilation,
      placeStep: 1,
      tapPlaces: 1,
    };
  }).filter(({ taps }) => taps > 0);
  const before = Math.max(0, ...ways.map(({ place }) => -place));
  const after = Math.max(0, ...ways.map(({ place, count, taps }) => place + count - 1 + taps - size));
  const image = before + after === 0 ? asItIs(size) : { ...asItIs(size), size: before + size + after, low: before };
  return { image, ways: ways.map((way) => ({ ...way, place: way.place + before })) };
}

function asItIs(size: number): ImageAxis {
  return { size, kept: size, first: 0, low: 0, step: 1 };
}
