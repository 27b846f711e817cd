import { describe, expect, test } from "vitest";
import {
  type Elements,
  type MultiplyTransposed,
  multiplyRows,
  multiplyRowsInteger,
  multiplyRowsWide,
} from "./matmul.js";

const sizes = [
  [1, 1, 1],
  [2, 4, 3],
  [3, 5, 7],
  [5, 9, 1],
  [4, 6, 0],
  [1, 13, 40],
  [17, 3, 5],
  // More columns than one block of cached rows has, the last one not full.
  [3, 11, 700],
] as const;

/** Integers from −50 to 50 without a pattern that a wrong index would keep. */
const element = (i: number) => ((i * 7919 + 13) % 101) - 50;

function check<A extends Elements>(
  multiply: MultiplyTransposed<A>,
  array: (size: number, f: (i: number) => number) => A,
  [m, n, k]: readonly [number, number, number],
) {
  // Everything is off the start of its array, and the rows of the result lie apart.
  const a = array(m * k + 3, element);
  const b = array(n * k + 5, (i) => element(i + 1000));
  const out = array(2 + m * (n + 4), () => 99);
  const wanted = Array.from(out, Number);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += element(3 + i * k + p) * element(1005 + j * k + p);
      wanted[2 + i * (n + 4) + j] = sum;
    }
  }
  multiply(a, 3, b, 5, out, 2, n + 4, m, n, k);
  expect(Array.from(out, Number)).toEqual(wanted);
}

describe.each(sizes)("the rows of [%i, k] with those of [%i, k], k = %i,", (...size) => {
  test("multiply as three plain loops have it", () => {
    const doubles = (n: number, f: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => f(i));
    check(multiplyRows, doubles, size);
    check(multiplyRowsInteger, doubles, size);
    check(multiplyRowsWide, (n, f) => BigInt64Array.from({ length: n }, (_, i) => BigInt(f(i))), size);
  });
});

test("a product of single elements keeps the sign of zero, which a sum from zero does not", () => {
  const out = new Float64Array(2);
  multiplyRows(Float64Array.of(-2, 3), 0, Float64Array.of(0), 0, out, 0, 1, 2, 1, 1);
  expect(Array.from(out)).toEqual([-0, 0]);
});
