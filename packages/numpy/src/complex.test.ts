import { readFileSync } from "node:fs";
import { Complex, type DType, hostArray, type Array as NDArray, type Nested, type Shape } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "./index.js";

type Part = number | "NaN" | "Infinity" | "-Infinity";
type ArrayText = readonly [dtype: DType, shape: Shape, data: readonly (Part | readonly [Part, Part])[]];
type ArgumentText = number | { readonly array: ArrayText } | { readonly scalar: readonly [Part, Part] };

interface Fixture {
  readonly fn: string;
  readonly args: readonly ArgumentText[];
  readonly opts: object;
  /** Null where JAX throws. */
  readonly out: ArrayText | null;
}

// What JAX gives: see fixtures.py beside it. Parsed JSON is untyped, hence the cast.
const fixtures = JSON.parse(
  readFileSync(new URL("../test-support/complex/fixtures.json", import.meta.url), "utf8"),
) as readonly Fixture[];

function decode(argument: ArgumentText): unknown {
  if (typeof argument === "number") return argument;
  if ("scalar" in argument) return new Complex(Number(argument.scalar[0]), Number(argument.scalar[1]));
  const [dtype, shape, data] = argument.array;
  if (dtype === "bool") return np.array(data.map(Boolean));
  return hostArray(Float32Array.from(data.flat(), Number), shape, dtype);
}

const functions: Readonly<Record<string, unknown>> = np;

function call({ fn, args, opts }: Fixture): NDArray {
  // Which function takes which arguments is the fixture's business.
  const f = functions[fn] as (...args: readonly unknown[]) => NDArray;
  return Object.keys(opts).length > 0 ? f(...args.map(decode), opts) : f(...args.map(decode));
}

/** The elements in order, of complex ones their parts. */
function parts(x: Nested): readonly number[] {
  if (Array.isArray(x)) return x.flatMap(parts);
  return x instanceof Complex ? [x.re, x.im] : [Number(x)];
}

const names = [...new Set(fixtures.map(({ fn }) => fn))];

describe("of complex numbers", () => {
  test.each(names)("%s gives what JAX gives, or throws where it throws", (name) => {
    for (const fixture of fixtures.filter(({ fn }) => fn === name)) {
      const what = JSON.stringify([fixture.args, fixture.opts]);
      if (fixture.out === null) {
        expect(() => call(fixture), what).toThrow(new RegExp(`^${name}: |takes .* dtypes, found c64`));
        continue;
      }
      const [dtype, shape, data] = fixture.out;
      const found = call(fixture);
      expect([found.dtype, found.shape], what).toEqual([dtype, shape]);
      const wanted = data.flat().map(Number);
      // A complex number is as exact as its modulus is large.
      const sizes = data.map((e) => Math.hypot(...[e].flat().map(Number)));
      parts(found.tolist()).forEach((got, i) => {
        const want = wanted[i] as number;
        if (Object.is(got, want) || got === want) return;
        const size = sizes[Math.floor((i * sizes.length) / wanted.length)] as number;
        expect(Math.abs(got - want), `${got} for ${want} at ${i} of ${what}`).toBeLessThanOrEqual(4e-6 * (1 + size));
      });
    }
  });
});

describe("arrays from complex numbers", () => {
  test("are complex64, with bare numbers and booleans beside them as complex numbers", () => {
    expect(np.array([new Complex(1, 2), 3, true]).inspect()).toBe("Array([1.+2.j, 3.+0.j, 1.+0.j], dtype=complex64)");
    expect(np.array([[new Complex(0, 1)], [2]]).shape).toEqual([2, 1]);
  });

  test("a real list or typed array with a complex dtype has no imaginary parts", () => {
    for (const real of [[1, 2], Float32Array.of(1, 2), Int8Array.of(1, 2)]) {
      expect(String(np.array(real, { dtype: "complex64" }))).toBe("[1.+0.j 2.+0.j]");
    }
  });

  test("a real dtype for them throws", () => {
    expect(() => np.array([new Complex(1, 2)], { dtype: "float32" })).toThrow("(1+2j) is no JavaScript number");
  });

  test("zeros, ones, full, eye and arange take complex dtypes", () => {
    expect(String(np.ones([2], { dtype: "complex64" }))).toBe("[1.+0.j 1.+0.j]");
    expect(String(np.full([2], new Complex(1, -1)))).toBe("[1.-1.j 1.-1.j]");
    expect(String(np.arange(3, { dtype: "complex64" }))).toBe("[0.+0.j 1.+0.j 2.+0.j]");
    expect(np.eye(2, { dtype: "complex64" }).tolist()).toEqual([
      [new Complex(1), new Complex(0)],
      [new Complex(0), new Complex(1)],
    ]);
  });
});

describe("a bare complex number beside an array", () => {
  // (jnp.ones(2, dtype) * 1j).dtype and .weak_type in JAX.
  test.each<[DType, DType, boolean]>([
    ["float32", "complex64", false],
    ["float16", "complex64", false],
    ["int32", "complex64", true],
    ["complex64", "complex64", false],
  ])("of %s gives %s", (dtype, result, weak) => {
    const product = np.ones([2], { dtype }).mul(new Complex(0, 1));
    expect([product.dtype, product.weakType]).toEqual([result, weak]);
    expect(product.tolist()).toEqual([new Complex(0, 1), new Complex(0, 1)]);
  });
});

test("methods and properties of arrays take parts and conjugates", () => {
  const z = np.array([new Complex(1, 2), new Complex(-3, 0.5)]);
  expect([z.real.tolist(), z.imag.tolist()]).toEqual([
    [1, -3],
    [2, 0.5],
  ]);
  expect(z.conj().tolist()).toEqual([new Complex(1, -2), new Complex(-3, -0.5)]);
});

test("an update of complex elements keeps the others", () => {
  const z = np.zeros([3], { dtype: "complex64" });
  expect(String(z.at(1).set(new Complex(1, 2)).at(1).multiply(new Complex(0, 1)))).toBe("[ 0.+0.j -2.+1.j  0.+0.j]");
  expect(String(z.at(2).add(new Complex(0.5, -1)))).toBe("[0. +0.j 0. +0.j 0.5-1.j]");
});

test("converted to bool, a complex number is true unless both its parts are zero; else its real part counts", () => {
  const z = np.array([new Complex(0, 1), new Complex(0, 0), new Complex(2.75, 1)]);
  expect(z.astype("bool").tolist()).toEqual([true, false, true]);
  expect(z.astype("int32").tolist()).toEqual([0, 0, 2]);
});
