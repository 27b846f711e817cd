import { createInterface } from "node:readline";
import { checksum } from "./checksum.js";
import type { Checked, Failed, Hello, Lacking, Request, Timed } from "./protocol.js";
import { openSystem } from "./systems/index.js";
import type { System } from "./systems/system.js";
import type { Job, Work, WorkSizes } from "./works.js";

// The process of one system: `node --expose-gc serve.js <system>` answers the requests on its standard input, see protocol.ts.

// Libraries greet on the console; the answers go to standard output alone.
console.log = console.info = console.error;

const answer = (line: Hello | Checked | Timed | Lacking | Failed | { readonly loaded: true }) =>
  process.stdout.write(`${JSON.stringify(line)}\n`);

const listed = <R>(results: R | readonly R[]): readonly R[] =>
  Array.isArray(results) ? (results as readonly R[]) : [results as R];

async function serve<R>(system: System<R>): Promise<void> {
  let job: Job<R> | undefined;

  const loaded = () => {
    if (job === undefined) throw new Error("nothing is loaded");
    return job;
  };

  const elements = async (results: readonly R[]) => {
    const read: ArrayLike<number>[] = [];
    for (const result of results) read.push(await system.read(result));
    return read;
  };

  /** One measurement: of a single run till its results are ready, and read; or of many calls in a row, as the time of one. */
  const measure = async (calls: number) => {
    const { run } = loaded();
    const start = performance.now();
    if (calls > 1) {
      for (let i = 0; i < calls; i++) for (const result of listed(run())) system.release(result);
      const each = (performance.now() - start) / calls;
      return { ms: each, read: each };
    }
    const results = listed(run());
    for (const result of results) await system.ready(result);
    const ms = performance.now() - start;
    await elements(results);
    const read = performance.now() - start;
    for (const result of results) system.release(result);
    return { ms, read };
  };

  const check = async (calls: number): Promise<Checked> => {
    await measure(calls);
    const { ms } = await measure(calls);
    const { run, inOrder } = loaded();
    const results = listed(run());
    const found = await elements(results);
    const sum = checksum(inOrder === undefined ? found : found.map((values) => inOrder(values)));
    for (const result of results) system.release(result);
    return { checksum: sum, ms };
  };

  const timed = async (times: number, warmUp: number, calls: number): Promise<Timed> => {
    globalThis.gc?.();
    for (let i = 0; i < warmUp; i++) await measure(calls);
    const all: Awaited<ReturnType<typeof measure>>[] = [];
    for (let i = 0; i < times; i++) all.push(await measure(calls));
    return { ms: all.map(({ ms }) => ms), read: all.map(({ read }) => read) };
  };

  const load = (work: Work, sizes: Readonly<Record<string, number>>): Lacking | { readonly loaded: true } => {
    // The coordinator sends the sizes that this kind of work has.
    const open = system.works[work] as ((sizes: WorkSizes[Work]) => Job<R>) | undefined;
    if (open === undefined) return { lacks: true };
    job = open(sizes as unknown as WorkSizes[Work]);
    return { loaded: true };
  };

  answer({ version: `${system.version}, Node ${process.version}` });
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    try {
      if (request.do === "load") answer(load(request.work, request.sizes));
      else if (request.do === "check") answer(await check(request.calls));
      else if (request.do === "run") answer(await timed(request.times, request.warmUp, request.calls));
      else {
        job = undefined;
        globalThis.gc?.();
        answer({ loaded: true });
      }
    } catch (error) {
      answer({ error: error instanceof Error ? error.message : String(error) });
    }
  }
}

await openSystem(process.argv[2] ?? "", serve);
process.exit(0);
