import { config, hostArray, mul, type Array as NDArray, scalarArray, sin, sub } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MemoryPool } from "../memory/pool.js";
import { WasmEngine } from "./wasm-engine.js";

const megabyte = 2 ** 20;
let pool: MemoryPool;
beforeEach(() => {
  pool = new MemoryPool({ budget: 8 * megabyte, initialPages: 1 });
  registerCpuEngine("wasm", new WasmEngine(pool));
  config.update("cpuEngine", "wasm");
});
afterEach(() => config.update("cpuEngine", undefined));

const literal = (value: number) => scalarArray(value, "float32");
const parameters = (length: number) =>
  hostArray(
    Float32Array.from({ length }, (_, i) => i % 7),
    [length],
    "float32",
  );

test("steps that never wait nor delete run in the memory of the budget", () => {
  const step = jit((p: NDArray, q: NDArray): [NDArray, NDArray] => [
    sub(p, mul(sin(p), literal(0.01))),
    mul(q, literal(0.999)),
  ]);
  let p = parameters(50_000) as NDArray;
  let q = parameters(9_000) as NDArray;
  let most = 0;
  for (let i = 0; i < 3000; i++) {
    [p, q] = step(p, q) as [NDArray, NDArray];
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  expect(pool.residentBytes).toBeLessThanOrEqual(8 * megabyte);
  expect(pool.buffer.byteLength).toBeLessThanOrEqual(10.5 * megabyte);
  expect(most).toBeLessThan(200 * megabyte);
  expect((q.dataSync() as Float32Array)[1]).toBeCloseTo(0.999 ** 3000, 4);
});

test("steps whose arrays have ever other sizes do, too", () => {
  const double = jit((p: NDArray) => mul(p, literal(2)));
  for (let i = 0; i < 1500; i++) double(parameters(20_000 + ((i * 7919) % 60) * 1000));
  expect(pool.residentBytes).toBeLessThanOrEqual(8 * megabyte);
  expect(pool.buffer.byteLength).toBeLessThanOrEqual(12 * megabyte);
});

test("elements that users get are in memory of their own, which threads do not share", async () => {
  const x = jit((p: NDArray) => mul(p, literal(2)))(parameters(50_000)) as NDArray;
  expect(pool.isShared).toBe(true);
  const views = [x.dataSync(), await x.data()];
  for (const view of views) {
    expect(view.buffer).toBeInstanceOf(ArrayBuffer);
    expect(view.byteLength).toBe(view.buffer.byteLength);
  }
});
