import {
  add,
  config,
  DeviceError,
  hostArray,
  mul,
  type Array as NDArray,
  reduceSum,
  scalarArray,
  sin,
} from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit, ShapeDtypeStruct } from "@hyrax/jit";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MemoryPool } from "../memory/pool.js";
import { WasmEngine } from "./wasm-engine.js";

/** Memory for a million numbers of 32 bits, and a little more. */
let pool: MemoryPool;
beforeEach(() => {
  pool = new MemoryPool({ initialPages: 1, maximumPages: 72 });
  registerCpuEngine("wasm", new WasmEngine(pool));
  config.update("cpuEngine", "wasm");
});
afterEach(() => {
  config.update("cpuEngine", undefined);
  vi.restoreAllMocks();
});

const literal = (value: number) => scalarArray(value, "float32");
const counted = (length: number) =>
  hostArray(
    Float32Array.from({ length }, (_, i) => i),
    [length],
    "float32",
  );

/** The numbers from 0 on, plus one, as a result in the memory. */
const fromOneOn = (length: number) => jit((x: NDArray) => add(x, literal(1)))(counted(length)) as NDArray;

describe("programs that need more than the address space", () => {
  const tooLarge = () => fromOneOn(2_000_000);

  test("throw an error that says what is needed and what there is, each time, and hold nothing afterwards", () => {
    const before = pool.residentBytes;
    for (let i = 0; i < 3; i++) {
      expect(tooLarge).toThrow(DeviceError);
      expect(tooLarge).toThrow(/needs 8 MiB of WebAssembly memory in one piece.*split the program/);
    }
    expect(pool.residentBytes).toBe(before);
    expect(fromOneOn(400_000).dataSync()[399_999]).toBe(400_000);
  });

  test("leave the arrays that they had been given as they were", () => {
    const x = fromOneOn(400_000);
    const outer = jit((a: NDArray) => [mul(a, literal(2)), add(a, literal(3)), sin(a)]);
    expect(() => outer(x)).toThrow(DeviceError);
    expect(x.dataSync()[399_999]).toBe(400_000);
    expect((jit((a: NDArray) => mul(a, literal(2)))(x) as NDArray).dataSync()[399_999]).toBe(800_000);
  });
});

test("arrays that together need several times the address space are held, and computed with", () => {
  const arrays = Array.from(
    { length: 24 },
    (_, i) => jit((x: NDArray) => mul(x, literal(i + 1)))(counted(300_000)) as NDArray,
  );
  const total = jit((a: NDArray, b: NDArray) => reduceSum(add(a, b), { axes: [0] }));
  const sum = 300_000 * 299_999 * 0.5;
  for (let i = 0; i + 1 < arrays.length; i++) {
    const found = (total(arrays[i]!, arrays[i + 1]!) as NDArray).item() as number;
    expect(Math.abs(found / (sum * (2 * i + 3)) - 1)).toBeLessThan(1e-6);
  }
  expect(arrays.map((x) => x.dataSync()[299_999])).toEqual(arrays.map((_, i) => Math.fround(299_999 * (i + 1))));
  expect(pool.buffer.byteLength).toBeLessThanOrEqual(72 * 65536);
});

test("a host that does not let memory grow gives an error, and the same call works where it does again", () => {
  const grow = vi.spyOn(pool.memory, "grow").mockImplementation(() => {
    throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
  });
  const f = jit((x: NDArray) => add(x, literal(1)));
  const x = counted(500_000);
  expect(() => f(x)).toThrow(DeviceError);
  grow.mockRestore();
  expect((f(x) as NDArray).dataSync()[499_999]).toBe(500_000);
});

describe("a host that refuses a module", () => {
  const refusing = <T>(run: () => T): T => {
    const { Module } = WebAssembly;
    WebAssembly.Module = class {
      constructor() {
        throw new RangeError(
          "WebAssembly.Module is disallowed on the main thread, if the buffer size is larger than 8MB",
        );
      }
    } as never;
    try {
      return run();
    } finally {
      WebAssembly.Module = Module;
    }
  };
  const x = hostArray(
    Float32Array.from({ length: 5000 }, (_, i) => i),
    [5000],
    "float32",
  );

  test("gives an error that names warm, and the same call works where it takes it", () => {
    const f = jit((a: NDArray) => mul(sin(a), literal(0.25)));
    expect(() => refusing(() => f(x))).toThrow(/refuses the WebAssembly module.*await warm\(…\)/);
    expect((f(x) as NDArray).dataSync()[1]).toBeCloseTo(Math.sin(1) / 4, 6);
  });

  test("takes it from warm, and the call after it compiles nothing", async () => {
    const f = jit((a: NDArray) => mul(sin(a), literal(0.75)));
    await f.warm(new ShapeDtypeStruct([5000], "float32"));
    const y = refusing(() => f(x)) as NDArray;
    expect(y.dataSync()[1]).toBeCloseTo(Math.sin(1) * 0.75, 6);
  });
});
