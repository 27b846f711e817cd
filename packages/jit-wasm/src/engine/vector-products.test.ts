import { config, dotGeneral, hostArray, mul, type Array as NDArray, transpose } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { afterEach, describe, expect, test } from "vitest";
import { WasmEngine } from "./wasm-engine.js";

// Small operations too.
registerCpuEngine("wasm", new WasmEngine(undefined, { smallest: 0 }));

afterEach(() => config.update("cpuEngine", undefined));

/** Elements that are neither small integers nor in order. */
function f32(...shape: readonly number[]): NDArray {
  const size = shape.reduce((n, length) => n * length, 1);
  const data = Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898 + 1) * 2);
  return hostArray(data, shape, "float32");
}

function expectAsReference(f: (...xs: NDArray[]) => NDArray, ...inputs: readonly NDArray[]): void {
  const jitted = jit(f);
  expect(jitted.lower(...inputs).fallbacks).toEqual([]);
  const found = jitted(...inputs).dataSync();
  config.update("cpuEngine", "reference");
  const wanted = f(...inputs).dataSync();
  config.update("cpuEngine", undefined);
  expect(found.length).toBe(wanted.length);
  found.forEach((value, i) => {
    expect(Math.abs(Number(value) - Number(wanted[i]))).toBeLessThanOrEqual(2e-5 + 1e-5 * Math.abs(Number(wanted[i])));
  });
}

const product = (lhs: NDArray, rhs: NDArray, lhsContract: number, rhsContract: number, batch: readonly number[] = []) =>
  dotGeneral(lhs, rhs, {
    dimensionNumbers: { lhsContract: [lhsContract], rhsContract: [rhsContract], lhsBatch: batch, rhsBatch: batch },
    preferredElementType: null,
  });

describe.each([
  [4, 1],
  [5, 3],
  [7, 16],
  [31, 18],
  [33, 5],
  [64, 64],
  [130, 67],
])("a matrix of %d rows and %d columns and a vector", (rows, columns) => {
  test("multiply, from either side, transposed or not", () => {
    const [matrix, long, short] = [f32(rows, columns), f32(rows), f32(columns)];
    expectAsReference((a, x) => product(a, x, 1, 0), matrix, short);
    expectAsReference((a, x) => product(x, a, 0, 1), matrix, short);
    expectAsReference((a, x) => product(a, x, 0, 0), matrix, long);
    expectAsReference((a, x) => product(x, a, 0, 0), matrix, long);
  });

  test("multiply in batches, and where one is computed on the way", () => {
    const [matrices, vectors] = [f32(3, rows, columns), f32(3, columns)];
    expectAsReference((a, x) => product(a, x, 2, 1, [0]), matrices, vectors);
    expectAsReference((a, x) => product(x, a, 1, 2, [0]), matrices, vectors);
    const [matrix, short] = [f32(rows, columns), f32(columns)];
    expectAsReference((a, x) => product(mul(a, 2), mul(x, x), 1, 0), matrix, short);
    expectAsReference((a, x) => product(transpose(a, { permutation: [1, 0] }), x, 0, 0), matrix, short);
  });

  test("multiply as columns and rows of their own", () => {
    expectAsReference((a, x) => product(a, x, 1, 0), f32(rows, columns), f32(columns, 1));
    expectAsReference((a, x) => product(x, a, 1, 0), f32(rows, columns), f32(1, rows));
  });
});
