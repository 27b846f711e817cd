import "@hyrax/cpu";
import {
  add,
  axisIndex,
  hostArray,
  iota,
  mul,
  type Array as NDArray,
  reduceSum,
  sin,
  TracerBoolConversionError,
  withNamedAxis,
} from "@hyrax/core";
import { expect, test } from "vitest";
import { ensureCompileTimeEval, jit, makeJaxpr } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

// As in JAX: makeJaxpr of the same program prints { lambda ; a:f32[]. let b:f32[] = sin a in (b,) }.
test("operations on known values are computed while a function is traced, and decide in JavaScript", () => {
  const f = (x: NDArray) =>
    ensureCompileTimeEval(() => {
      const y = sin(sin(3));
      const traced = sin(x);
      return Number(y) > 0 ? traced : x;
    });
  expect(String(makeJaxpr(f)(1))).toBe("{ lambda ; a:f32[]. let b:f32[] = sin a in (b,) }");
  expect(jit(f)(1).tolist()).toBeCloseTo(Math.sin(1), 6);
});

test("operations without inputs and jitted functions are computed too", () => {
  const total = jit((n: NDArray) =>
    reduceSum(add(iota({ dtype: "float32", shape: [4], dimension: 0 }), n), { axes: [0] }),
  );
  const f = (x: NDArray) => mul(x, Number(ensureCompileTimeEval(() => total(1)).item()));
  expect(String(makeJaxpr(f)(1))).toBe("{ lambda ; a:f32[]. let b:f32[] = mul a 10.0:f32[] in (b,) }");
});

test("traced values stay unknown", () => {
  const f = (x: NDArray) => ensureCompileTimeEval(() => (Number(sin(x)) > 0 ? x : sin(x)));
  expect(() => jit(f)(1)).toThrow(TracerBoolConversionError);
});

test("named axes of enclosing maps are still there", () => {
  const traced = withNamedAxis("i", 3, () =>
    String(makeJaxpr(() => ensureCompileTimeEval(() => axisIndex({ axisName: "i" })))()),
  );
  expect(traced).toContain("axis_index");
});

test("what it throws comes through, and tracing goes on as before", () => {
  const mine = new RangeError("mine");
  const f = (x: NDArray) => {
    try {
      ensureCompileTimeEval(() => {
        throw mine;
      });
    } catch (error) {
      expect(error).toBe(mine);
    }
    return sin(mul(2, x));
  };
  expect(jit(f)(f32(1)).shape).toEqual([1]);
  expect(() => ensureCompileTimeEval(3 as never)).toThrow(
    new TypeError("ensureCompileTimeEval: takes a function, found number"),
  );
});
