import { type Array, config, jit, np, ShapeDtypeStruct } from "hyrax";
import { warmBulky } from "./bulky.js";
import { type Encoded, encode } from "./encode.js";
import { endWorkers, forbidWorkers, watchWorkers } from "./page-workers.js";
import { programs } from "./programs.js";
import { readElements, sumOnGpu } from "./read-elements.js";
import { running, runProgram, task, threadsSeen } from "./run-program.js";

watchWorkers();

const polynomial = (degree: number) =>
  jit((x: Array) => {
    let y: Array = np.zeros([1000]);
    for (let i = 0; i < degree; i++) y = np.sin(y.mul(x)).add(i);
    return y;
  });

/** The same program, called at once and after `warm`; what the host compiled in calls, and beside them. */
async function compiled() {
  const { compile, Module } = WebAssembly;
  const seen: string[] = [];
  WebAssembly.Module = class extends Module {
    constructor(bytes: BufferSource) {
      super(bytes);
      seen.push("in the call");
    }
  };
  WebAssembly.compile = (bytes: BufferSource) => {
    seen.push("beside");
    return compile(bytes);
  };
  try {
    const x = np.full([1000], 0.5, { dtype: "float32" });
    const once = polynomial(20)(x);
    const ahead = polynomial(21);
    await ahead.warm(new ShapeDtypeStruct([1000], "float32"));
    return { seen, values: [once, ahead(x)].map((y) => y.dataSync()[999]) };
  } finally {
    Object.assign(WebAssembly, { compile, Module });
  }
}

/** Results after the threads have ended, and errors of calls that have none. */
async function afterEnd(name: string, milliseconds: number) {
  await threadsSeen(2, 20_000);
  const ended = endWorkers();
  const messages: string[] = [];
  const results = new Set<string>();
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    try {
      results.add(JSON.stringify(programs[name]!.run().map(encode)));
    } catch (error) {
      messages.push(String(error));
    }
    await task();
  }
  return { ended, messages, results: [...results].map((text) => JSON.parse(text) as Encoded[]) };
}

/** A program in a worker of the page. */
function inWorker(name: string): Promise<unknown> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.postMessage(name);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  }).finally(() => worker.terminate());
}

/** A program while the page gets no workers, and what is said about it. */
async function withoutWorkers(name: string) {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (message) => warnings.push(message);
  forbidWorkers();
  try {
    // More threads than there are now have to be started.
    config.update("numThreads", 5);
    const seen = await threadsSeen(2, 500);
    const end = performance.now() + 20_000;
    while (warnings.length === 0 && performance.now() < end) await threadsSeen(2, 100);
    return { seen, warnings, results: runProgram(name) };
  } finally {
    console.warn = warn;
  }
}

Object.assign(globalThis, {
  inWorker,
  withoutWorkers,
  warmBulky: () => warmBulky(np.array([1, 2, 3])),
  runProgram,
  threadsSeen,
  compiled,
  afterEnd,
  readElements,
  sumOnGpu,
  running,
  setThreads: (numThreads?: number) => config.update("numThreads", numThreads),
});
