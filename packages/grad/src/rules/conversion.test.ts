import "@hyrax/cpu";
import { conversion, convertElementType, hostArray, type Array as NDArray, reduceSum } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { complexSpread, integers, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";
import { grad } from "../index.js";

const x = spread([2, 3]);
const z = complexSpread([2, 3]);

describe("derivatives of conversions", () => {
  sweep(conversion, {
    convertElementType: [
      { inputs: [x], params: { newDtype: "float64", weakType: false } },
      { inputs: [x], params: { newDtype: "int32", weakType: false } },
      { inputs: [integers([1, 5, 2])], params: { newDtype: "float64", weakType: false } },
      { inputs: [x], params: { newDtype: "complex128", weakType: false } },
      { inputs: [z], params: { newDtype: "complex128", weakType: false } },
      // The real parts.
      { inputs: [z], params: { newDtype: "float64", weakType: false } },
    ],
    bitcastConvertType: [{ inputs: [integers([1, 5, 2])], params: { newDtype: "uint32" } }],
    // Rounding is a staircase to a finite difference, and the identity to differentiation; all bits are no rounding.
    reducePrecision: [{ inputs: [x], params: { exponentBits: 11, mantissaBits: 52 } }],
    copy: [{ inputs: [x] }, { inputs: [z] }],
  });
});

test("the gradient through a conversion has the dtype of the argument", () => {
  const half = hostArray(Uint16Array.of(0x3c00, 0x4000), [2], "float16");
  const sumInSingle = (v: NDArray) =>
    reduceSum(convertElementType(v, { newDtype: "float32", weakType: false }), { axes: [0] });
  const gradient = grad(sumInSingle)(half);
  expect(gradient.dtype).toBe("float16");
  expect(gradient.tolist()).toEqual([1, 1]);
});
