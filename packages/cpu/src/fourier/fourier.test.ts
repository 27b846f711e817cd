import { describe, expect, test } from "vitest";
import { mixedRadixCost, nextSmooth, radices } from "./factors.js";
import { planOf } from "./plan.js";
import { plansByLength } from "./plans-by-length.js";
import { realPlanOf } from "./real-transform.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/** Numbers in [−1, 1) without any pattern, the same in every run. */
function noise(count: number): Float64Array {
  let state = 12345;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** One element of the spectrum, by its definition; jk is exact, and taken modulo n before it becomes an angle. */
function element(x: Float64Array, n: number, k: number): readonly [re: number, im: number] {
  let [re, im] = [0, 0];
  for (let j = 0; j < n; j++) {
    const angle = (-2 * Math.PI * ((j * k) % n)) / n;
    re += x[2 * j]! * Math.cos(angle) - x[2 * j + 1]! * Math.sin(angle);
    im += x[2 * j]! * Math.sin(angle) + x[2 * j + 1]! * Math.cos(angle);
  }
  return [re, im];
}

/** How far elements of a spectrum are from their definition, relative to the length of the input. */
function error(x: Float64Array, spectrum: Float64Array, n: number, ks: readonly number[]): number {
  const off = ks.map((k) => {
    const [re, im] = element(x, n, k);
    return Math.hypot(spectrum[2 * k]! - re, spectrum[2 * k + 1]! - im);
  });
  return Math.max(...off) / Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}

describe("the complex transform", () => {
  test("is the sum by definition, for every length up to 200", () => {
    for (let n = 1; n <= 200; n++) {
      const x = noise(2 * n);
      const spectrum = x.slice();
      planOf(n)(spectrum);
      expect(error(x, spectrum, n, [...Array(n).keys()]), `length ${n}`).toBeLessThan(2e-14);
    }
  });

  test("is as exact for long ones: powers, products and primes", () => {
    for (const n of [4096, 3 ** 8, 5 ** 5, 2 * 3 * 5 * 7 * 11 * 13, 10007, 3 * 10007, 65537, 131072]) {
      const x = noise(2 * n);
      const spectrum = x.slice();
      planOf(n)(spectrum);
      expect(error(x, spectrum, n, [0, 1, 2, n >> 1, (n >> 1) + 1, n - 1]), `length ${n}`).toBeLessThan(1e-12);
    }
  });
});

describe("plans", () => {
  test("are made once while they stay in use, and drop the least recent ones when they are too large together", () => {
    const made: number[] = [];
    const plan = plansByLength((n) => {
      made.push(n);
      return [n];
    });
    const [small, large, half, more] = [2 ** 10, 2 ** 17, 2 ** 18, 2 ** 18 - 2 ** 11];
    for (const n of [small, large, small, half]) expect(plan(n)).toEqual([n]);
    expect(made).toEqual([small, large, half]);
    // The large one goes, which was used before the small one; that there is room for.
    plan(more);
    plan(small);
    expect(made).toEqual([small, large, half, more]);
    plan(large);
    expect(made).toEqual([small, large, half, more, large]);
    // Larger than all that is kept: it stays alone.
    const huge = 2 ** 20;
    plan(huge);
    plan(huge);
    plan(small);
    expect(made.slice(-2)).toEqual([huge, small]);
  });
});

describe("the real transform", () => {
  test("gives half of the complex one, and comes back times n", () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 31, 64, 101, 202, 1000, 1001]) {
      const x = noise(n);
      const complex = new Float64Array(2 * n);
      x.forEach((value, i) => {
        complex[2 * i] = value;
      });
      const half = Math.floor(n / 2) + 1;
      const spectrum = new Float64Array(2 * half);
      const { forward, backward } = realPlanOf(n);
      forward(x.slice(), spectrum);
      expect(error(complex, spectrum, n, [...Array(half).keys()]), `length ${n}`).toBeLessThan(1e-13);
      // Frequencies that are their own opposites are real; what else is said there is not heard.
      expect([spectrum[1], n % 2 === 0 ? spectrum[n + 1] : 0]).toEqual([0, 0]);
      spectrum[1] = 7;
      if (n % 2 === 0) spectrum[n + 1] = 7;
      const back = new Float64Array(n);
      backward(spectrum, back);
      const far = back.map((value, i) => Math.abs(value / n - x[i]!));
      expect(Math.max(...far), `length ${n}`).toBeLessThan(1e-14);
    }
  });
});

describe("radices", () => {
  test("multiply to the length, fours first", () => {
    expect(radices(2 ** 5 * 3 * 5 * 49)).toEqual([4, 4, 2, 3, 5, 7, 7]);
    expect([radices(1), radices(2), radices(97)]).toEqual([[], [2], [97]]);
    expect(mixedRadixCost(12)).toBe(12 * 7);
  });

  test("of smooth lengths are small", () => {
    expect([1, 7, 11, 17, 1025, 2 * 10007 - 1].map(nextSmooth)).toEqual([1, 8, 12, 18, 1080, 20250]);
  });
});

test("roots of unity are symmetric to the last bit, and exact where they are", () => {
  const roots = rootsOfUnity(24);
  const at = (k: number) => [roots[2 * k], roots[2 * k + 1]];
  expect([at(0), at(6), at(12), at(18)].flat().map((x) => x! + 0)).toEqual([1, 0, 0, -1, -1, 0, 0, 1]);
  expect(at(5)[0]).toBe(-at(1)[1]!);
  expect(at(3)[0]).toBe(-at(3)[1]!);
  expect(at(23)).toEqual([at(1)[0], -at(1)[1]!]);
});
