import { sizeOf } from "@hyrax/core";
import { randomBits, randomFoldIn, randomSeed, randomSplit, randomUnwrap, threefry2x32 } from "@hyrax/core/library";
import type { Operation } from "./operation.js";

const bits: Operation = (choose, builder) => {
  const seeds = choose.array((dtype) => dtype === "int32" || dtype === "uint32", [0, 1]);
  if (seeds === undefined || sizeOf(seeds.aval.shape) > 7) return false;
  let key = builder.one(randomSeed, [seeds]);
  if (choose.chance(0.3)) key = builder.one(randomSplit, [key], { shape: [choose.size(5)] });
  if (choose.chance(0.3)) key = builder.one(randomFoldIn, [key, builder.fresh([], "uint32", choose.fill())]);
  if (choose.chance(0.2)) builder.apply(randomUnwrap, [key]);
  const shape = choose.of([[], [choose.size(100)], [choose.size(17), choose.size(8)]]);
  // Other operations are not defined on keys.
  for (const v of builder.values.filter(({ aval }) => aval.dtype === "key<fry>")) builder.hide(v);
  builder.apply(randomBits, [key], { bitWidth: choose.of([8, 16, 32, 32, 64] as const), shape });
  return true;
};

const threefry: Operation = (choose, builder) => {
  const x = choose.array((dtype) => dtype === "uint32", [0, 4]);
  if (x === undefined) return false;
  builder.apply(threefry2x32, [choose.companion(x), choose.companion(x), x, choose.companion(x)]);
  return true;
};

export const randomOperations: readonly Operation[] = [bits, threefry];
