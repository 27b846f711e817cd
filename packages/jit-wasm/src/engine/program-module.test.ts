import { config } from "@hyrax/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { i32 } from "../assembler/index.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { MemoryPool } from "../memory/pool.js";
import type { Segment } from "./emit-program.js";
import { ProgramModule } from "./program-module.js";
import type { RuleKernel } from "./rule-kernel.js";

const pools: MemoryPool[] = [];
afterEach(() => {
  for (const { threads } of pools.splice(0)) threads.terminate();
  config.update("numThreads", undefined);
  vi.restoreAllMocks();
});

function poolFor(numThreads: number): MemoryPool {
  config.update("numThreads", numThreads);
  const pool = new MemoryPool({ worthStarting: 0 });
  pools.push(pool);
  return pool;
}

/** A program of one kernel. */
function segmentOf(emit: (context: KernelContext) => void): Segment {
  // Only the code of a rule's kernel is written.
  const kernel = { kind: "rule", code: { work: 1, emit }, scratch: 0 } as unknown as RuleKernel;
  return { name: "segment", kernels: [kernel] };
}

/** Each of 64 rows adds the numbers from 0 on into 16 words, as pieces of pieces; buffer 0 has the words. */
const rowsOfWords = segmentOf((context) => {
  context.parallel({ count: 64, grain: 1 }, (outer, begin, end) => {
    outer.f.for({ from: begin, to: end }, (row) => {
      // The row goes through memory, since the inner function knows no variables of this one.
      const slot = outer.f.let(i32.add(outer.address(1), i32.shl(outer.thread, i32.const(6))));
      outer.f.do(i32.store(slot, row));
      outer.parallel({ count: 16, grain: 1 }, (inner, from, to) => {
        inner.f.for({ from, to }, (word) => {
          const row = inner.f.let(i32.load(i32.add(inner.address(1), i32.shl(inner.thread, i32.const(6)))));
          const at = inner.f.let(i32.add(i32.shl(row, i32.const(4)), word));
          const sum = inner.f.let(i32.const(0));
          inner.f.for({ from: i32.const(0), to: i32.const(1000) }, (i) =>
            inner.f.set(sum, i32.add(sum, i32.mul(i, at))),
          );
          const address = inner.f.let(i32.add(inner.address(0), i32.shl(at, i32.const(2))));
          inner.f.do(i32.store(address, i32.add(i32.load(address), sum)));
        });
      });
    });
  });
});

function runRows(pool: MemoryPool, times: number): number[] {
  const { exports } = new ProgramModule(pool, [rowsOfWords]);
  const words = pool.reserve(4096);
  const table = pool.reserve(64);
  pool.words.fill(0, words / 4, words / 4 + 1024);
  pool.words.set([words, pool.reserve(64 * 64)], table / 4);
  for (let i = 0; i < times; i++) exports.segment!(table);
  return Array.from(pool.words.subarray(words / 4, words / 4 + 1024));
}

/** The sum of i · at over i below 1000, so often. */
const expected = (times: number) => Array.from({ length: 1024 }, (_, at) => (times * 499_500 * at) >>> 0);

describe("pieces of a kernel", () => {
  test.each([1, 2, 5])("run once each on %i threads, those within pieces too", async (threads) => {
    const pool = poolFor(threads);
    runRows(pool, 1);
    // Time for threads to start.
    await new Promise((resolve) => setTimeout(resolve, threads === 1 ? 0 : 200));
    expect(runRows(pool, 50)).toEqual(expected(50));
    expect(pool.threads.running).toBe(threads);
  });

  test("are called in place where there is one thread, or too few pieces for two", () => {
    const few = segmentOf((context) => context.parallel({ count: 3, grain: 2 }, () => {}));
    expect(new ProgramModule(poolFor(2), [few]).text()).not.toContain("fork");
    expect(new ProgramModule(poolFor(2), [rowsOfWords]).text()).toContain('(import "hyrax" "fork"');
    expect(new ProgramModule(poolFor(1), [rowsOfWords]).text()).not.toContain("fork");
  });

  test("run in the calling thread in a memory that cannot be shared", () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    try {
      const pool = poolFor(4);
      expect(pool.isShared).toBe(false);
      expect(runRows(pool, 3)).toEqual(expected(3));
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("a module", () => {
  test("that has been compiled ahead runs as one that is compiled when it is needed", async () => {
    const pool = poolFor(1);
    const module = new ProgramModule(pool, [rowsOfWords]);
    const compile = vi.spyOn(WebAssembly, "Module");
    await module.ready();
    module.exports;
    expect(compile).not.toHaveBeenCalled();
  });

  test("that the host refuses is an error that says what to do, and the next one is compiled", async () => {
    const pool = poolFor(1);
    const { compile } = WebAssembly;
    WebAssembly.compile = () => Promise.reject(new RangeError("too large"));
    try {
      await expect(new ProgramModule(pool, [rowsOfWords]).ready()).rejects.toThrow("too large");
    } finally {
      WebAssembly.compile = compile;
    }
    const { Module } = WebAssembly;
    WebAssembly.Module = class {
      constructor() {
        throw new RangeError("disallowed on the main thread");
      }
    } as never;
    try {
      expect(() => new ProgramModule(pool, [rowsOfWords]).exports).toThrow(/disallowed on the main thread.*await warm/);
    } finally {
      WebAssembly.Module = Module;
    }
    expect(runRows(pool, 1)).toEqual(expected(1));
  });
});
