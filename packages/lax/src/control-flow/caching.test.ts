import "@hyrax/cpu";
import { cos, defaultDevice, hostArray, lt, mul, type Array as NDArray, reduceSum, sin } from "@hyrax/core";
import { grad, jvp } from "@hyrax/grad";
import { describe, expect, test, vi } from "vitest";
import { cond, foriLoop, map, scan, whileLoop } from "../index.js";

const array = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const total = (x: NDArray) => reduceSum(x, { axes: [0] });

/** How often a call traces the functions that it is given, and how many programs it compiles. */
function counted(functions: readonly ReturnType<typeof vi.fn>[], run: () => unknown) {
  const compile = vi.spyOn(defaultDevice().engine, "compile");
  for (const f of functions) f.mockClear();
  run();
  const counts = {
    traced: functions.reduce((n, f) => n + f.mock.calls.length, 0),
    compiled: compile.mock.calls.length,
  };
  compile.mockRestore();
  return counts;
}

const nothing = { traced: 0, compiled: 0 };

describe("a second derivative of the same loop or choice neither traces nor compiles anything again", () => {
  test("scan", () => {
    const body = vi.fn((c: NDArray, x: NDArray) => [mul(sin(c), x), c] as const);
    const gradient = (x: NDArray) => grad((x: NDArray) => total(scan(body, 1, x)[1]))(x);
    expect(counted([body], () => gradient(array(1, 2, 3))).traced).toBe(1);
    expect(counted([body], () => gradient(array(3, 4, 5)))).toEqual(nothing);
    // Of another length the step is the same, and only the loop is another one.
    expect(counted([body], () => gradient(array(3, 4))).traced).toBe(0);
  });

  test("scan, with a carry that is a bare number in the end", () => {
    const body = vi.fn((c: NDArray, x: NDArray) => [2, mul(c, x)] as const);
    const gradient = (x: NDArray) => grad((x: NDArray) => total(scan(body, total(x), x)[1]))(x);
    expect(counted([body], () => gradient(array(1, 2, 3))).traced).toBe(1);
    expect(counted([body], () => gradient(array(3, 4, 5)))).toEqual(nothing);
  });

  test("scan, differentiated twice", () => {
    const body = vi.fn((c: NDArray, x: NDArray) => [mul(sin(c), x), c] as const);
    const second = (x: NDArray) => grad((x: NDArray) => total(grad((x: NDArray) => total(scan(body, 1, x)[1]))(x)))(x);
    expect(counted([body], () => second(array(1, 2, 3))).traced).toBe(1);
    expect(counted([body], () => second(array(1, 2, 3)))).toEqual(nothing);
  });

  test("map and foriLoop", () => {
    const f = vi.fn((x: NDArray) => sin(x));
    const step = vi.fn((_: NDArray, x: NDArray) => mul(cos(x), 2));
    const gradient = (x: NDArray) => grad((x: NDArray) => total(foriLoop(0, 3, step, map(f, x))))(x);
    expect(counted([f, step], () => gradient(array(1, 2))).traced).toBe(2);
    expect(counted([f, step], () => gradient(array(1, 2)))).toEqual(nothing);
  });

  test("cond", () => {
    const branches = [vi.fn((x: NDArray) => sin(x)), vi.fn((x: NDArray) => mul(x, x))] as const;
    const gradient = (x: NDArray) => grad((x: NDArray) => total(cond(true, ...branches, x)))(x);
    expect(counted(branches, () => gradient(array(1, 2))).traced).toBe(2);
    expect(counted(branches, () => gradient(array(1, 2)))).toEqual(nothing);
  });

  test("whileLoop, in forward mode", () => {
    const condition = vi.fn((x: NDArray) => lt(total(x), 100));
    const body = vi.fn((x: NDArray) => mul(x, 2));
    const push = (x: NDArray) => jvp((x: NDArray) => whileLoop(condition, body, x), [x], [x])[1];
    expect(counted([condition, body], () => push(array(1, 2))).traced).toBe(2);
    expect(counted([condition, body], () => push(array(1, 2)))).toEqual(nothing);
  });
});
