import { type ArrayLike, type DType, type Array as NDArray, requireOptions, rev } from "@hyrax/core";
import { convGeneralDilated } from "@hyrax/core/library";
import { conj } from "../elementwise/complex.js";
import { promoteDtypesInexact } from "../promote.js";
import { reshape } from "../shape.js";

/** Which part of a convolution to return: all overlaps, as many as the longer input has, or complete overlaps only. */
export type ConvolveMode = "full" | "same" | "valid";

/** Options of `convolve` and `correlate`. */
export interface ConvolveOptions {
  readonly mode?: ConvolveMode;
  /** The dtype to add up in and to return; that of the arrays by default. */
  readonly preferredElementType?: DType;
}

const convolveOptionNames = ["mode", "preferredElementType"] as const satisfies readonly (keyof ConvolveOptions)[];

/**
 * The convolution of two arrays of one axis, mode "full" by default. Throws a `TypeError` for other numbers of axes, and for
 * empty arrays.
 */
export function convolve(x: ArrayLike, y: ArrayLike, options: ConvolveOptions = {}): NDArray {
  requireOptions("convolve", options, convolveOptionNames);
  const [a, b] = lines("convolve", x, y);
  const [long, short] = a.size < b.size ? [b, a] : [a, b];
  return slide("convolve", long, reversed(short), options.mode ?? "full", options);
}

/** The cross-correlation of two arrays of one axis, the second conjugated; mode "valid" by default. */
export function correlate(x: ArrayLike, y: ArrayLike, options: ConvolveOptions = {}): NDArray {
  requireOptions("correlate", options, convolveOptionNames);
  const [a, other] = lines("correlate", x, y);
  const b = conj(other);
  const mode = options.mode ?? "valid";
  if (a.size >= b.size) return slide("correlate", a, b, mode, options);
  return reversed(slide("correlate", b, a, mode, options));
}

const reversed = (x: NDArray) => rev(x, { dimensions: [0] });

function lines(name: string, x: ArrayLike, y: ArrayLike): readonly [NDArray, NDArray] {
  const [a, b] = promoteDtypesInexact(name, x, y);
  if (a.ndim !== 1 || b.ndim !== 1) {
    throw new TypeError(
      `${name}: takes arrays of one axis, found the shapes [${a.shape.join(", ")}] and [${b.shape.join(", ")}]; ` +
        "lax.convGeneralDilated takes more",
    );
  }
  if (a.size === 0 || b.size === 0) throw new TypeError(`${name}: an array is empty`);
  return [a, b];
}

/** Sums of products of `kernel` and the elements under it, as it slides along `x`. */
function slide(name: string, x: NDArray, kernel: NDArray, mode: ConvolveMode, options: ConvolveOptions): NDArray {
  const size = kernel.size;
  const paddings = {
    valid: [0, 0],
    same: [Math.floor(size / 2), size - Math.floor(size / 2) - 1],
    full: [size - 1, size - 1],
  } as const;
  if (!Object.hasOwn(paddings, mode)) {
    throw new TypeError(`${name}: mode "${String(mode)}" is none of ${Object.keys(paddings).join(", ")}`);
  }
  const spec = [0, 1, 2];
  const windows = convGeneralDilated(reshape(x, [1, 1, x.size]), reshape(kernel, [1, 1, size]), {
    windowStrides: [1],
    padding: [paddings[mode]],
    lhsDilation: [1],
    rhsDilation: [1],
    dimensionNumbers: { lhsSpec: spec, rhsSpec: spec, outSpec: spec },
    featureGroupCount: 1,
    batchGroupCount: 1,
    preferredElementType: options.preferredElementType ?? null,
  });
  return reshape(windows, [windows.size]);
}
