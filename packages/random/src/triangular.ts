import { type ArrayLike, add, div, lt, mul, type Array as NDArray, sqrt, sub } from "@hyrax/core";
import { broadcastTo, where } from "./arithmetic.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion, which has one form before the mode and another after it. */
const sampleTriangular = program(
  "_triangular",
  ([key, left, mode, right]: readonly [NDArray, NDArray, NDArray, NDArray], statics: FloatSample) => {
    const spread = (x: NDArray) => broadcastTo(parameter(x, statics), statics.shape);
    const [a, c, b] = [spread(left), spread(mode), spread(right)] as const;
    const u = unitUniform(key, statics);
    const width = sub(b, a);
    const rising = add(a, sqrt(mul(mul(u, width), sub(c, a))));
    const falling = sub(b, sqrt(mul(mul(sub(1, u), width), sub(b, c))));
    return where(lt(u, div(sub(c, a), width)), rising, falling);
  },
);

/** Floats of the triangular distribution from `left` to `right`, with its peak at `mode`. */
export function triangular(
  key: Key,
  left: ArrayLike,
  mode: ArrayLike,
  right: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters(
    "triangular",
    sampleTriangular,
    key,
    [
      ["left", left],
      ["mode", mode],
      ["right", right],
    ],
    shape,
    options,
  );
}
