import { afterEach, describe, expect, test, vi } from "vitest";
import { type Expr, type FunctionBuilder, i32, ModuleBuilder } from "../assembler/index.js";
import { MemoryPool } from "../memory/pool.js";
import { workingWord } from "./control-block.js";
import type { HostWorker } from "./start-worker.js";
import { newProgramId, type Part, type ThreadProgram } from "./thread-program.js";

/** The threads of the host that have been started, and what each was told first. */
const started: { readonly worker: HostWorker; readonly told: { control: number }[] }[] = [];
let refuses = false;

vi.mock(import("./start-worker.js"), async (original) => {
  const { startWorker } = await original();
  return {
    startWorker: (onEnd) => {
      if (refuses) throw new Error("no threads today");
      const worker = startWorker(onEnd);
      const told: { control: number }[] = [];
      started.push({ worker, told });
      const post = (message: unknown) => {
        told.push(message as { control: number });
        worker.post(message);
      };
      return { ...worker, post };
    },
  };
});

const pools: MemoryPool[] = [];
afterEach(() => {
  for (const { threads } of pools.splice(0)) threads.terminate();
  started.length = 0;
  refuses = false;
  vi.restoreAllMocks();
});

/** A memory whose threads start at the first job. */
function eagerPool(patience = 10_000): MemoryPool {
  const pool = new MemoryPool({ worthStarting: 0, patience });
  pools.push(pool);
  return pool;
}

type Piece = (f: FunctionBuilder, piece: Expr<"i32">, thread: Expr<"i32">, table: Expr<"i32">) => void;

/** A program for `threads` threads whose part runs `piece` for each of its pieces. */
function programOf(pool: MemoryPool, threads: number, piece: Piece): ThreadProgram {
  const module = new ModuleBuilder();
  module.importMemory("hyrax", "memory", { initial: 1, maximum: 65536, shared: true });
  const parameters = { table: "i32", begin: "i32", end: "i32", thread: "i32" } as const;
  const part = module.function("part", parameters, "none", (f, { table, begin, end, thread }) => {
    f.for({ from: begin!, to: end! }, (i) => piece(f, i, thread!, table!));
  });
  module.export("part0", part);
  const compiled = new WebAssembly.Module(module.bytes());
  const { exports } = new WebAssembly.Instance(compiled, { hyrax: { memory: pool.memory } });
  return { id: newProgramId(), module: compiled, parts: [exports.part0 as Part], threads };
}

/** Counts each piece at its place after the table, and beside it which thread was there. */
const countPieces: Piece = (f, piece, thread, table) => {
  const at = f.let(i32.add(table, i32.mul(piece, i32.const(8))));
  f.do(i32.store(at, i32.add(i32.load(at), i32.const(1))));
  f.do(i32.store(at, thread, { offset: 4 }));
  // Some microseconds of work, so that there is something to share.
  const x = f.local("i32");
  f.for({ from: i32.const(0), to: i32.const(5000) }, (i) => f.set(x, i32.xor(i32.mul(x, i32.const(31)), i)));
  f.do(i32.store(at, i32.and(x, i32.const(0)), { offset: 8 * 1000 }));
};

/** What the pieces of a job wrote: how often each ran, and in which thread. */
function countsOf(pool: MemoryPool, table: number, count: number): { counts: number[]; threads: Set<number> } {
  const words = Array.from(new Int32Array(pool.buffer, table, 2 * count));
  return { counts: words.filter((_, i) => i % 2 === 0), threads: new Set(words.filter((_, i) => i % 2 === 1)) };
}

/** Runs jobs until other threads have taken pieces, or it has been long. */
function untilShared(pool: MemoryPool, program: ThreadProgram, count: number): Set<number> {
  const seen = new Set<number>();
  const end = performance.now() + 20_000;
  while (seen.size < program.threads && performance.now() < end) {
    const table = pool.reserve(20_000);
    new Int32Array(pool.buffer, table, 2 * count).fill(0);
    pool.threads.run(program, 0, table, count, 1, 0);
    const { counts, threads } = countsOf(pool, table, count);
    expect(counts).toEqual(new Array(count).fill(1));
    for (const thread of threads) seen.add(thread);
    pool.release(table, 20_000);
  }
  return seen;
}

