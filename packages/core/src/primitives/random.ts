import { type Shape, type ShapedArray, shapedArray } from "../aval.js";
import { multiple, primitive } from "../primitive.js";
import { commonShape, require } from "./abstract.js";

/** `threefry2x32([k0, k1, x0, x1])`: 20 rounds of the Threefry-2x32 block cipher on uint32 words. */
export const threefry2x32 = multiple("threefry2x32", (inputs) => {
  require(inputs.length === 4 && inputs.every((x) => x.dtype === "uint32"), () =>
    `takes four uint32 arrays, found ${inputs.join(", ")}`);
  const aval = shapedArray(commonShape(inputs), "uint32");
  return [aval, aval];
});

function requireKey(key: ShapedArray): void {
  require(key.dtype === "key<fry>", () => `takes typed keys, found ${key}; random.key makes them`);
}

/** Keys from integer seeds. */
export const randomSeed = primitive("random_seed", ([seeds]: readonly [seeds: ShapedArray]) =>
  shapedArray(seeds.shape, "key<fry>"),
);

export interface RandomShapeParams {
  readonly shape: Shape;
}

/** For each key, an array of new keys: `[...keys, ...shape]`. */
export const randomSplit = primitive(
  "random_split",
  ([key]: readonly [key: ShapedArray], { shape }: RandomShapeParams) => {
    requireKey(key);
    return shapedArray([...key.shape, ...shape], "key<fry>");
  },
);

/** A key and a number as a new key. */
export const randomFoldIn = primitive(
  "random_fold_in",
  ([key, data]: readonly [key: ShapedArray, data: ShapedArray]) => {
    requireKey(key);
    return shapedArray(commonShape([key, data]), "key<fry>");
  },
);

export interface RandomBitsParams extends RandomShapeParams {
  readonly bitWidth: 8 | 16 | 32 | 64;
}

/** For each key, an array of uniformly distributed unsigned integers. */
export const randomBits = primitive(
  "random_bits",
  ([key]: readonly [key: ShapedArray], { bitWidth, shape }: RandomBitsParams) => {
    requireKey(key);
    return shapedArray([...key.shape, ...shape], `uint${bitWidth}`);
  },
);

/** uint32 words `[..., 2]` as keys. */
export const randomWrap = primitive("random_wrap", ([data]: readonly [data: ShapedArray]) => {
  require(data.dtype === "uint32" && data.shape.at(-1) === 2, () =>
    `key data is uint32 with a last axis of 2, found ${data}`);
  return shapedArray(data.shape.slice(0, -1), "key<fry>");
});

/** Keys as their uint32 words `[..., 2]`. */
export const randomUnwrap = primitive("random_unwrap", ([key]: readonly [key: ShapedArray]) => {
  requireKey(key);
  return shapedArray([...key.shape, 2], "uint32");
});

/** Counter-based random bits, and keys. */
export const random = { threefry2x32, randomSeed, randomSplit, randomFoldIn, randomBits, randomWrap, randomUnwrap };
