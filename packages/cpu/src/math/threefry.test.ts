import { expect, test } from "vitest";
import jax from "./fixtures/jax.json" with { type: "json" };
import { threefry2x32 } from "./index.js";

function block(k0: number, k1: number, x0: number, x1: number): number[] {
  const [a, b] = [new Uint32Array(1), new Uint32Array(1)];
  threefry2x32(k0, k1, Uint32Array.of(x0), Uint32Array.of(x1), a, b);
  return [a[0]!, b[0]!];
}

test("the known answers of Random123 (kat_vectors, threefry2x32 20)", () => {
  const ones = 0xffffffff;
  expect(block(0, 0, 0, 0)).toEqual([0x6b200159, 0x99ba4efe]);
  expect(block(ones, ones, ones, ones)).toEqual([0x1cb996fc, 0xbb002be7]);
  expect(block(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0]);
});

test("the answers of JAX under random keys and counters", () => {
  for (const [k0, k1, x0, x1, ...want] of jax.threefry) expect(block(k0!, k1!, x0!, x1!)).toEqual(want);
});

test("arrays are encrypted entry by entry, in place too", () => {
  const x0 = Uint32Array.from({ length: 100 }, (_, i) => i * 0x9e3779b9);
  const x1 = Uint32Array.from({ length: 100 }, (_, i) => 7 * i);
  const want = Array.from(x0, (x, i) => block(1, 2, x, x1[i]!));
  threefry2x32(1, 2, x0, x1, x0, x1);
  expect(Array.from(x0, (x, i) => [x, x1[i]])).toEqual(want);
});

test("arrays of different lengths are refused with their lengths", () => {
  const [two, three] = [new Uint32Array(2), new Uint32Array(3)];
  expect(() => threefry2x32(0, 0, two, two, two, three)).toThrow(
    "threefry2x32: the arrays differ in length: x0 2, x1 2, out0 2, out1 3; all four need one entry for each block",
  );
});
