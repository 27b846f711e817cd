import { DeviceError } from "@hyrax/core";
import { describe, expect, test, vi } from "vitest";
import { MemoryPool } from "./pool.js";
import { allocateBlock, takeOver, WasmStorage } from "./wasm-storage.js";

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

test("what is used again and again stays, however old it is", () => {
  const pool = new MemoryPool({ budget: 4 * megabyte, initialPages: 1 });
  const used = allocateBlock(pool, "float32", 200_000);
  const unused = allocateBlock(pool, "float32", 200_000);
  for (let i = 0; i < 20; i++) {
    pool.pin(used);
    allocateBlock(pool, "float32", 200_000);
    pool.unpin([used]);
  }
  expect([used.inMemory, unused.inMemory]).toEqual([true, false]);
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

describe("the address space", () => {
  const small = () => new MemoryPool({ initialPages: 1, maximumPages: 64 });

  test("holds more than its size by moving arrays out", () => {
    const pool = small();
    const blocks = Array.from({ length: 60 }, (_, i) => {
      const block = allocateBlock(pool, "float32", 30_000 + 10_000 * (i % 7));
      block.view().fill(i as never);
      return block;
    });
    expect(blocks.map((block) => block.view().at(-1))).toEqual(blocks.map((_, i) => i));
    expect(pool.buffer.byteLength).toBeLessThanOrEqual(4 * megabyte);
    expect(pool.residentBytes).toBeLessThanOrEqual(4 * megabyte);
  });

  test("is joined again from the places of small arrays where a large one needs it", () => {
    const pool = small();
    const blocks = Array.from({ length: 100 }, () => allocateBlock(pool, "float32", 9000));
    for (const { place } of blocks) pool.free(place);
    const large = allocateBlock(pool, "float32", 900_000);
    expect([large.inMemory, pool.residentBytes]).toEqual([true, large.place.size]);
  });

  test("is refused to what does not fit beside the arrays in use, and to that alone", () => {
    const pool = small();
    const used = allocateBlock(pool, "float32", 500_000);
    pool.pin(used);
    expect(() => allocateBlock(pool, "float32", 900_000)).toThrow(
      new DeviceError(
        "a program needs 4 MiB of WebAssembly memory in one piece, besides 2 MiB for its other arrays; of at most 4 MiB " +
          "the host gives 2 MiB. Arrays that no program is using have been moved out already: split the program, or work " +
          "on smaller arrays",
      ),
    );
    expect(allocateBlock(pool, "float32", 400_000).inMemory).toBe(true);
    pool.unpin([used]);
    expect(allocateBlock(pool, "float32", 900_000).inMemory).toBe(true);
    expect(used.inMemory).toBe(false);
  });

  test("that the host does not let grow is used as far as it goes", () => {
    const pool = new MemoryPool({ initialPages: 32 });
    const grow = vi.spyOn(pool.memory, "grow").mockImplementation(() => {
      throw new RangeError("no");
    });
    expect(() => allocateBlock(pool, "float32", 900_000)).toThrow(DeviceError);
    const first = allocateBlock(pool, "float32", 400_000);
    first.view().fill(7 as never);
    expect(allocateBlock(pool, "float32", 400_000).inMemory).toBe(true);
    expect([first.inMemory, first.view()[399_999]]).toEqual([false, 7]);
    grow.mockRestore();
    expect(allocateBlock(pool, "float32", 900_000).inMemory).toBe(true);
  });
});

describe("a place that is taken over", () => {
  test("has other elements, and whoever had it before no longer gives it back", () => {
    const pool = new MemoryPool();
    const given = allocateBlock(pool, "float32", 1000);
    const taken = takeOver(pool, given, "int32", 1000);
    expect(taken?.place.offset).toBe(given.place.offset);
    expect(taken?.view()).toBeInstanceOf(Int32Array);
    pool.free(given.place);
    expect(allocateBlock(pool, "int32", 1000).place.offset).not.toBe(given.place.offset);
    expect(pool.residentBytes).toBe(2 * given.place.size);
  });

  test("is one of as many bytes, in the memory", () => {
    const pool = new MemoryPool({ budget: megabyte, initialPages: 1 });
    const spilled = allocateBlock(pool, "float32", 200_000);
    allocateBlock(pool, "float32", 200_000);
    expect(takeOver(pool, spilled, "float32", 200_000)).toBeUndefined();
    expect(takeOver(pool, allocateBlock(pool, "float32", 10), "float32", 10_000)).toBeUndefined();
  });
});

test("what is moved out and needed again makes the budget larger", () => {
  const pool = new MemoryPool({ budget: megabyte, initialPages: 1 });
  pool.spilledTooEarly(megabyte);
  const blocks = Array.from({ length: 2 }, () => allocateBlock(pool, "float32", 200_000));
  expect(blocks.every(({ inMemory }) => inMemory)).toBe(true);
});

test("what is reserved for good moves no array out, since a program may be using it", () => {
  const pool = new MemoryPool({ initialPages: 1, maximumPages: 64 });
  const blocks = Array.from({ length: 4 }, () => allocateBlock(pool, "float32", 200_000));
  pool.reserveForGood(10_000);
  expect(() => pool.reserveForGood(900_000)).toThrow(DeviceError);
  expect(blocks.every(({ inMemory }) => inMemory)).toBe(true);
});

test("a pool says once how many bytes have moved out", () => {
  const pool = new MemoryPool({ budget: 2 ** 20 });
  const view = (memory: ArrayBufferLike, offset: number) => new Uint8Array(memory, offset, 2 ** 19);
  const blocks = [1, 2, 3].map(() => pool.allocate(2 ** 19, view));
  const moved = blocks.filter(({ inMemory }) => !inMemory).reduce((sum, { place }) => sum + place.size, 0);
  expect(moved).toBeGreaterThan(0);
  expect([pool.takeSpilled(), pool.takeSpilled()]).toEqual([moved, 0]);
});

test("where the collector is seen to free arrays more of them may stay, up to four times the budget", () => {
  const pool = new MemoryPool({ budget: megabyte });
  const budgets = Array.from({ length: 12 }, () => {
    const block = allocateBlock(pool, "float32", 100_000);
    pool.freeCollected(block.place);
    return pool.budget;
  });
  expect(budgets[0]).toBeGreaterThan(megabyte);
  expect(budgets.at(-1)).toBe(4 * megabyte);
  const spilled = allocateBlock(pool, "float32", 100_000);
  pool.free(spilled.place);
  pool.freeCollected(spilled.place);
  expect(pool.residentBytes).toBe(0);
});
