import { config, type DType, type Array as NDArray } from "@hyrax/core";
import { afterEach, expect, test } from "vitest";
import * as np from "../index.js";

const { inf, nan } = np;
const i32 = (...values: number[]) => np.array(values, { dtype: "int32" });
const list = (x: NDArray) => x.tolist();

afterEach(() => config.update("enableX64", false));

// The expected values of this file are what JAX 0.10.2 answers, unless a test says otherwise.

test("integers divide and leave remainders as in Python, and by zero without an error", () => {
  const [x, y] = [i32(7, -7, 7, -7), i32(2, 2, -2, -2)];
  expect(list(np.floorDivide(x, y))).toEqual([3, -4, -4, 3]);
  expect(list(np.mod(x, y))).toEqual([1, 1, -1, -1]);
  expect(list(np.fmod(x, y))).toEqual([1, -1, 1, -1]);
  expect(list(np.floorDivide(i32(1, 0, -1), 0))).toEqual([-2, -1, -2]);
  expect(list(np.mod(i32(1, 0, -1), 0))).toEqual([0, 0, 0]);
});

test("floats divide and leave remainders as in Python", () => {
  expect(list(np.floorDivide([5.5, -5.5], 2))).toEqual([2, -3]);
  expect(list(np.floorDivide([1, -1, 0], 0))).toEqual([inf, -inf, nan]);
  expect(list(np.remainder([7, -7, 7, 5], [3, 3, -3, inf]))).toEqual([1, 2, -2, 5]);
  const [quotient, remainder] = np.divmod([7, -7], 3);
  expect([list(quotient), list(remainder)]).toEqual([
    [2, -3],
    [1, 2],
  ]);
});

test("booleans count as integers where arithmetic needs numbers", () => {
  expect(np.square(true).dtype).toBe("int32");
  expect(list(np.floorDivide([true], [true]))).toEqual([1]);
  expect(list(np.add([true, false], [true, true]))).toEqual([true, true]);
  expect(() => np.subtract([true], [true])).toThrow(TypeError);
});

test("a whole exponent keeps integers, and a negative one of integers is an error", () => {
  expect(list(np.power(i32(2, 3, -2), 3))).toEqual([8, 27, -8]);
  expect(list(np.power(i32(2, 3, -2), i32(3, 0, 3)))).toEqual([8, 1, -8]);
  expect(list(np.power(i32(0, 0), i32(0, 4)))).toEqual([1, 0]);
  expect(() => np.power(i32(2), -1)).toThrow(/integers have no negative powers/);
  expect(list(np.power([0, -0, inf], [-1, -1, 0]))).toEqual([inf, -inf, 1]);
  expect(np.power(2.5, np.array([1, 2])).tolist()).toEqual([2.5, 6.25]);
});

test("halves round to even, also at decimals, and whole numbers have no fraction to lose", () => {
  expect(list(np.round([0.5, 1.5, 2.5, -0.5, -1.5]))).toEqual([0, 2, 2, -0, -2]);
  expect(list(np.round([1.235, -1.235], { decimals: 2 }))).toEqual([1.24, -1.24].map(Math.fround));
  expect(list(np.round([1234], { decimals: -2 }))).toEqual([1200]);
  expect(() => np.round(i32(15, 25), { decimals: -1 })).toThrow(TypeError);
  expect(np.floor(i32(1)).dtype).toBe("int32");
  expect(np.rint(i32(1)).dtype).toBe("float32");
  expect(list(np.trunc([-0.5, 1.7]))).toEqual([-0, 1]);
});

test("NaN wins in maximum, a number in fmax", () => {
  expect(list(np.maximum([1, nan, -0, 0], [nan, 1, 0, -0]))).toEqual([nan, nan, 0, 0]);
  expect(list(np.fmax([1, nan], [nan, 1]))).toEqual([1, 1]);
  expect(list(np.clip([-1, 0.5, nan], 0, 1))).toEqual([0, 0.5, nan]);
  expect(list(np.clip(i32(5), 10, 1))).toEqual([1]);
  expect(np.clip(i32(1, 2), 1.5).dtype).toBe("float32");
});

test("signs of zeros and NaN are seen", () => {
  expect(list(np.signbit([-0, 0, -nan, -1]))).toEqual([true, false, expect.any(Boolean), true]);
  expect(list(np.copysign([1, 1], [-0, 2]))).toEqual([-1, 1]);
  expect(list(np.angle([-1, -0, 0, 1, nan]))).toEqual([Math.PI, Math.PI, 0, 0, nan].map(Math.fround));
  expect(list(np.heaviside([-1, 0, 1, nan], 0.5))).toEqual([0, 0.5, 1, nan]);
});

test("hypot neither overflows nor hides an infinity", () => {
  expect(list(np.hypot([3, 3e30, inf, 0], [4, 4e30, nan, 0]))).toEqual([5, Math.fround(5e30), inf, 0]);
});

