import "@hyrax/cpu";
import {
  add,
  bottomTrace,
  currentTrace,
  hostArray,
  mul,
  type Array as NDArray,
  registerDevices,
  scalarArray,
  sin,
} from "@hyrax/core";
import { describe, expect, test, vi } from "vitest";
import { ioCallback, jit, makeJaxpr, pureCallback, ShapeDtypeStruct, simplify } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const scalar = new ShapeDtypeStruct([], "float32");

describe("a call of the host", () => {
  test("gives the function pytrees of values, and returns what it returns", () => {
    const seen = vi.fn((p: { a: NDArray; b: readonly NDArray[] }, n: NDArray) => ({
      sum: add(p.a, n),
      rest: [p.b[0] as NDArray, n.item() as number] as const,
    }));
    const f = (p: { a: NDArray; b: NDArray[] }, n: NDArray) =>
      pureCallback(seen as never, { sum: f32(0, 0), rest: [f32(0), scalar] as const }, p as never, n);
    const expected = [[11, 12], [3], 10];
    for (const call of [f, jit(f)]) {
      const { sum, rest } = call({ a: f32(1, 2), b: [f32(3)] }, scalarArray(10, "float32"));
      expect([sum.tolist(), rest[0].tolist(), rest[1].tolist()]).toEqual(expected);
    }
    expect(seen).toHaveBeenCalledTimes(2);
  });

  test("takes results as arrays, numbers, or elements in a typed array", () => {
    const call = <T>(result: unknown, shapes: T) => pureCallback(() => result as never, shapes);
    expect(call(0.5, scalar).tolist()).toBe(0.5);
    expect(call(true, new ShapeDtypeStruct([], "bool")).tolist()).toBe(true);
    const matrix = call(Int32Array.of(1, 2, 3, 4), new ShapeDtypeStruct([2, 2], "int32"));
    expect(matrix.tolist()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(call(scalarArray(2, "float32", true), scalar).weakType).toBe(false);
    expect(call(null, null)).toBe(null);
  });

  test("keeps no view of a typed array, which the function may use again", () => {
    const scratch = new Float32Array(2);
    const fill = (v: NDArray) => scratch.fill(v.item() as number);
    const [a, b] = [1, 2].map((x) => pureCallback(fill, f32(0, 0), x));
    expect([a?.tolist(), b?.tolist()]).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test("computes with arrays that the function makes, itself in a jitted function", () => {
    const twice = jit((x: NDArray) => mul(x, 2));
    const f = jit((x: NDArray) => sin(pureCallback((v: NDArray) => twice(sin(v)), x, x)));
    const x = f32(0.5, 1);
    expect(f(x).tolist()).toEqual(sin(mul(sin(x), 2)).tolist());
  });

  test("is left out of a compiled program where nobody needs what it returns, unlike one with effects", () => {
    const host = (x: NDArray) => x;
    const { jaxpr } = makeJaxpr((x: NDArray) => {
      pureCallback(host, x, x);
      ioCallback(host, x, x);
      return mul(x, 2);
    })(f32(1));
    expect(simplify(jaxpr).eqns.map(({ primitive }) => primitive.name)).toEqual(["io_callback", "mul"]);
  });
});

describe("what the function throws", () => {
  class Mine extends Error {}
  test.each([
    ["eagerly", (f: (x: NDArray) => NDArray) => f],
    ["in a jitted function", (f: (x: NDArray) => NDArray) => jit(f)],
    ["in one within another", (f: (x: NDArray) => NDArray) => jit(jit(f))],
  ])("reaches the caller %s, and the next call works", (_, transform) => {
    let fails = true;
    const mine = new Mine("mine");
    const host = (x: NDArray) => {
      if (fails) throw mine;
      return x;
    };
    for (const call of [pureCallback, ioCallback]) {
      fails = true;
      const f = transform((x) => mul(call(host, x, x), 2));
      expect(() => f(f32(1))).toThrow(mine);
      expect(currentTrace()).toBe(bottomTrace());
      fails = false;
      expect(f(f32(1)).tolist()).toEqual([2]);
    }
  });
});

describe("where the host is not the default device", () => {
  test("the function computes on the host all the same", async () => {
    const { Device, setDefaultDevice, defaultDevice } = await import("@hyrax/core");
    const host = defaultDevice();
    // A device without anything: whatever is computed on it fails.
    class Nothing extends Device {
      override get engine(): never {
        throw new Error("computed elsewhere");
      }
      override put = host.put;
      override read = host.read;
      override readSync = host.readSync;
      override synchronize = host.synchronize;
    }
    const nothing = new Nothing("nothing", 0);
    registerDevices("nothing", () => [nothing]);
    setDefaultDevice("nothing");
    try {
      expect(pureCallback((x: NDArray) => mul(x, 3), scalar, 2).tolist()).toBe(6);
      expect(defaultDevice()).toBe(nothing);
    } finally {
      setDefaultDevice(undefined);
    }
  });
});
