import { resolveObjectURL } from "node:buffer";
import { Worker as NodeThread } from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { i32, ModuleBuilder } from "../assembler/index.js";
import { MemoryPool } from "../memory/pool.js";
import { newProgramId, type Part, type ThreadProgram } from "./thread-program.js";

// A page has no modules of Node: its threads are workers, whose program comes from a URL and whose messages come to `self`.

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** What a worker of a page has of a thread of Node. */
const surroundings = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", (data) => {
  if (globalThis.onmessage) return globalThis.onmessage({ data });
  new Function("require", "self", data)(undefined, globalThis);
});
`;

class PageWorker {
  readonly #thread = new NodeThread(surroundings, { eval: true });
  readonly #loaded: Promise<void>;

  constructor(url: string) {
    this.#thread.unref();
    this.#loaded = (resolveObjectURL(url) as Blob).text().then((source) => this.#thread.postMessage(source));
  }

  addEventListener(): void {}

  postMessage(message: unknown): void {
    void this.#loaded.then(() => this.#thread.postMessage(message));
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}

/** A page, but for what tests need: its main thread may not block. */
function onPage(isolated: boolean): void {
  vi.stubGlobal("Worker", PageWorker);
  vi.stubGlobal("crossOriginIsolated", isolated);
  vi.stubGlobal("navigator", { hardwareConcurrency: 2 });
  vi.spyOn(process, "getBuiltinModule").mockImplementation(() => undefined as never);
  vi.spyOn(Atomics, "wait").mockImplementation(() => {
    throw new TypeError("Atomics.wait cannot be called in this context");
  });
}

/** Doubles the word of each piece, after about 0.1 ms of other work. */
function doubling({ memory }: MemoryPool): ThreadProgram {
  const module = new ModuleBuilder();
  module.importMemory("hyrax", "memory", { initial: 1, maximum: 65536, shared: true });
  const parameters = { table: "i32", begin: "i32", end: "i32", thread: "i32" } as const;
  const part = module.function("part", parameters, "none", (f, { table, begin, end, thread }) => {
    f.for({ from: begin!, to: end! }, (i) => {
      const at = f.let(i32.add(table!, i32.shl(i, i32.const(3))));
      const x = f.let(i32.const(1));
      f.for({ from: i32.const(0), to: i32.const(100_000) }, (k) => f.set(x, i32.xor(i32.mul(x, i32.const(31)), k)));
      f.do(i32.store(at, i32.add(i32.shl(i, i32.const(1)), i32.and(x, i32.const(0)))));
      f.do(i32.store(at, thread!, { offset: 4 }));
    });
  });
  module.export("part0", part);
  const compiled = new WebAssembly.Module(module.bytes());
  const { exports } = new WebAssembly.Instance(compiled, { hyrax: { memory } });
  return { id: newProgramId(), module: compiled, parts: [exports.part0 as Part], threads: 2 };
}

test("threads of an isolated page share work, and its main thread never blocks", async () => {
  onPage(true);
  const pool = new MemoryPool({ worthStarting: 0 });
  try {
    expect([pool.isShared, pool.threads.limit]).toEqual([true, 2]);
    const program = doubling(pool);
    const table = pool.reserve(1000);
    const seen = new Set<number>();
    await vi.waitUntil(
      () => {
        pool.threads.run(program, 0, table, 100, 1, 0);
        const words = Array.from(new Int32Array(pool.buffer, table, 200));
        expect(words.filter((_, i) => i % 2 === 0)).toEqual(Array.from({ length: 100 }, (_, i) => 2 * i));
        for (const thread of words.filter((_, i) => i % 2 === 1)) seen.add(thread);
        return seen.size === 2;
      },
      { timeout: 20_000 },
    );
  } finally {
    pool.threads.terminate();
  }
});

test("a page that is not isolated has one thread", () => {
  onPage(false);
  const pool = new MemoryPool({ worthStarting: 0 });
  expect([pool.isShared, pool.threads.limit]).toEqual([false, 1]);
});
