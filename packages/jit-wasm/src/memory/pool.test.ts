import { expect, test } from "vitest";
import { MemoryPool } from "./pool.js";
import { allocateBlock, WasmStorage } from "./wasm-storage.js";

const megabyte = 2 ** 20;

test("beyond its budget the oldest blocks move out, and keep their elements", () => {
  const pool = new MemoryPool({ budget: 4 * megabyte, initialPages: 1 });
  const blocks = Array.from({ length: 8 }, (_, i) => {
    const block = allocateBlock(pool, "float32", 200_000);
    block.view().fill(i as never);
    return block;
  });
  expect(blocks.map((block) => block.inMemory)).toEqual([false, false, false, false, true, true, true, true]);
  expect(blocks.map((block) => block.view()[199_999])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(pool.memory.buffer.byteLength).toBeLessThan(6 * megabyte);
});

test("pinned blocks stay where they are", () => {
  const pool = new MemoryPool({ budget: megabyte, initialPages: 1 });
  const first = allocateBlock(pool, "float32", 200_000);
  pool.pin(first);
  const others = Array.from({ length: 3 }, () => allocateBlock(pool, "float32", 200_000));
  expect(first.inMemory).toBe(true);
  pool.unpin([first]);
  allocateBlock(pool, "float32", 200_000);
  expect([first, ...others].filter((block) => !block.inMemory)).toHaveLength(3);
});

test("the place of a deleted array is taken by the next one", () => {
  const pool = new MemoryPool();
  const block = allocateBlock(pool, "int32", 1000);
  const storage = new WasmStorage(pool, block, 4000);
  storage.delete();
  expect(pool.residentBytes).toBe(0);
  expect(() => storage.data).toThrow("deleted");
  expect(allocateBlock(pool, "int32", 1000).place.offset).toBe(block.place.offset);
});

test("a loop without a pause holds no more than the budget, in the memory and beside it", () => {
  const pool = new MemoryPool({ budget: 16 * megabyte, initialPages: 1 });
  const before = process.memoryUsage();
  let most = 0;
  for (let i = 0; i < 3000; i++) {
    const block = allocateBlock(pool, "float32", 250_000);
    block.view()[0] = i;
    new WasmStorage(pool, block, 1_000_000);
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  expect(most - before.arrayBuffers).toBeLessThan(300 * megabyte);
});
