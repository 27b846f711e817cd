import { type Array, TracerBoolConversionError } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type VmapOptions, vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

const [two, three] = [np.ones([2]), np.ones([3, 2])];
const add = (a: Array, b: Array) => a.add(b);

/** Calls `vmap` as untyped JavaScript may. */
const untyped = (f: unknown, options?: unknown) => () =>
  vmap(f as (...args: unknown[]) => unknown, options as VmapOptions<unknown[], unknown>);

describe("before the function runs, there is a TypeError for", () => {
  const never = () => {
    throw new Error("the function has run");
  };
  const call =
    (options: object, ...args: unknown[]) =>
    () =>
      untyped(never, options)()(...args);

  test("sizes that differ", () => {
    expect(call({}, two, { w: three })).toThrow(
      new TypeError(
        "vmap: the sizes of the mapped axes differ: 2 is the size of axis 0 of argument 0, f32[2]; " +
          "3 is the size of axis 0 of argument 1 at ['w'], f32[3,2]",
      ),
    );
    expect(call({ inAxes: [0, -1], axisSize: 3 }, two, three)).toThrow(
      "vmap: the sizes of the mapped axes differ: 2 is the size of axis 0 of argument 0, f32[2] (and 1 more); 3 is the size of the option axisSize",
    );
  });

  test("an axis that an argument does not have", () => {
    expect(call({ inAxes: [0, [null, 1]] }, two, [two, two])).toThrow(
      new TypeError(
        "vmap: argument 1 at [1] is f32[2], which has no axis 1 to map over; give another axis in inAxes, or null to pass it whole",
      ),
    );
    expect(call({}, np.array(1.5))).toThrow("vmap: argument 0 is f32[], which has no axis 0");
    expect(call({ inAxes: -3 }, three)).toThrow("vmap: argument 0 is f32[3,2], which has no axis -3");
    expect(call({}, two, 5)).toThrow("vmap: argument 1 is f32[], which has no axis 0");
  });

  test("an argument that is no array but shall be mapped", () => {
    expect(call({}, two, "text")).toThrow(new TypeError('vmap: argument 1 must be an array or a number, found "text"'));
    expect(call({}, undefined)).toThrow("vmap: argument 0 must be an array or a number, found undefined");
  });

  test("another number of axes than of arguments", () => {
    expect(call({ inAxes: [0] }, two, two)).toThrow(
      new TypeError(
        "vmap: inAxes has 1 entry, but the function was called with 2 arguments; give one entry for each, or one number for all",
      ),
    );
  });

  test("axes that do not go with the structure of the argument", () => {
    expect(call({ inAxes: [0, { w: 0 }] }, two, { v: two })).toThrow(/vmap: inAxes\[1\] must be a prefix of .*'v'/);
  });

  test("nothing to map over", () => {
    const error = new TypeError(
      "vmap: no argument is mapped, so that the number of elements is not known; give an axis in inAxes, or the option axisSize",
    );
    expect(call({ inAxes: null }, two)).toThrow(error);
    expect(call({})).toThrow(error);
  });
});

describe("where vmap is called, there is a TypeError for", () => {
  test("something else than a function", () => {
    expect(untyped(3)).toThrow(new TypeError("vmap: takes a function, found number"));
  });

  test("an option that does not exist", () => {
    expect(untyped(add, { in_axes: 0 })).toThrow(
      new TypeError('vmap: there is no option "in_axes"; options are inAxes, outAxes, axisName, axisSize'),
    );
  });

  test("axes that are no integers", () => {
    expect(untyped(add, { inAxes: 0.5 })).toThrow("vmap: inAxes must be an integer or null, found 0.5");
    expect(untyped(add, { inAxes: [0, ["0"]] })).toThrow("vmap: inAxes at [1][0] must be an integer or null, found 0");
    expect(untyped(add, { outAxes: { a: true } })).toThrow(
      "vmap: outAxes at ['a'] must be an integer or null, found true",
    );
    expect(untyped(add, { inAxes: { a: 0 } })).toThrow("vmap: inAxes must be an integer, null, or a list");
  });

  test("a size or name that is none", () => {
    expect(untyped(add, { axisSize: -1 })).toThrow("vmap: axisSize must be an integer of zero or more, found -1");
    expect(untyped(add, { axisName: 1 })).toThrow("vmap: axisName must be a string, found 1");
  });
});

describe("of what the function returns, there is a TypeError for", () => {
  test("null where the result differs from element to element", () => {
    expect(() => vmap((x: Array) => [x, { y: x }] as const, { outAxes: [0, { y: null }] })(three)).toThrow(
      new TypeError(
        "vmap: the result at [1]['y'], f32[2], differs from element to element, but outAxes is null there; give the axis to stack it along",
      ),
    );
  });

  test("an axis that the result does not have", () => {
    expect(() => vmap((x: Array) => x, { outAxes: 2 })(three)).toThrow(
      new TypeError("vmap: the result is f32[2]; outAxes must be from -2 to 1 there, found 2"),
    );
  });

  test("axes that do not go with its structure", () => {
    expect(() => untyped((x: Array) => [x], { outAxes: [0, 1] })()(three)).toThrow("vmap: outAxes must be a prefix of");
  });

  test("a promise, and what is no array", () => {
    expect(() => vmap(async (x: Array) => x)(three)).toThrow("vmap: the function returned a promise");
    expect(() => vmap((_: Array) => "text")(three)).toThrow(
      'vmap: the result of the function must be an array or a number, found "text"',
    );
  });
});

test("a value of an element cannot decide an if", () => {
  expect(() => vmap((x: Array) => ((x as unknown as number) > 0 ? x : x.neg()))(two)).toThrow(
    TracerBoolConversionError,
  );
});
