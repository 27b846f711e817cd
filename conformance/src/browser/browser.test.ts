import { fileURLToPath } from "node:url";
import { type BrowserPage, openSite } from "@hyrax-internal/webgpu-host";
import type { TypedArray } from "hyrax";
import { build, type Rollup } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { decode, type Encoded } from "./encode.js";
import { programs } from "./programs.js";

// A page is built as its author would build it, from the packages as they are published, and runs in a browser: once
// isolated from pages of other origins, so that it has threads, and once as any other page.

// On a busy machine threads can take long to come.
vi.setConfig({ testTimeout: 60_000 });

const pages: { isolated?: BrowserPage; plain?: BrowserPage } = {};

beforeAll(async () => {
  const files = await builtFiles();
  pages.isolated = await openSite(files, { isolated: true });
  pages.plain = await openSite(files, { isolated: false });
  // More threads than one wherever the test runs.
  await evaluate("isolated", "setThreads(3)");
  await evaluate("plain", "setThreads(3)");
}, 120_000);

afterAll(async () => {
  for (const page of Object.values(pages)) await page[Symbol.asyncDispose]();
});

async function builtFiles(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const outputs = await build({
    root: fileURLToPath(new URL(".", import.meta.url)),
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022" },
    worker: { format: "es" },
  });
  // Without `watch`, one or several outputs.
  const { output } = [outputs].flat()[0] as Rollup.RollupOutput;
  return new Map(output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
}

function evaluate<T>(page: keyof typeof pages, script: string): Promise<T> {
  return pages[page]!.page.evaluate<T>(script);
}

const results = (page: keyof typeof pages, name: string) =>
  evaluate<readonly Encoded[]>(page, `runProgram(${JSON.stringify(name)})`);

/** What a program gives in Node. */
function expected(name: string): readonly TypedArray[] {
  return programs[name]!.run().map((x) => x.dataSync());
}

function check(name: string, encoded: readonly Encoded[]): void {
  const found = encoded.map(decode);
  const wanted = expected(name);
  expect(found.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
  const slack = programs[name]!.exact ? 0 : 1e-5;
  const wrong = wanted.flatMap((data, i) =>
    Array.from(data as Float32Array, (value, j) => ({ i, j, value, found: Number(found[i]![j]) })).filter(
      (element) => !(Math.abs(element.found - element.value) <= slack * (1 + Math.abs(element.value))),
    ),
  );
  expect(wrong.slice(0, 5)).toEqual([]);
}

describe.each(["isolated", "plain"] as const)("a %s page of headless Chromium", (page) => {
  test.each(Object.keys(programs))("computes %s as Node does", async (name) => {
    check(name, await results(page, name));
  });

  test("trains until the loss has fallen", async () => {
    const losses = (await results(page, "steps of training")).map((loss) => Number(decode(loss)[0]));
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  });

  test("compiles in calls of its main thread, and ahead of them", async () => {
    const { seen, values } = await evaluate<{ seen: string[]; values: number[] }>(page, "compiled()");
    expect(seen).toEqual(["in the call", "beside"]);
    let y = 0;
    for (let i = 0; i < 20; i++) y = Math.sin(y * 0.5) + i;
    expect(values[0]).toBeCloseTo(y, 4);
    expect(values[1]).toBeCloseTo(Math.sin(y * 0.5) + 20, 4);
  });

  test("takes a program of any size ahead of calls, and says so where a call refuses one", async () => {
    const { message, values } = await evaluate<{ message: string; values: number[] }>(page, "warmBulky()");
    expect(message).toMatch(/DeviceError: the host refuses .* of \d{5} KiB: .*await warm\(…\)/);
    expect(values).toEqual([1, 2, 3]);
  });

  test("gives elements to what takes none from shared memory", async () => {
    expect(await evaluate(page, "readElements()")).toEqual({
      "new TextDecoder().decode": 40_000,
      "crypto.getRandomValues": 64,
      "new Blob": 40_000,
      "new ImageData": 100,
      "a transfer": 10_000,
    });
  });

  test("gives elements to the GPU", async () => {
    expect(await evaluate(page, "sumOnGpu()")).toBe(50_005_000);
  });

  test("runs programs in workers of its own", async () => {
    const name = "a product of matrices";
    const found = await evaluate<{ results: readonly Encoded[]; threads: number[]; running: number }>(
      page,
      `inWorker(${JSON.stringify(name)})`,
    );
    check(name, found.results);
    expect(found.running).toBe(page === "isolated" ? 3 : 1);
    expect(found.threads.length > 1).toBe(page === "isolated");
  });
});

describe("threads", () => {
  afterEach(() => evaluate("isolated", "setThreads(3)"));

  test("share the work of an isolated page", async () => {
    expect(await evaluate("isolated", "crossOriginIsolated")).toBe(true);
    expect((await evaluate<number[]>("isolated", "threadsSeen(2, 20_000)")).length).toBeGreaterThan(1);
    expect(await evaluate("isolated", "running()")).toBe(3);
  });

  test("are not to be had in other pages, where the calling one does the work", async () => {
    expect(await evaluate("plain", "crossOriginIsolated")).toBe(false);
    expect(await evaluate("plain", "threadsSeen(2, 500)")).toEqual([0]);
    expect(await evaluate("plain", "running()")).toBe(1);
  });

  test("are turned off by an option", async () => {
    await evaluate("isolated", "setThreads(1)");
    expect(await evaluate("isolated", "threadsSeen(2, 500)")).toEqual([0]);
  });

  test("do not change the bits of results", async () => {
    for (const name of Object.keys(programs)) {
      await evaluate("isolated", "setThreads(3)");
      await evaluate("isolated", "threadsSeen(2, 20_000)");
      const shared = await results("isolated", name);
      await evaluate("isolated", "setThreads(1)");
      expect(await results("isolated", name)).toEqual(shared);
      expect(await results("plain", name)).toEqual(shared);
    }
  });

  test("may end without a word: a call works, or says that its thread was lost, and others work", async () => {
    const name = "a product of matrices";
    const { ended, results, messages } = await evaluate<{
      ended: number;
      results: readonly (readonly Encoded[])[];
      messages: readonly string[];
    }>("isolated", `afterEnd(${JSON.stringify(name)}, 3000)`);
    expect(ended).toBe(2);
    expect(results).toHaveLength(1);
    check(name, results[0]!);
    for (const message of messages) expect(message).toMatch(/was ended from outside. .* the next one works/);
    check(name, await evaluate("isolated", `runProgram(${JSON.stringify(name)})`));
  });

  test("are not to be had under a policy without workers: it is said once, and the calling one does the work", async () => {
    const name = "a product of matrices";
    // The browser says of each worker that it has not been let in.
    pages.isolated!.page.removeAllListeners("console");
    const { seen, warnings, results } = await evaluate<{
      seen: readonly number[];
      warnings: readonly string[];
      results: readonly Encoded[];
    }>("isolated", `withoutWorkers(${JSON.stringify(name)})`);
    expect([seen, warnings]).toEqual([[0], [expect.stringMatching(/programs run on one thread/)]]);
    check(name, results);
    expect(await evaluate("isolated", "running()")).toBe(1);
  });
});
