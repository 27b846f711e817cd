import { type Array, printJaxpr, shapedArray, stage } from "@hyrax/core";
import { randomBits, randomFoldIn, randomSeed, randomSplit, randomUnwrap, randomWrap } from "@hyrax/core/library";
import { vmap } from "@hyrax/vmap";
import { expect, test } from "vitest";

// The primitives of keys map over all axes of keys by themselves: the rules pass the mapped axis on to them, in front of
// the axes that they add. What they compute is tested where keys are made into words, in @hyrax/random.

const keys = shapedArray([4, 3], "key<fry>");
const numbers = shapedArray([4, 3], "uint32");

function jaxprOf(f: (...xs: Array[]) => Array, ...inputs: readonly ReturnType<typeof shapedArray>[]): string {
  return printJaxpr(stage((xs) => [vmap(f, { inAxes: 1 })(...xs)], inputs).jaxpr);
}

test("randomSplit adds its axes behind the mapped one", () => {
  expect(jaxprOf((key) => randomSplit(key, { shape: [2] }), keys)).toMatchInlineSnapshot(`
    "{ lambda ; a:key<fry>[4,3]. let
        b:key<fry>[4,3,2] = random_split[shape=(2,)] a
        c:key<fry>[3,4,2] = transpose[permutation=(1, 0, 2)] b
      in (c,) }"
  `);
});

test("randomBits adds its axes behind the mapped one", () => {
  expect(jaxprOf((key) => randomBits(key, { bitWidth: 8, shape: [5] }), keys)).toMatchInlineSnapshot(`
    "{ lambda ; a:key<fry>[4,3]. let
        b:u8[4,3,5] = random_bits[bit_width=8 shape=(5,)] a
        c:u8[3,4,5] = transpose[permutation=(1, 0, 2)] b
      in (c,) }"
  `);
});

test("randomUnwrap adds the axis of words behind the mapped one, and randomWrap takes the last one", () => {
  expect(jaxprOf((key) => randomUnwrap(key), keys)).toMatchInlineSnapshot(`
    "{ lambda ; a:key<fry>[4,3]. let
        b:u32[4,3,2] = random_unwrap a
        c:u32[3,4,2] = transpose[permutation=(1, 0, 2)] b
      in (c,) }"
  `);
  expect(jaxprOf((data) => randomWrap(data), shapedArray([2, 3], "uint32"))).toMatchInlineSnapshot(`
    "{ lambda ; a:u32[2,3]. let
        b:u32[3,2] = transpose[permutation=(1, 0)] a
        c:key<fry>[3] = random_wrap b
      in (c,) }"
  `);
});

test("randomSeed and randomFoldIn take numbers element by element", () => {
  expect(jaxprOf((seed) => randomSeed(seed), numbers)).toMatchInlineSnapshot(`
    "{ lambda ; a:u32[4,3]. let
        b:key<fry>[4,3] = random_seed a
        c:key<fry>[3,4] = transpose[permutation=(1, 0)] b
      in (c,) }"
  `);
  expect(jaxprOf((key, data) => randomFoldIn(key, data), keys, numbers)).toMatchInlineSnapshot(`
    "{ lambda ; a:key<fry>[4,3] b:u32[4,3]. let
        c:key<fry>[4,3] = random_fold_in a b
        d:key<fry>[3,4] = transpose[permutation=(1, 0)] c
      in (d,) }"
  `);
});
