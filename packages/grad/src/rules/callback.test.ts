import "@hyrax/cpu";
import { hostArray, MissingRuleError, mul, type Array as NDArray, shapedArray, sin } from "@hyrax/core";
import { debugCallback, ioCallback, pureCallback } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { customJvp, grad, jvp, linearize, linearTranspose } from "../index.js";

const scalar = shapedArray([], "float32");
const one = hostArray(Float32Array.of(1), [], "float32");
const cube = (x: NDArray) =>
  pureCallback([x], {
    callback: ([v]) => [mul(v as NDArray, 3)],
    resultAvals: [scalar],
    vmapMethod: null,
  })[0] as NDArray;
const io = (x: NDArray) =>
  ioCallback([x], { callback: (xs) => xs, resultAvals: [scalar], ordered: false })[0] as NDArray;

const reason = (name: string, primitive: string) =>
  new MissingRuleError(
    `differentiation (jvp) of ${primitive} is not possible: ${name} calls a function of the host, whose derivative is not known; ` +
      "wrap the call in customJvp or customVjp to give it one, or take its arguments through stopGradient",
  );

test("functions of the host have no derivative, and the error says how to give them one", () => {
  expect(() => grad(cube)(1)).toThrow(reason("pureCallback", "pure_callback"));
  expect(() => jvp(io, [one], [one])).toThrow(reason("ioCallback", "io_callback"));
  const given = customJvp(cube);
  given.defjvp(([x], [dx]) => [cube(x as NDArray), mul(dx as NDArray, 3)]);
  expect(grad((x: NDArray) => mul(given(x), x))(2).tolist()).toBe(12);
});

test("they are called as ever where nothing is differentiated", () => {
  expect(grad((x: NDArray) => mul(x, io(one)))(1).tolist()).toBe(1);
});

test("they are not linear", () => {
  expect(() => linearTranspose(cube, one)(one)).toThrow("it is not linear in any of its inputs");
});

// As often as jax.debug.callback: once under grad, grad of grad, jvp and linearize.
test("a debugging callback sees the values once, and no derivative", () => {
  const seen: unknown[] = [];
  const f = (x: NDArray) => {
    const y = sin(x);
    debugCallback([y], {
      callback: ([v]) => {
        seen.push(v?.tolist());
        return [];
      },
      resultAvals: [],
      ordered: false,
    });
    return mul(y, y);
  };
  const value = Math.fround(Math.sin(1));
  const runs = [
    () => grad(f)(1),
    () => grad(grad(f))(1),
    () => jvp(f, [one], [one]),
    () => {
      const [, push] = linearize(f, one);
      push(one);
      push(one);
    },
  ];
  for (const run of runs) {
    seen.length = 0;
    run();
    expect(seen).toEqual([value]);
  }
});
