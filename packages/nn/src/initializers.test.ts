import { readFileSync } from "node:fs";
import { config, type DType, type Array as NDArray, type Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { afterEach, describe, expect, test } from "vitest";
import { initializers } from "./index.js";

/** What JAX 0.10.2 draws: fixtures.py says how it is written. Complex weights are stored as their parts, along a last axis. */
interface Case {
  readonly fn: keyof typeof initializers & string;
  readonly args?: readonly unknown[];
  readonly dtype?: DType;
  readonly partitionable: boolean;
  readonly out: { readonly dtype: DType; readonly shape: Shape; readonly data: readonly number[] };
}

// The file is part of this folder.
const fixtures = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as {
  readonly initializers: readonly Case[];
};

afterEach(() => config.update("threefryPartitionable", false));

/** The parts of complex weights along a last axis, and real weights as they are. */
const parts = (x: NDArray) => (np.iscomplexobj(x) ? np.stack([np.real(x), np.imag(x)], { axis: -1 }) : x);

describe("draws JAX's weights:", () => {
  test.each(
    fixtures.initializers.map((c, i) => [`${c.fn} ${c.args ?? ""} ${c.dtype ?? c.out.dtype} (${i})`, c] as const),
  )("%s", (_, { fn, args = [], dtype, partitionable, out }) => {
    config.update("threefryPartitionable", partitionable);
    const complex = dtype === "complex64";
    const build = initializers[fn] as (...args: readonly unknown[]) => initializers.Initializer;
    const shape = complex ? out.shape.slice(0, -1) : out.shape;
    const weights = build(...args)(random.key(fn === "varianceScaling" ? 3 : 7), shape, { dtype: dtype ?? out.dtype });
    expect([weights.dtype, weights.shape]).toEqual([dtype ?? out.dtype, shape]);
    const got = np.ravel(parts(weights).astype("float32")).tolist() as readonly number[];
    const tolerance = out.dtype === "float16" ? 2e-3 : 2e-5;
    got.forEach((x, i) => {
      const y = out.data[i] as number;
      if (Math.abs(x - y) > tolerance * Math.max(Math.abs(y), 0.05))
        expect.fail(`weight ${i} is ${x}, but JAX's is ${y}`);
    });
  });
});

test("constants ignore the key", () => {
  expect(String(initializers.zeros(random.key(0), [2]))).toBe("[0. 0.]");
  expect(String(initializers.ones(random.key(1), [2], { dtype: "int32" }))).toBe("[1 1]");
  expect(String(initializers.constant([1, 2], { dtype: "float16" })(random.key(2), [2, 2]))).toBe(
    "[[1. 2.]\n [1. 2.]]",
  );
});

test("a dtype that is asked for wins over the one built in", () => {
  const make = initializers.normal({ dtype: "float16" });
  expect(make(random.key(0), [2]).dtype).toBe("float16");
  expect(make(random.key(0), [2], { dtype: "float32" }).dtype).toBe("float32");
});

test("the variance of many weights is the one promised", () => {
  const shape = [200, 300];
  for (const distribution of ["truncated_normal", "normal", "uniform"] as const) {
    const weights = initializers.varianceScaling(3, "fan_out", distribution)(random.key(5), shape);
    expect(weights.var().item()).toBeCloseTo(3 / 300, 3);
    expect(weights.mean().item()).toBeCloseTo(0, 2);
  }
});

test("inputs, outputs and copies may be any axes", () => {
  const options = { inAxis: 0, outAxis: [1, 3], batchAxis: 2 } as const;
  const weights = initializers.varianceScaling(1, "fan_in", "normal", options)(random.key(0), [40, 10, 7, 10]);
  expect(weights.var().item()).toBeCloseTo(1 / 40, 2);
});

test("the columns of an orthogonal initializer are orthogonal, wherever they are", () => {
  const weights = initializers.orthogonal({ scale: 2, columnAxis: 0 })(random.key(1), [3, 2, 4]);
  const columns = weights.reshape([3, 8]);
  expect(np.allclose(columns.matmul(columns.T), np.eye(3).mul(4), { atol: 1e-5 }).item()).toBe(true);
});

test("a delta-orthogonal kernel keeps lengths", () => {
  const kernel = initializers.deltaOrthogonal()(random.key(1), [3, 3, 2, 5]);
  const middle = kernel.get(1, 1);
  expect(np.allclose(middle.matmul(middle.T), np.eye(2), { atol: 1e-5 }).item()).toBe(true);
  expect(np.sum(np.square(kernel)).item()).toBeCloseTo(2, 4);
});

test("errors name the initializer, what it got and what it takes", () => {
  const key = random.key(0);
  expect(() => initializers.glorotNormal()(key, [3])).toThrow(/glorotNormal: weights of shape \[3\] have no axis -2/);
  expect(() => initializers.orthogonal()(key, [3])).toThrow(/orthogonal: .* at least 2 axes/);
  expect(() => initializers.deltaOrthogonal()(key, [3, 4, 2])).toThrow(/deltaOrthogonal: .*\[3, 4, 2\]/);
  expect(() => initializers.varianceScaling(1, "fan_max" as "fan_in", "normal")).toThrow(/mode is one of fan_in/);
  expect(() => initializers.varianceScaling(1, "fan_in", "cauchy" as "normal")).toThrow(/distribution is one of/);
  expect(() => initializers.normal({ std: 1 } as object)).toThrow(/no option "?std/);
});