test("a float is its mantissa times a power of two, below full precision too", () => {
  const [mantissa, exponent] = np.frexp([0, inf, nan, 1, -3, 1e-40]);
  expect(list(mantissa)).toEqual([0, inf, nan, 0.5, -0.75, expect.closeTo(0.5445, 3)]);
  // Of 1e-40 JAX says 0.5 and -149, which is another number; C's frexp says -132.
  expect(list(exponent)).toEqual([0, 0, 0, 1, 2, -132]);
  const numbers = [1.5, -3.25, 1e-42, 3e38];
  const [m, e] = np.frexp(numbers);
  expect(list(np.ldexp(m, e))).toEqual(numbers.map(Math.fround));
});

test("ldexp reaches from the least to the greatest float", () => {
  expect(list(np.ldexp([1.5, 1, 1, 3], [-200, 128, -149, 126]))).toEqual([0, inf, 2 ** -149, 3 * 2 ** 126]);
});

test("spacing is the distance to the next float away from zero", () => {
  expect(list(np.spacing([1, -1, 0, inf]))).toEqual([2 ** -23, -(2 ** -23), 2 ** -149, nan]);
});

test.each<[DType, number]>([
  ["float16", 65504],
  ["float32", 3.4028234663852886e38],
])("nanToNum of %s puts the extreme numbers in place of infinities", (dtype, max) => {
  expect(list(np.nanToNum(np.array([nan, inf, -inf, 1], { dtype })))).toEqual([0, max, -max, 1]);
  expect(list(np.nanToNum(np.array([nan, inf, -inf], { dtype }), { nan: 7, posinf: 8, neginf: -9 }))).toEqual([
    7, 8, -9,
  ]);
});

test("bits shift out at the ends", () => {
  expect(list(np.leftShift(1, i32(31, 32, 33)))).toEqual([-2147483648, 0, 0]);
  expect(list(np.rightShift(-8, i32(1, 31, 32)))).toEqual([-4, -1, -1]);
  expect(list(np.rightShift(np.array([200], { dtype: "uint8" }), 9))).toEqual([0]);
  expect(list(np.invert([true, false]))).toEqual([false, true]);
  expect(np.bitwiseAnd(6, 3).dtype).toBe("int32");
  expect(() => np.bitwiseOr([1.5], 1)).toThrow(TypeError);
  expect(list(np.bitwiseCount(i32(-3, 255)))).toEqual([2, 8]);
});

test("greatest common divisors and least common multiples of all signs and of zero", () => {
  expect(list(np.gcd(i32(-4, 0, 0, 12), i32(6, 5, 0, -18)))).toEqual([2, 5, 0, 6]);
  expect(list(np.lcm(i32(4, 4, -3), i32(6, 0, 5)))).toEqual([12, 0, 15]);
  expect(() => np.gcd([1.5], 2)).toThrow(/takes integers/);
});

test("log(exp(x) + exp(y)) does not overflow", () => {
  expect(list(np.logaddexp([1000, -inf, inf, 0], [1000, -inf, inf, -inf]))).toEqual([
    Math.fround(1000 + Math.LN2),
    -inf,
    inf,
    0,
  ]);
  expect(list(np.logaddexp2([3], [3]))).toEqual([4]);
});

test("closeness is relative to the second array, and infinities are close to themselves", () => {
  expect(list(np.isclose([1, nan, inf, inf], [1 + 1e-6, nan, inf, -inf]))).toEqual([true, false, true, false]);
  expect(list(np.isclose([nan], [nan], { equalNan: true }))).toEqual([true]);
  expect(np.allclose([1], [1.1], { atol: 0.2 }).item()).toBe(true);
  expect(np.arrayEqual([1, 2], [1, 2, 3]).item()).toBe(false);
  expect(
    np
      .arrayEquiv(i32(1, 2), [
        [1, 2],
        [1, 2],
      ])
      .item(),
  ).toBe(true);
  expect(np.arrayEquiv([1, 2], [1, 2, 3]).item()).toBe(false);
});

test("sinc is 1 at zero and zero at whole numbers", () => {
  const [zero, half, one] = list(np.sinc([0, 0.5, 1])) as number[];
  expect([zero, half]).toEqual([1, Math.fround(2 / Math.PI)]);
  expect(one).toBeCloseTo(0, 6);
});

test("where chooses element by element, with promotion and broadcasting", () => {
  expect(list(np.where([[true], [false]], i32(1, 2), 0.5))).toEqual([
    [1, 2],
    [0.5, 0.5],
  ]);
  expect(np.where(true, 1, 2).shape).toEqual([]);
  expect(list(np.where([2, 0, nan], 1, 0))).toEqual([1, 0, 1]);
  const [rows, columns] = np.where([
    [0, 1],
    [2, 0],
  ]);
  expect([rows?.tolist(), columns?.tolist()]).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(() => np.where([true, false], [1, 2, 3], 0)).toThrow(/where: shapes/);
});

test("methods are the functions", () => {
  const x = np.array([
    [1, -2],
    [3, 4],
  ]);
  expect(list(x.add(1).mul([1, 2]).sub(0.5).div(2).neg().abs())).toEqual([
    [0.75, 1.25],
    [1.75, 4.75],
  ]);
  expect(list(x.mod(3))).toEqual([
    [1, 1],
    [0, 1],
  ]);
  expect(list(x.pow(2).lessEqual(4))).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(list(x.T)).toEqual([
    [1, 3],
    [-2, 4],
  ]);
  expect(list(x.reshape(-1).clip(0, 3).round())).toEqual([1, 0, 3, 3]);
});
