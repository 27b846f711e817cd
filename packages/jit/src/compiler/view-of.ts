import {
  type AxesParams,
  type BroadcastInDimParams,
  broadcastInDim,
  type DimensionsParams,
  type Eqn,
  reshape,
  rev,
  type ShapedArray,
  type SliceParams,
  slice,
  squeeze,
  type TransposeParams,
  transpose,
} from "@hyrax/core";
import { permutedView, reshapedView, steppedView, type View } from "./access.js";
import { reducers } from "./classify.js";

/** The view that an equation of class "view" takes of its input. The params are those of its primitive. */
export function viewOf({ primitive, inputs, params, outs }: Eqn): View {
  const from = inputs[0]?.aval as ShapedArray;
  const to = outs[0]?.aval as ShapedArray;
  const axes = from.shape.map((_, axis) => axis);
  switch (primitive) {
    case transpose:
      return permutedView((params as TransposeParams).permutation);
    case squeeze: {
      const { dimensions } = params as DimensionsParams;
      return permutedView(axes.filter((axis) => !dimensions.includes(axis)));
    }
    case broadcastInDim: {
      const { broadcastDimensions } = params as BroadcastInDimParams;
      return permutedView(
        to.shape.map((size, axis) => {
          const source = broadcastDimensions.indexOf(axis);
          return source < 0 || (from.shape[source] === 1 && size !== 1) ? null : source;
        }),
      );
    }
    case slice: {
      const { startIndices, strides } = params as SliceParams;
      return steppedView(startIndices, strides ?? axes.map(() => 1));
    }
    case rev: {
      const { dimensions } = params as DimensionsParams;
      const reversed = (axis: number) => dimensions.includes(axis);
      return steppedView(
        axes.map((axis) => (reversed(axis) ? (from.shape[axis] as number) - 1 : 0)),
        axes.map((axis) => (reversed(axis) ? -1 : 1)),
      );
    }
    case reshape:
      return reshapedView(from.shape, to.shape);
    default:
      // A reduction over axes of one element each.
      if (reducers.has(primitive)) {
        return permutedView(axes.filter((axis) => !(params as AxesParams).axes.includes(axis)));
      }
      throw new TypeError(`${primitive.name} is no view`);
  }
}
