import {
  add,
  bitcastConvertType,
  ConcreteArray,
  config,
  dotGeneral,
  hostArray,
  mul,
  type Array as NDArray,
  reduceSum,
  rev,
  scalarArray,
  sin,
  sub,
} from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { afterEach, describe, expect, test } from "vitest";
import { MemoryPool } from "../memory/pool.js";
import type { WasmStorage } from "../memory/wasm-storage.js";
import { WasmEngine } from "./wasm-engine.js";

const pool = new MemoryPool();
registerCpuEngine("wasm", new WasmEngine(pool, { smallest: 0 }));
afterEach(() => config.update("cpuEngine", undefined));

const literal = (value: number) => scalarArray(value, "float32");
const size = 100;
/** The product of two matrices. */
const product = {
  dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
  preferredElementType: null,
} as const;

/** A matrix in the memory of compiled programs; `seed` tells it from others. */
function matrix(seed: number): NDArray {
  const data = Float32Array.from({ length: size * size }, (_, i) => Math.fround(Math.sin(i * 12.9898 + seed)));
  return jit((x: NDArray) => mul(x, literal(1.5)))(hostArray(data, [size, size], "float32")) as NDArray;
}

const placeOf = (x: NDArray): number => ((x as ConcreteArray).storage as WasmStorage).block.place.offset;

type Program = (...inputs: NDArray[]) => NDArray | readonly NDArray[];
const listed = (result: NDArray | readonly NDArray[]) =>
  (result instanceof ConcreteArray ? [result] : result) as NDArray[];

/** Where the donated first argument was and where the results are; the results are compared with the reference engine's. */
function donating(f: Program, ...seeds: number[]): { readonly place: number; readonly places: readonly number[] } {
  config.update("cpuEngine", "reference");
  const expected = listed(jit(f)(...seeds.map(matrix))).map((x) => x.dataSync());
  config.update("cpuEngine", "wasm");
  const inputs = seeds.map(matrix);
  const place = placeOf(inputs[0]!);
  const results = listed(jit(f, { donateArgnums: 0 })(...inputs));
  for (const [i, result] of results.entries()) {
    const found = result.dataSync();
    expect(found.every((value, k) => Math.abs(Number(value) - Number(expected[i]![k])) <= 1e-5 * size)).toBe(true);
  }
  expect(() => inputs[0]!.dataSync()).toThrow("deleted or donated");
  expect(inputs.slice(1).every((x) => x.dataSync().length === size * size)).toBe(true);
  return { place, places: results.map(placeOf) };
}

describe("the memory of a donated argument", () => {
  test("is that of a result of which each element comes from the same one", () => {
    const { place, places } = donating((p, g) => sub(p!, mul(g!, literal(0.1))), 1, 2);
    expect(places).toEqual([place]);
  });

  test("is that of a result which is computed after the last look at it", () => {
    const { place, places } = donating((x) => {
      const total = reduceSum(sin(x!), { axes: [0, 1] });
      return dotGeneral(add(x!, total), add(x!, total), product);
    }, 1);
    expect(places).toEqual([place]);
  });

  test("is that of one result alone", () => {
    const { place, places } = donating((p, g) => [sub(p!, g!), add(p!, g!)], 1, 2);
    expect(places.filter((at) => at === place)).toHaveLength(1);
    expect(places[0]).not.toBe(places[1]);
  });

  test("is not that of a result whose elements come from other ones", () => {
    const { place, places } = donating((x, y) => add(rev(x!, { dimensions: [0] }), y!), 1, 2);
    expect(places).not.toContain(place);
    const twice = donating((x) => add(x!, rev(x!, { dimensions: [1] })), 1);
    expect(twice.places).not.toContain(twice.place);
  });

  test("is not that of a product of it", () => {
    const { place, places } = donating((x, y) => dotGeneral(x!, y!, product), 1, 2);
    expect(places).not.toContain(place);
  });

  test("is not that of a result while another one is still to be computed from it", () => {
    const { place, places } = donating((x) => {
      const y = sin(x!);
      return [y, dotGeneral(y, x!, product)];
    }, 1);
    expect(places[0]).not.toBe(place);
  });

  test("is given up where the argument is handed through, and where it is another argument too", () => {
    config.update("cpuEngine", "wasm");
    const [handed, sum] = jit((x: NDArray, y: NDArray) => [x, add(x, y)], { donateArgnums: 0 })(
      matrix(1),
      matrix(2),
    ) as [NDArray, NDArray];
    expect(handed.dataSync()).toEqual(matrix(1).dataSync());
    expect(sum.dataSync()).toEqual((add(matrix(1), matrix(2)) as NDArray).dataSync());
    const x = matrix(3);
    const elements = x.dataSync() as Float32Array;
    const twice = jit((a: NDArray, b: NDArray) => add(a, b), { donateArgnums: 0 })(x, x) as NDArray;
    expect(twice.dataSync()).toEqual(elements.map((value) => value * 2));
  });

  test("can have elements of another dtype of the same width", () => {
    const { place, places } = donating(
      (x) => bitcastConvertType(mul(x!, literal(2)), { newDtype: "int32" } as never),
      1,
    );
    expect(places).toEqual([place]);
  });
});

test("steps that donate their parameters need the memory of one set of them", () => {
  config.update("cpuEngine", "wasm");
  const own = new MemoryPool();
  registerCpuEngine("wasm", new WasmEngine(own));
  const step = jit((p: NDArray, g: NDArray) => sub(p, mul(g, literal(0.01))), { donateArgnums: 0 });
  const gradient = jit((p: NDArray) => mul(p, literal(2)))(matrix(1)) as NDArray;
  let p = jit((x: NDArray) => sin(x))(matrix(2)) as NDArray;
  p = step(p, gradient) as NDArray;
  const held = own.residentBytes;
  const pages = own.buffer.byteLength;
  for (let i = 0; i < 2000; i++) p = step(p, gradient) as NDArray;
  expect([own.residentBytes, own.buffer.byteLength]).toEqual([held, pages]);
});