describe("pieces of a job", () => {
  test("run once each, in the calling thread and in the others", () => {
    const pool = eagerPool();
    const seen = untilShared(pool, programOf(pool, 3, countPieces), 200);
    expect(seen).toEqual(new Set([0, 1, 2]));
    expect(pool.threads.running).toBe(3);
  });

  test("run in threads that are sent the program while they wait for jobs", () => {
    const pool = eagerPool();
    untilShared(pool, programOf(pool, 2, countPieces), 100);
    expect(untilShared(pool, programOf(pool, 2, countPieces), 100)).toEqual(new Set([0, 1]));
  });

  test("run in the memory as it is after it grew", () => {
    const pool = eagerPool();
    const program = programOf(pool, 2, countPieces);
    untilShared(pool, program, 100);
    pool.reserve(64 * 2 ** 20);
    expect(untilShared(pool, program, 100)).toEqual(new Set([0, 1]));
  });

  test("run in no more threads than working memory has been planned for", () => {
    const pool = eagerPool();
    untilShared(pool, programOf(pool, 3, countPieces), 100);
    const two = programOf(pool, 2, countPieces);
    for (let i = 0; i < 50; i++) {
      const table = pool.reserve(20_000);
      new Int32Array(pool.buffer, table, 200).fill(0);
      pool.threads.run(two, 0, table, 100, 1, 0);
      expect([...countsOf(pool, table, 100).threads].every((thread) => thread < 2)).toBe(true);
    }
  });

  test("are the calling thread's until so much of them has been seen that others are worth starting", () => {
    const pool = new MemoryPool({ worthStarting: 10_000 });
    pools.push(pool);
    const table = pool.reserve(20_000);
    for (let i = 0; i < 20; i++) pool.threads.run(programOf(pool, 2, countPieces), 0, table, 100, 1, 0);
    expect(pool.threads.running).toBe(1);
  });
});

describe("threads that fail", () => {
  test("by a trap in a piece: the call throws, wherever it was, and the next one works", () => {
    const pool = eagerPool();
    const working = programOf(pool, 2, countPieces);
    untilShared(pool, working, 100);
    const outOfBounds = programOf(pool, 2, (f, piece) => f.do(i32.store(i32.const(-4), piece)));
    expect(() => pool.threads.run(outOfBounds, 0, pool.reserve(64), 100, 1, 0)).toThrow("memory access out of bounds");
    const elsewhere = programOf(pool, 2, (f, piece, thread, table) => {
      countPieces(f, piece, i32.const(0), table);
      f.if(thread, () => f.do(i32.store(i32.const(-4), piece)));
    });
    const table = pool.reserve(20_000);
    const untilFailure = () => {
      const end = performance.now() + 20_000;
      while (performance.now() < end) pool.threads.run(elsewhere, 0, table, 100, 1, 0);
    };
    expect(untilFailure).toThrow("a kernel trapped in another thread");
    expect(untilShared(pool, working, 100)).toEqual(new Set([0, 1]));
  });

  test("by being ended between jobs: the others go on, and new ones are started when none is left", async () => {
    const pool = eagerPool();
    const program = programOf(pool, 2, countPieces);
    untilShared(pool, program, 100);
    started[0]!.worker.terminate();
    // Until the host says so the ended thread is still counted, and jobs do not wait for it.
    const table = pool.reserve(20_000);
    pool.threads.run(program, 0, table, 100, 1, 0);
    await vi.waitUntil(() => pool.threads.running === 1);
    expect(untilShared(pool, program, 100)).toEqual(new Set([0, 1]));
  });

  test("by being ended with pieces in hand: the call throws, and its memory is not used again", () => {
    const pool = eagerPool(50);
    const program = programOf(pool, 2, countPieces);
    untilShared(pool, program, 100);
    const table = pool.reserve(20_000);
    started[0]!.worker.terminate();
    // Long enough for it to end; this thread does not hear of it before it goes back to its event loop.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    // As a thread leaves it that is ended while it works.
    new Int32Array(pool.buffer, started[0]!.told[0]!.control, 1000)[workingWord(1)] = 1;
    expect(() => pool.threads.run(program, 0, table, 100, 1, 0)).toThrow(
      /thread 1 .* was ended from outside. This call has no result; the next one works/,
    );
    pool.release(table, 20_000);
    expect(pool.reserve(20_000)).not.toBe(table);
    expect(untilShared(pool, program, 100)).toEqual(new Set([0, 1]));
  });

  test("to start, since the host refuses: it is said once, and the calling thread does the work", () => {
    const pool = eagerPool();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    refuses = true;
    const table = pool.reserve(20_000);
    new Int32Array(pool.buffer, table, 200).fill(0);
    for (let i = 0; i < 3; i++) pool.threads.run(programOf(pool, 2, countPieces), 0, table, 100, 1, 0);
    expect(countsOf(pool, table, 100).counts).toEqual(new Array(100).fill(3));
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining("one thread, since the host gives no others: Error: no threads")],
    ]);
  });
});
