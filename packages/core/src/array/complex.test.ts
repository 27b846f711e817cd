import { describe, expect, test } from "vitest";
import {
  allocate,
  asArray,
  Complex,
  decodeScalar,
  encodeScalar,
  hostArray,
  mul,
  type Array as NDArray,
  neg,
  paramsKey,
  printJaxpr,
  scalarArray,
  shapedArray,
  stage,
} from "../index.js";

const z = hostArray(Float32Array.of(1, 2, -3, 0.5), [2], "complex64");

describe("a complex number", () => {
  test("is written as Python writes it", () => {
    // str(complex(re, im)) of Python 3.11.
    const texts: readonly (readonly [number, number, string])[] = [
      [1, 2, "(1+2j)"],
      [0, 1, "1j"],
      [-0, -1.5, "(-0-1.5j)"],
      [0.1, Number.NaN, "(0.1+nanj)"],
    ];
    for (const [re, im, text] of texts) expect(`${new Complex(re, im)}`).toBe(text);
  });

  test("has an imaginary part of zero if none is given", () => {
    expect(new Complex(2)).toEqual(new Complex(2, 0));
  });

  test("is nothing that JavaScript computes with, and says what to do", () => {
    const one = new Complex(1, 2) as unknown as number;
    expect(() => one * 2).toThrow("(1+2j) is no JavaScript number; take .re or .im, or compute with arrays");
    expect(() => one > 0).toThrow(TypeError);
  });

  test("tells params apart by its value", () => {
    expect(paramsKey([new Complex(1, 2)])).toBe(paramsKey([new Complex(1, 2)]));
    expect(paramsKey(new Complex(0, 1))).not.toBe(paramsKey(new Complex(-0, 1)));
  });
});

describe("in storage, the parts lie beside one another", () => {
  test("and a real value has none that is imaginary", () => {
    const data = allocate("complex128", 3);
    encodeScalar(data, 0, new Complex(1.5, -2), "complex128");
    encodeScalar(data, 2, 7n, "complex128");
    expect([...data]).toEqual([1.5, -2, 0, 0, 7, 0]);
    expect(decodeScalar(data, 0, "complex128")).toEqual(new Complex(1.5, -2));
  });

  test("which a real dtype has no place for", () => {
    for (const dtype of ["float32", "bool", "int64"] as const) {
      expect(() => scalarArray(new Complex(1, 2), dtype)).toThrow("(1+2j) is no JavaScript number");
    }
  });
});

describe("a complex array", () => {
  test("has complex elements", () => {
    expect(z.tolist()).toEqual([new Complex(1, 2), new Complex(-3, 0.5)]);
    expect(hostArray(Float64Array.of(0.25, -1), [], "complex128").item()).toEqual(new Complex(0.25, -1));
  });

  test("gives its elements as pairs of parts", () => {
    expect(z.dataSync()).toEqual(Float32Array.of(1, 2, -3, 0.5));
  });

  test("prints as NumPy and JAX print it", () => {
    // str(x) and repr(x) in JAX 0.10.2.
    expect(String(z)).toBe("[ 1.+2.j  -3.+0.5j]");
    expect(z.inspect()).toBe("Array([ 1.+2.j , -3.+0.5j], dtype=complex64)");
    const scalar = hostArray(Float32Array.of(1, 2), [], "complex64");
    expect([String(scalar), scalar.inspect()]).toEqual(["(1+2j)", "Array(1.+2.j, dtype=complex64)"]);
    expect(asArray(new Complex(0, 1)).inspect()).toBe("Array(0.+1.j, dtype=complex64, weak_type=True)");
    const odd = hostArray(Float32Array.of(1, 1, Number.NaN, Number.NaN), [2], "complex64");
    expect(odd.inspect()).toBe("Array([ 1. +1.j, nan+nanj], dtype=complex64)");
  });

  test("of one element is no JavaScript number either", () => {
    expect(() => +(asArray(new Complex(1, 2)) as unknown as number)).toThrow("(1+2j) is no JavaScript number");
  });
});

describe("a complex number as an operand", () => {
  const text = (f: (x: NDArray) => NDArray) => printJaxpr(stage(([x]) => [f(x as NDArray)], [z.aval]).jaxpr);

  test("is a literal of the dtype of the array beside it, written as JAX writes it", () => {
    // str(jax.make_jaxpr(lambda x: x * 1j)(z)), and so on, in JAX 0.10.2.
    expect(text((x) => mul(x, new Complex(0, 1)))).toBe("{ lambda ; a:c64[2]. let b:c64[2] = mul a 1j:c64[] in (b,) }");
    expect(text((x) => mul(x, new Complex(0.1, -2.5)))).toContain("mul a (0.1-2.5j):c64[]");
    expect(text((x) => mul(x, 2))).toContain("mul a (2+0j):c64[]");
  });

  test("alone is weak complex64", () => {
    const [aval] = stage(() => [neg(new Complex(0, 1))], []).jaxpr.outAvals;
    expect(aval).toBe(shapedArray([], "complex64", true));
  });

  test("beside a real array throws, since only its real part would fit", () => {
    expect(() => mul(hostArray(Float32Array.of(1), [1], "float32"), new Complex(0, 1))).toThrow(
      "mul: 1j as float32 would lose its imaginary part; convert with astype, or use numpy, which promotes",
    );
  });
});
