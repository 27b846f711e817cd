import {
  add,
  broadcastInDim,
  config,
  convertElementType,
  div,
  dotGeneral,
  exp,
  gt,
  hostArray,
  iota,
  log,
  lt,
  max,
  mul,
  type Array as NDArray,
  neg,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceProd,
  reduceSum,
  reshape,
  rev,
  type Shape,
  selectN,
  sin,
  sizeOf,
  slice,
  sub,
  tanh,
  transpose,
} from "@hyrax/core";
import { jit, pureCallback } from "@hyrax/jit";
import { afterEach, describe, expect, test } from "vitest";
import "../register.js";

/** Elements that are neither small integers nor in order. */
function f32(...shape: number[]): NDArray {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.fround(Math.sin(i * 12.9898) * 3));
  return hostArray(data, shape, "float32");
}

function i32(...shape: number[]): NDArray {
  return hostArray(
    Int32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 23) - 11),
    shape,
    "int32",
  );
}

type Program = (...inputs: NDArray[]) => NDArray;

/** What the reference engine and this one make of a program. */
function onBoth(
  program: Program,
  inputs: readonly NDArray[],
): { readonly expected: number[]; readonly found: number[]; readonly kinds: string[] } {
  config.update("cpuEngine", "reference");
  const expected = Array.from(jit(program)(...inputs).dataSync() as Float32Array);
  config.update("cpuEngine", "wasm");
  const compiled = jit(program);
  const found = Array.from(compiled(...inputs).dataSync() as Float32Array);
  return { expected, found, kinds: compiled.lower(...inputs).kernels.map(({ kind }) => kind) };
}

