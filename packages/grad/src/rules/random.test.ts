import { convertElementType, type Array as NDArray, reshape, shapedArray, stage } from "@hyrax/core";
import {
  type random,
  randomBits,
  randomFoldIn,
  randomSeed,
  randomSplit,
  randomUnwrap,
  randomWrap,
  threefry2x32,
} from "@hyrax/core/library";
import { expect, test } from "vitest";
import { jvpJaxpr } from "../interpreters/jvp-jaxpr.js";
import { derivativeRules } from "./index.js";

const words = (x: NDArray) => convertElementType(x, { newDtype: "uint32", weakType: false });
const key = (x: NDArray) => randomSeed(words(x));

/** Each primitive in a function of a float: random numbers are integers first, so no derivative passes. */
const programs: { readonly [N in keyof typeof random]: (x: NDArray) => NDArray } = {
  threefry2x32: (x) => threefry2x32([words(x), words(x), words(x), words(x)])[0] as NDArray,
  randomSeed: (x) => randomUnwrap(key(x)),
  randomSplit: (x) => randomUnwrap(randomSplit(key(x), { shape: [2] })),
  randomFoldIn: (x) => randomUnwrap(randomFoldIn(key(x), words(x))),
  randomBits: (x) => randomBits(key(x), { bitWidth: 32, shape: [3] }),
  randomWrap: (x) => randomUnwrap(randomWrap(words(reshape(x, { newSizes: [2] })))),
  randomUnwrap: (x) => randomUnwrap(key(x)),
};

test.each(Object.entries(programs))("no derivative passes through %s", (name, program) => {
  const aval = shapedArray(name === "randomWrap" ? [2] : [], "float32");
  const { jaxpr } = stage(
    ([x]) => [convertElementType(program(x as NDArray), { newDtype: "float32", weakType: false })],
    [aval],
  );
  expect(jvpJaxpr(jaxpr, [true], [], derivativeRules).outNonzero).toEqual([false]);
});
