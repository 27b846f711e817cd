import type { DType, Array as NDArray } from "@hyrax/core";
import { expect, test } from "vitest";
import { broadcastArrays, broadcastShapes } from "./broadcast.js";
import * as np from "./index.js";
import { promoteArgs, promoteInexact } from "./promote.js";

const typed = (dtype: DType, ...values: number[]) => np.array(values, { dtype });
const type = (x: NDArray) => (x.weakType ? `${x.dtype}*` : x.dtype);

test("a whole number beside an array is a weak integer, one with a fraction a weak float", () => {
  expect(type(np.add(typed("int8", 1), 2))).toBe("int8");
  expect(type(np.add(typed("uint8", 1), -2))).toBe("uint8");
  expect(type(np.add(typed("float16", 1), 2))).toBe("float16");
  // JAX: (jnp.int8(1) + 1.5).dtype is float32, weak.
  expect(type(np.add(typed("int8", 1), 1.5))).toBe("float32*");
  expect(type(np.add(typed("int32", 1), Number.NaN))).toBe("float32*");
  expect(type(np.add(typed("bool", 1), 2))).toBe("int32*");
});

test("a number that integers cannot hold is a float", () => {
  const x = np.multiply(typed("int32", 3), 1e10);
  expect([x.dtype, x.tolist()]).toEqual(["float32", [Math.fround(3e10)]]);
});

test("bare numbers alone are weak float32", () => {
  expect(type(np.add(1, 2))).toBe("float32*");
  expect(type(np.add(1n, 2n))).toBe("int32*");
  expect(type(np.sin(1))).toBe("float32*");
});

test("weakness survives a chain and gives way at its end", () => {
  const weak = np.multiply(typed("int8", 2), 1.5);
  expect(type(np.multiply(weak, typed("float16", 2)))).toBe("float16");
  expect(type(np.multiply(np.astype(weak, "float32"), typed("float16", 2)))).toBe("float32");
});

test("integers become floats where a function has no meaning on them", () => {
  const [a, b] = promoteInexact("f", typed("int32", 1), typed("bool", 1));
  expect([a.dtype, b.dtype]).toEqual(["float32", "float32"]);
  expect(np.sqrt(typed("uint8", 4)).dtype).toBe("float32");
  expect(np.divide(typed("int32", 7), typed("int32", 2)).tolist()).toEqual([3.5]);
});

test("arguments meet in one shape, and scalars stay scalars for the primitives", () => {
  const [a, b, c] = promoteArgs("f", np.ones([3, 1]), np.ones([4]), 2);
  expect([a.shape, b.shape, c.shape]).toEqual([[3, 4], [3, 4], []]);
});

test("shapes that do not broadcast are an error that names the function, the shapes and the axis", () => {
  expect(() => np.add(np.ones([2]), np.ones([3]))).toThrow(
    "add: shapes [2] and [3] do not broadcast: axis -1 has sizes 2 and 3, which must be equal or 1",
  );
  expect(() => broadcastShapes("f", [2, 3], [4, 1, 5], [3, 1])).toThrow(/axis -2 has sizes 2 and 3/);
});

test("axes of size zero broadcast with axes of size one", () => {
  expect(broadcastShapes("f", [0, 3], [1])).toEqual([0, 3]);
  expect(broadcastArrays("f", np.ones([1, 3]), np.ones([0, 1])).map((x) => x.shape)).toEqual([
    [0, 3],
    [0, 3],
  ]);
});