function agrees(program: Program, inputs: readonly NDArray[], tolerance = 4e-6): string[] {
  const { expected, found, kinds } = onBoth(program, inputs);
  expect(found.length).toBe(expected.length);
  expected.forEach((want, i) => {
    const got = found[i] as number;
    if (Object.is(want, got) || want === got) return;
    expect(Math.abs(got - want), `element ${i}: ${got} for ${want}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(want)),
    );
  });
  return kinds;
}

function numbers(x: NDArray): number[] {
  return Array.from(x.dataSync() as Float32Array);
}

afterEach(() => config.update("cpuEngine", undefined));

const spread = (x: NDArray, shape: Shape, ...broadcastDimensions: number[]) =>
  broadcastInDim(x, { shape, broadcastDimensions });

describe("elementwise programs", () => {
  test.each([1, 2, 3, 4, 5, 7, 8, 63, 1000, 100_003])("a chain over %i elements is one kernel", (n) => {
    const kinds = agrees((x) => add(mul(tanh(add(mul(x, 2), 1)), exp(neg(x))), sin(x)), [f32(n)]);
    expect(kinds).toEqual(["elementwise"]);
  });

  test("rows whose length is no multiple of a vector do not run into each other", () => {
    agrees((x, y) => mul(spread(x, [13, 7], 1), y), [f32(7), f32(13, 7)], 0);
  });

  test("transposed, reversed, strided and broadcast operands are walked in place", () => {
    const program: Program = (x, y) => {
      const view = rev(transpose(x, { permutation: [1, 0] }), { dimensions: [0, 1] });
      const stepped = slice(y, { startIndices: [1], limitIndices: [22], strides: [3] });
      return add(view, spread(stepped, [7, 5], 0));
    };
    expect(agrees(program, [f32(5, 7), f32(23)], 0)).toEqual(["elementwise"]);
  });

  test("comparisons, choices and conversions between all compiled dtypes", () => {
    const program: Program = (x, k) => {
      const positive = gt(x, 0);
      const counts = convertElementType(k, { newDtype: "float32", weakType: false });
      const bits = convertElementType(lt(k, 3), { newDtype: "float32", weakType: false });
      return add(selectN([positive, counts, x]), bits);
    };
    agrees(program, [f32(37), i32(37)], 0);
  });

  test("integer division and remainder follow XLA at zero and at the least integer", () => {
    const x = hostArray(Int32Array.of(7, -7, 5, -(2 ** 31), 0, -8), [6], "int32");
    const y = hostArray(Int32Array.of(2, 2, 0, -1, 0, -3), [6], "int32");
    agrees((a, b) => div(mul(a, 1), b), [x, y], 0);
  });

  test("NaN, infinities and zeros of either sign come through", () => {
    const x = hostArray(
      Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e-40),
      [6],
      "float32",
    );
    const { expected, found } = onBoth((a) => max(mul(a, 2), neg(a)), [x]);
    expect(found).toEqual(expected);
    agrees((a) => log(exp(a)), [x]);
  });

  test("iota counts along its axis", () => {
    agrees((x) => mul(x, iota({ dtype: "float32", shape: [3, 5], dimension: 0 })), [f32(3, 5)], 0);
  });

  test("bool results are stored as bytes", () => {
    const program: Program = (x) => selectN([gt(x, 0.5), gt(x, 0), lt(x, 0)]);
    expect(agrees(program, [f32(3, 11)], 0)).toEqual(["elementwise"]);
  });
});

describe("reductions", () => {
  const shapes: readonly (readonly [Shape, readonly number[]])[] = [
    [[1000], [0]],
    [[7], [0]],
    [[5, 9], [1]],
    [[5, 9], [0]],
    [[64, 33], [0]],
    [
      [3, 4, 5],
      [0, 2],
    ],
    [[3, 4, 5], [1]],
    [
      [2, 3, 4, 5],
      [1, 3],
    ],
    [[6, 1], [1]],
    [[3, 0], [1]],
    [[0, 3], [1]],
  ];
  test.each(shapes)("of %j over axes %j, with what comes before fused", (shape, axes) => {
    for (const reduce of [reduceSum, reduceMax, reduceMin, reduceProd]) {
      agrees((x) => reduce(mul(x, 0.9), { axes }), [f32(...shape)], 2e-5);
    }
    agrees((x) => reduceSum(x, { axes }), [i32(...shape)], 0);
    agrees(
      (x) => convertElementType(reduceAnd(lt(x, 2.5), { axes }), { newDtype: "int32", weakType: false }),
      [f32(...shape)],
      0,
    );
  });

  test("the sum of ten million tenths is exact to 1e-6", () => {
    config.update("cpuEngine", "wasm");
    const x = hostArray(new Float32Array(10_000_000).fill(0.1), [10_000_000], "float32");
    const sum = jit((a: NDArray) => reduceSum(a, { axes: [0] }))(x).item() as number;
    expect(Math.abs(sum / (10_000_000 * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
  });

  test("softmax is one kernel", () => {
    const softmax: Program = (x) => {
      const e = exp(sub(x, spread(reduceMax(x, { axes: [1] }), [17, 33], 0)));
      return div(e, spread(reduceSum(e, { axes: [1] }), [17, 33], 0));
    };
    expect(agrees(softmax, [f32(17, 33)])).toEqual(["rows"]);
  });
});

describe("products", () => {
  const dot = (
    x: NDArray,
    y: NDArray,
    lhsContract: number[],
    rhsContract: number[],
    lhsBatch: number[] = [],
    rhsBatch: number[] = [],
  ) =>
    dotGeneral(x, y, {
      dimensionNumbers: { lhsContract, rhsContract, lhsBatch, rhsBatch },
      preferredElementType: null,
    });

  test.each([
    [1, 1, 1],
    [4, 8, 4],
    [5, 9, 7],
    [16, 16, 16],
    [33, 31, 29],
    [3, 100, 50],
    [100, 3, 50],
    [64, 70, 1],
  ])("%i × %i, with %i terms each, in all four layouts", (m, n, k) => {
    agrees((x, y) => dot(x, y, [1], [0]), [f32(m, k), f32(k, n)], 1e-5);
    agrees((x, y) => dot(x, y, [1], [1]), [f32(m, k), f32(n, k)], 1e-5);
    agrees((x, y) => dot(x, y, [0], [0]), [f32(k, m), f32(k, n)], 1e-5);
    agrees((x, y) => dot(x, y, [0], [1]), [f32(k, m), f32(n, k)], 1e-5);
  });

  test("batches, several free and contracted axes, and scaled operands", () => {
    agrees((x, y) => dot(x, y, [2], [1], [0], [0]), [f32(3, 9, 6), f32(3, 6, 11)], 1e-5);
    agrees((x, y) => dot(x, y, [1, 3], [0, 2]), [f32(5, 3, 6, 4), f32(3, 7, 4)], 1e-5);
    agrees((x, y) => dot(mul(x, 0.5), y, [1], [0]), [f32(9, 6), f32(6, 11)], 1e-5);
  });

  test("of nothing are zero", () => {
    agrees((x, y) => add(dot(x, y, [1], [0]), 0), [f32(5, 0), f32(0, 6)], 0);
  });
});

describe("what is not compiled", () => {
  test("runs on the reference engine between compiled kernels, and is reported", () => {
    const negated = (x: NDArray) =>
      pureCallback((y: NDArray) => Float32Array.from(y.tolist() as number[], (v) => -v), x, x);
    const program = (x: NDArray) => add(mul(negated(sin(x)), 2), 1);
    agrees(program, [f32(50)]);
    config.update("cpuEngine", "wasm");
    const { kernels, fallbacks } = jit(program).lower(f32(50));
    expect(kernels.map(({ kind }) => kind)).toEqual(["elementwise", "reference", "elementwise"]);
    expect(fallbacks.map(({ primitives, fallback }) => [primitives, fallback])).toEqual([
      [["pure_callback"], "it calls a function of the host"],
    ]);
  });

  test("small single operations stay on the reference engine and say so", () => {
    config.update("cpuEngine", "wasm");
    const [kernel] = jit((x: NDArray) => sin(x)).lower(f32(3)).kernels;
    expect(kernel?.fallback).toBe("it is a single operation on 3 elements");
  });
});

describe("results", () => {
  test("that are inputs, or appear twice, can be deleted alone", () => {
    config.update("cpuEngine", "wasm");
    const x = f32(6000);
    const [same, first, second] = jit((a: NDArray) => {
      const y = mul(a, 2);
      return [a, y, y];
    })(x);
    const expected = numbers(second!);
    first!.delete();
    x.delete();
    expect(numbers(second!)).toEqual(expected);
    expect(same!.dataSync()[1]).toBe(Math.fround(Math.sin(12.9898) * 3));
  });

  test("outlive many later calls, in the memory or out of it", () => {
    config.update("cpuEngine", "wasm");
    const step = jit((a: NDArray) => add(a, 1));
    const kept = step(f32(100_000));
    const expected = numbers(kept).slice(0, 5);
    let x = kept;
    for (let i = 0; i < 2000; i++) x = step(x);
    expect(numbers(kept).slice(0, 5)).toEqual(expected);
    expect(x.dataSync()[0]).toBe(2001);
  });

  test("of a reshape of a transposed array are in row-major order", () => {
    agrees((x) => mul(reshape(transpose(x, { permutation: [1, 0] }), { newSizes: [35] }), 1), [f32(5, 7)], 0);
  });
});
