import { hostArray, type Array as NDArray } from "@hyrax/core";
import { threefry2x32 } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { onBothEngines } from "../../test-support/both-engines.js";

const encipher = (...words: readonly NDArray[]) => threefry2x32([...words]);

function words(n: number, seed: number): NDArray {
  return hostArray(
    Uint32Array.from({ length: n }, (_, i) => Math.imul(i + seed, 0x9e3779b9) ^ (i << 7)),
    [n],
    "uint32",
  );
}

const word = (x: number) => hostArray(Uint32Array.of(x), [], "uint32");

test("the known answers of Random123 (kat_vectors, threefry2x32 20)", () => {
  const answer = (...block: number[]) => onBothEngines(encipher, block.map(word)).map(({ found }) => found[0]);
  const ones = 0xffffffff;
  expect(answer(0, 0, 0, 0)).toEqual([0x6b200159, 0x99ba4efe]);
  expect(answer(ones, ones, ones, ones)).toEqual([0x1cb996fc, 0xbb002be7]);
  expect(answer(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0]);
});

test("keys and counters are single words or arrays, of any length", () => {
  for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9, 17, 1000, 40_001]) {
    for (let arrays = 0; arrays < 16; arrays++) {
      const inputs = [0, 1, 2, 3].map((i) => ((arrays >> i) & 1 ? words(n, i) : word(i * 77777)));
      for (const { expected, found } of onBothEngines(encipher, inputs)) expect(found).toEqual(expected);
    }
  }
});
