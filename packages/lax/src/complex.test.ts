import "@hyrax/cpu";
import { Complex, config, hostArray, type Array as NDArray } from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { afterEach, describe, expect, test } from "vitest";
import * as lax from "./index.js";

const c64 = (...parts: number[]) => hostArray(Float32Array.from(parts), [parts.length / 2], "complex64");
const f32 = (...elements: number[]) => hostArray(Float32Array.from(elements), [elements.length], "float32");
const z = c64(1, 2, -3, 0.5);

afterEach(() => config.update("enableX64", false));

describe("complex numbers from parts", () => {
  test("are complex64 of float32 and complex128 of float64", () => {
    expect(lax.complex(f32(1, 2), f32(3, -4)).inspect()).toBe("Array([1.+3.j, 2.-4.j], dtype=complex64)");
    config.update("enableX64", true);
    const halves = hostArray(Float64Array.of(0.1), [1], "float64");
    expect(lax.complex(halves, halves).inspect()).toBe("Array([0.1+0.1j], dtype=complex128)");
  });

  test("have those parts, and a conjugate; a real array has a complex one too", () => {
    expect([lax.real(z).tolist(), lax.imag(z).tolist()]).toEqual([
      [1, -3],
      [2, 0.5],
    ]);
    expect(lax.conj(z).tolist()).toEqual([new Complex(1, -2), new Complex(-3, -0.5)]);
    expect(lax.conj(f32(1, 2)).inspect()).toBe("Array([1.+0.j, 2.+0.j], dtype=complex64)");
  });

  test("of other dtypes throw, and say what is taken", () => {
    const half = hostArray(Uint16Array.of(0x3f80), [1], "bfloat16");
    expect(() => lax.real(f32(1))).toThrow("real: takes complex dtypes, found f32[1]; convert with astype");
    expect(() => lax.complex(z, z)).toThrow(
      "complex: takes float32 or float64 parts, found c64[2]; convert with astype",
    );
    expect(() => lax.complex(half, half)).toThrow("complex: takes float32 or float64 parts, found bf16[1]");
    expect(() => lax.lt(z, z)).toThrow(
      "lt: takes bool, signed integer, unsigned integer, floating dtypes, found c64[2]",
    );
    expect(() => lax.floor(z)).toThrow("floor: takes floating dtypes, found c64[2]");
  });
});

describe("loops and branches carry complex numbers", () => {
  // What numpy gives: z ** 5, and the powers of 1j added up.
  test("scan", () => {
    const powers = jit((w: NDArray) =>
      lax.scan((carry: NDArray, x: NDArray) => [lax.mul(carry, w), lax.add(carry, x)], lax.fullLike(w, 1), z, {}),
    );
    const [last, sums] = powers(hostArray(Float32Array.of(0, 1), [], "complex64"));
    expect([last.item(), sums.tolist()]).toEqual([new Complex(-1, 0), [new Complex(2, 2), new Complex(-3, 1.5)]]);
  });

  test("foriLoop", () => {
    const fifth = lax.foriLoop(0, 5, (_: NDArray, w: NDArray) => lax.mul(w, z), c64(1, 0, 1, 0));
    expect(fifth.tolist()).toEqual([new Complex(41, -38), new Complex(-176.4375, 191.28125)]);
  });

  test("whileLoop, with a modulus as the condition", () => {
    const escaped = lax.whileLoop(
      (w: NDArray) => lax.lt(lax.abs(w), 100),
      (w: NDArray) => lax.square(w),
      hostArray(Float32Array.of(1, 2), [], "complex64"),
    );
    expect(escaped.item()).toEqual(new Complex(-527, 336));
  });

  test("cond, where a bare number is a result beside a complex one", () => {
    const one = hostArray(Float32Array.of(1, 2), [], "complex64");
    const chosen = (p: boolean) =>
      lax.cond(
        p,
        (w: NDArray) => lax.neg(w),
        () => new Complex(0, 1) as unknown as NDArray,
        one,
      );
    expect([chosen(true).item(), chosen(false).item()]).toEqual([new Complex(-1, -2), new Complex(0, 1)]);
  });
});

describe("reductions", () => {
  test("by a sum or product start from their neutral element, or from another complex number", () => {
    expect(lax.reduce(z, 0, lax.add, [0]).item()).toEqual(new Complex(-2, 2.5));
    expect(lax.reduce(z, new Complex(0, 1), lax.add, [0]).item()).toEqual(new Complex(-2, 3.5));
    expect(lax.reduce(z, new Complex(1, 0), lax.mul, [0]).item()).toEqual(new Complex(-4, -5.5));
  });

  test("by another computation run element by element", () => {
    const difference = lax.reduce(z, 0, (x, y) => lax.sub(y, lax.mul(x, new Complex(0, 1))), [0]);
    expect(difference.item()).toEqual(new Complex(-1, -0.5));
  });
});
