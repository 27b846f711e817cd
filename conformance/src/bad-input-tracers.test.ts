import {
  type Array,
  ConcretizationTypeError,
  NonConcreteBooleanIndexError,
  TracerArrayConversionError,
  TracerBoolConversionError,
  TracerIntegerConversionError,
  UnexpectedTracerError,
} from "@hyrax/core";
import { grad, vjp } from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const three = np.array([1, 2, 3]);
const one = np.array(1);
const whole = np.array(3, { dtype: "int32" });
const key = random.key(0);

/** The ways in which a function comes to run on tracers, each with a scalar for the function. */
const transformations: readonly (readonly [name: string, trace: (f: (x: Array) => unknown) => unknown])[] = [
  ["jit", (f) => untyped(jit(f as never))(one)],
  ["grad", (f) => untyped(grad(f as never))(one)],
  ["vmap", (f) => untyped(vmap(f as never))(three)],
  ["scan", (f) => untyped(lax.scan)((carry: Array) => [f(carry), null], 0, three)],
  ["makeJaxpr", (f) => untyped(makeJaxpr(f as never))(one)],
];

const advice =
  "Its value is not known while the function is traced: let np.where, lax.cond or lax.whileLoop decide by it, " +
  "or make the argument static (staticArgnums)";

describe("a traced array has no value for JavaScript", () => {
  const converted = `the traced array Traced<f32[]> was compared or converted by JavaScript (as in if (x > 0), or +x). ${advice}`;

  test.each(transformations)("in a condition, under %s", (_, trace) => {
    refuse(() => trace((x) => (Number(x) > 0 ? x : x)), TracerBoolConversionError, converted);
    refuse(() => trace((x) => ((x as unknown as number) > 0 ? x : x)), TracerBoolConversionError, converted);
    // biome-ignore lint/suspicious/noDoubleEquals: it is what the program does that is refused
    refuse(() => trace((x) => ((x as unknown) == 1 ? x : x)), TracerBoolConversionError, converted);
  });

  test.each(transformations)("as a number, under %s", (_, trace) => {
    refuse(() => trace((x) => Math.sin(x as unknown as number)), TracerBoolConversionError, converted);
    refuse(() => trace((x) => +x), TracerBoolConversionError, converted);
  });

  test.each(transformations)("to read its elements, under %s", (_, trace) => {
    for (const method of ["dataSync", "tolist", "data"] as const) {
      const text = `${method}() was called on the traced array Traced<f32[]>. ${advice}`;
      refuse(() => trace((x) => x[method]()), TracerArrayConversionError, text);
    }
  });

  // JAX's float() is refused under grad, but its item() is not: the point at which is differentiated is known.
  test.each(transformations.filter(([name]) => name !== "grad"))("to read its one element, under %s", (_, trace) => {
    const text = `item() was called on the traced array Traced<f32[]>. ${advice}`;
    refuse(() => trace((x) => x.item()), ConcretizationTypeError, text);
    refuse(() => trace((x) => grad((y: Array) => y.mul(y.item()))(x)), ConcretizationTypeError, text);
  });

  test("to know where it is", () => {
    refuse(
      () => jit((x: Array) => x.mul(x.device.id))(one),
      ConcretizationTypeError,
      `the device of Traced<f32[]> was asked for. ${advice}`,
    );
  });
});

describe("a traced array is no integer for shapes, axes and sizes", () => {
  const known = (what: string) =>
    `${what} must be known while a function is traced, found the traced array Traced<i32[]>; ` +
    "pass it as a static argument (jit's staticArgnums)";
  const trace = (f: (n: Array) => unknown) => untyped(jit(f as never))(whole);

  test("a shape", () => {
    refuse(() => trace((n) => untyped(np.zeros)([n])), TracerIntegerConversionError, known("zeros: a size"));
    refuse(() => trace((n) => untyped(np.reshape)(three, n)), TracerIntegerConversionError, known("reshape: a size"));
  });

  test("an axis", () => {
    refuse(
      () => trace((n) => untyped(np.sum)(three, { axis: n })),
      TracerIntegerConversionError,
      known("sum: an axis"),
    );
  });

  test("the length of a range", () => {
    refuse(
      () => trace((n) => untyped(np.arange)(n)),
      ConcretizationTypeError,
      "arange: the bound Traced<i32[]> is traced, but it decides the shape of the result; " +
        "make it a static argument, or mask a longer range",
    );
  });

  test("the number of keys", () => {
    refuse(
      () => trace((n) => untyped(random.split)(key, n)),
      TracerIntegerConversionError,
      "split: the shape holds the traced array Traced<i32[]>. Shapes must be known while a function is traced: " +
        "pass the size as a static argument (jit's staticArgnums).",
    );
  });

  test("a mask as an index", () => {
    refuse(
      () => jit((x: Array) => x.get(x.greater(1)))(three),
      NonConcreteBooleanIndexError,
      "x.get: item 0 of the index is the traced mask bool[3], and how many elements it takes is not known while the " +
        "function is traced. Use np.where(mask, …, …) instead, which keeps the shape",
    );
  });

  test("a result whose size depends on it", () => {
    refuse(
      () => untyped(jit(((x: Array) => np.nonzero(x)) as never))(three),
      ConcretizationTypeError,
      "nonzero: the size of the result depends on the values of the traced array Traced<f32[3]>; " +
        "give the option size, which fixes it, or call the function outside of the transformation",
    );
  });
});

describe("a traced array that was kept beyond its function is refused wherever it turns up", () => {
  const leaked = (type: string) =>
    `the traced array Traced<${type}> was used outside the transformed function that it belongs to; ` +
    "return it from the function instead of storing it";

  const leaks = transformations.map(([name, trace]) => {
    let kept: Array | undefined;
    trace((x) => {
      kept = x;
      return x;
    });
    return [name, kept as Array] as const;
  });

  test.each(leaks)("from %s, in eager code", (_, kept) => {
    refuse(() => kept.add(1), UnexpectedTracerError, leaked("f32[]"));
    refuse(() => np.sum(kept), UnexpectedTracerError, leaked("f32[]"));
  });

  test.each(leaks)("from %s, in another transformation", (_, kept) => {
    for (const [, trace] of transformations) {
      refuse(() => trace((x) => x.mul(kept)), UnexpectedTracerError, leaked("f32[]"), { runsFirst: true });
    }
  });

  test.each(leaks)("from %s, as an argument or a result", (_, kept) => {
    refuse(() => jit((x: Array) => x)(kept), UnexpectedTracerError, leaked("f32[]"));
    refuse(() => grad((x: Array) => x)(kept), UnexpectedTracerError, leaked("f32[]"));
    refuse(() => vmap((x: Array) => x, { inAxes: null, axisSize: 2 })(kept), UnexpectedTracerError, leaked("f32[]"));
    refuse(() => jit(() => kept)(), UnexpectedTracerError, leaked("f32[]"));
    refuse(() => untyped(vjp)(() => kept, one), UnexpectedTracerError, leaked("f32[]"));
  });

  test("a traced array still says what it is", () => {
    for (const [, kept] of leaks) expect(String(kept)).toBe("Traced<f32[]>");
  });
});
