import type { Worker } from "node:worker_threads";
import type { Failure, RunMessage } from "./messages.js";
import { FAILURE_BYTES, readFailure } from "./messages.js";
import { nodeModule } from "./node-modules.js";
import { Rendezvous } from "./rendezvous.js";

/** The built worker, also when this file is run from its source: a thread of an older Node loads no TypeScript. */
const workerUrl = import.meta.url.endsWith(".ts")
  ? new URL("../../dist/worker/worker.js", import.meta.url)
  : new URL("../worker/worker.js", import.meta.url);

const workerFile = (): string => nodeModule("node:url").fileURLToPath(workerUrl);

/** How long a thread may take to load before it is given up. */
const START_MILLISECONDS = 30_000;

/** A thread, and the programs that it has been sent. */
class Thread {
  readonly worker: Worker;
  readonly known = new Set<number>();
  readonly #ready = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  alive = true;

  constructor() {
    if (!nodeModule("node:fs").existsSync(workerUrl)) {
      throw new Error(`pmap: the program of its threads, ${workerFile()}, is missing; build the package first`);
    }
    this.worker = new (nodeModule("node:worker_threads").Worker)(workerUrl, { workerData: this.#ready.buffer });
    const gone = () => {
      this.alive = false;
    };
    this.worker.on("exit", gone);
    this.worker.on("error", gone);
    // Idle threads do not keep the process running.
    this.worker.unref();
  }

  /** Blocks until the thread has loaded: nobody could tell later whether one that does not answer ever will. */
  waitUntilReady(): void {
    if (Atomics.wait(this.#ready, 0, 0, START_MILLISECONDS) !== "timed-out") return;
    this.alive = false;
    void this.worker.terminate();
    throw new Error(`pmap: a thread did not load its program, ${workerFile()}, within ${START_MILLISECONDS / 1000} s`);
  }
}

const threads: Thread[] = [];

/** The threads of the first members; started on first use, and again if one has ended. */
function threadOf(member: number): Thread {
  let thread = threads[member];
  if (thread === undefined || !thread.alive) threads[member] = thread = new Thread();
  return thread;
}

/** What one member is to do, but for what the pool adds. */
export type MemberTask = Omit<RunMessage, "jaxpr" | "index" | "rendezvous" | "failure">;

/**
 * Runs a program on all members at once and blocks until all are through. Throws an `Error` with the failure of the
 * first member that has one; the pool is as usable as before.
 */
export function runMembers(tasks: readonly MemberTask[], jaxpr: () => NonNullable<RunMessage["jaxpr"]>): void {
  const members = tasks.map((_, member) => threadOf(member));
  for (const thread of members) thread.waitUntilReady();
  const rendezvous = new Rendezvous(tasks.length);
  const failures = tasks.map(() => new SharedArrayBuffer(FAILURE_BYTES));
  tasks.forEach((task, index) => {
    const thread = members[index] as Thread;
    const isNew = !thread.known.has(task.program);
    thread.known.add(task.program);
    const message: RunMessage = {
      ...task,
      ...(isNew && { jaxpr: jaxpr() }),
      index,
      rendezvous: rendezvous.memory,
      failure: failures[index] as SharedArrayBuffer,
    };
    thread.worker.postMessage(message);
  });
  if (rendezvous.waitForAll()) throw memberError(failures.map(readFailure));
}

function memberError(failures: readonly (Failure | undefined)[]): Error {
  const member = failures.findIndex((failure) => failure !== undefined);
  const failure = failures[member];
  return new Error(
    `pmap: member ${member} failed: ${failure?.name ?? "Error"}: ${failure?.message ?? "it gave no reason"}`,
  );
}

/** Ends all threads; the next program starts new ones. */
export async function terminateWorkers(): Promise<void> {
  await Promise.all(threads.splice(0).map((thread) => thread.worker.terminate()));
}
