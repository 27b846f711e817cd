import { type DType, type Array as NDArray, requireOptions, type Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { type DtypeOption, type Initializer, initializer } from "./initializer.js";
import { scaled } from "./scaled.js";

/** Options of `orthogonal` and `deltaOrthogonal`. */
export interface OrthogonalOptions extends DtypeOption {
  /** The length of the orthogonal vectors; 1 by default. */
  readonly scale?: number;
  /** The axis that numbers the columns of the matrix that the other axes make the rows of; the last one by default. */
  readonly columnAxis?: number;
}

const orthogonalOptions = ["scale", "columnAxis", "dtype"] as const satisfies readonly (keyof OrthogonalOptions)[];

/**
 * Builds an initializer of matrices that are uniform among those with orthogonal columns, or rows if there are fewer of them. Axes
 * other than that of columns are the rows together. The initializer throws a `TypeError` for shapes of fewer than 2 axes.
 * Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear networks", 2014.
 */
export function orthogonal(options: OrthogonalOptions = {}): Initializer {
  requireOptions("orthogonal", options, orthogonalOptions);
  return initializer("orthogonal", options, (key, shape, dtype) => sample("orthogonal", key, shape, dtype, options));
}

function sample(name: string, key: random.Key, shape: Shape, dtype: DType, options: OrthogonalOptions): NDArray {
  const { scale = 1, columnAxis = -1 } = options;
  const columns = shape.at(columnAxis);
  if (shape.length < 2 || columns === undefined) {
    throw new TypeError(
      `${name}: orthogonal weights have at least 2 axes, columnAxis ${columnAxis} among them; found the shape [${shape.join(", ")}]`,
    );
  }
  if (shape.includes(0)) return np.zeros(shape, { dtype });
  const axis = columnAxis < 0 ? columnAxis + shape.length : columnAxis;
  const rest = shape.filter((_, i) => i !== axis);
  const rows = rest.reduce((product, n) => product * n, 1);
  const matrix = random.orthogonal(key, rows, [], { m: columns, dtype });
  return scaled(np.moveaxis(matrix.reshape([...rest, columns]), -1, axis), scale);
}

/**
 * Builds an initializer of kernels of convolutions over 1 to 3 axes, `[...window, in, out]`, that keep lengths: an orthogonal matrix
 * in the middle of the window and zeros around it. The initializer throws a `TypeError` for other ranks and if there are fewer
 * outputs than inputs.
 * Source: Xiao et al., "Dynamical isometry and a mean field theory of CNNs", 2018, algorithm 1.
 */
export function deltaOrthogonal(options: OrthogonalOptions = {}): Initializer {
  requireOptions("deltaOrthogonal", options, orthogonalOptions);
  return initializer("deltaOrthogonal", options, (key, shape, dtype) => {
    const [inputs = 0, outputs = 0] = shape.slice(-2);
    if (shape.length < 3 || shape.length > 5 || outputs < inputs) {
      throw new TypeError(
        "deltaOrthogonal: kernels are [...window, in, out] with a window of 1 to 3 axes and at least as many outputs as inputs; " +
          `found the shape [${shape.join(", ")}]`,
      );
    }
    const middle = shape.slice(0, -2).map((n) => Math.floor((n - 1) / 2));
    const matrix = sample("deltaOrthogonal", key, [inputs, outputs], dtype, options);
    return np
      .zeros(shape, { dtype })
      .at(...middle)
      .set(matrix);
  });
}
