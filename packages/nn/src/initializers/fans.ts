import type { Shape } from "@hyrax/core";

/** Which axes of a tensor of weights hold its inputs, its outputs, and copies; the others are the window of a convolution. */
export interface AxesOptions {
  /** The axis or axes of inputs; −2 by default. */
  readonly inAxis?: number | readonly number[];
  /** The axis or axes of outputs; −1 by default. */
  readonly outAxis?: number | readonly number[];
  /** The axis or axes of independent copies of the weights; none by default. */
  readonly batchAxis?: number | readonly number[];
}

/** How many inputs an output depends on, and how many outputs an input reaches. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** The fans of weights of a shape. Throws a `TypeError` that names `name` if the shape lacks one of the axes. */
export function fansOf(name: string, shape: Shape, { inAxis = -2, outAxis = -1, batchAxis = [] }: AxesOptions): Fans {
  const size = (axes: number | readonly number[]) =>
    (typeof axes === "number" ? [axes] : axes).reduce((product, axis) => product * sizeAt(name, shape, axis), 1);
  const [inputs, outputs, copies] = [size(inAxis), size(outAxis), size(batchAxis)];
  const window = shape.reduce((product, n) => product * n, 1) / inputs / outputs / copies;
  return { fanIn: inputs * window, fanOut: outputs * window };
}

function sizeAt(name: string, shape: Shape, axis: number): number {
  const size = shape.at(axis);
  if (size !== undefined && Number.isInteger(axis) && axis >= -shape.length) return size;
  throw new TypeError(
    `${name}: weights of shape [${shape.join(", ")}] have no axis ${axis}; say with inAxis, outAxis and batchAxis which axes ` +
      "hold inputs and outputs",
  );
}
