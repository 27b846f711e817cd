import type { ArrayLike, DType, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** The windows that go by a name, as they repeat with the period n: the last of n + 1 symmetric elements is left out. */
const named = {
  bartlett: np.bartlett,
  blackman: np.blackman,
  boxcar: np.ones,
  hamming: np.hamming,
  hann: np.hanning,
} as const satisfies Readonly<Record<string, (n: number) => NDArray>>;

/** A window by its name, or its elements `[nperseg]`. */
export type WindowLike = keyof typeof named | ArrayLike;

/** A window, and how many elements a segment has. */
export interface Window {
  readonly window: NDArray;
  readonly nperseg: number;
}

/**
 * The window of segments of `nperseg` elements: all `length` of them, or as many as a given window has, by default. A named window
 * is cut to the length of the data. Throws a `TypeError` that names the function if the sizes do not fit.
 */
export function windowOf(
  name: string,
  given: WindowLike,
  nperseg: number | undefined,
  length: number,
  dtype: DType,
): Window {
  if (nperseg !== undefined && (!Number.isInteger(nperseg) || nperseg < 1)) {
    throw new TypeError(`${name}: nperseg is a positive integer, found ${String(nperseg)}`);
  }
  if (typeof given === "string") {
    const n = Math.min(nperseg ?? length, length);
    return { window: periodic(name, given, n).astype(dtype), nperseg: n };
  }
  const window = np.toArray(given, name).astype(dtype);
  if (window.ndim !== 1 || window.size > length || (nperseg !== undefined && nperseg !== window.size)) {
    throw new TypeError(
      `${name}: a window has one axis, of nperseg elements and at most the ${length} of the data; found ${window.aval}` +
        (nperseg === undefined ? "" : ` and nperseg ${nperseg}`),
    );
  }
  return { window, nperseg: window.size };
}

function periodic(name: string, window: keyof typeof named, n: number): NDArray {
  if (!Object.hasOwn(named, window)) {
    throw new TypeError(
      `${name}: the window is one of ${Object.keys(named).join(", ")} or an array; found ${String(window)}`,
    );
  }
  return n === 1 ? np.ones([1]) : named[window](n + 1).get(`:${n}`);
}
