import { DeviceError } from "@hyrax/core";
import { CONTROL_BYTES, WORD, workingWord } from "./control-block.js";
import { type HostWorker, startWorker } from "./start-worker.js";
import type { ThreadProgram } from "./thread-program.js";

/** Looks at a word before the time is asked for. */
const LOOKS = 4096;
/** Milliseconds that a job takes on one thread before it is worth the system call that wakes others. */
const WORTH_WAKING = 0.2;
/** How many times as long as the calling thread has worked on a job another one may work on its last pieces. */
const PATIENCE_FACTOR = 1000;
/** Milliseconds after which the calling thread leaves the processor to others while it waits, and for how long. */
const POLITE = 1;
const PAUSE = 0.1;

/** A thread did not come back with its pieces: it was ended from outside. Its call has no result. */
export class LostThreadError extends DeviceError {}

/** One job: a part of a program on the pieces from 0 up to `count`, of which a thread takes `chunk` at a time. */
export interface Job {
  readonly part: number;
  readonly table: number;
  readonly count: number;
  readonly chunk: number;
}

export interface CrewOptions {
  /** How many threads, the calling one included. */
  readonly threads: number;
  /** Milliseconds that a thread may work on its last pieces, at least. */
  readonly patience: number;
  /** Hears of each thread that ended without being asked to. */
  readonly onLoss: () => void;
}

/** Programs that nobody holds any more are dropped by threads too. */
const programs = new FinalizationRegistry<{ readonly crew: WeakRef<Crew>; readonly id: number }>(({ crew, id }) =>
  crew.deref()?.drop(id),
);

/** Threads that take pieces of the calling thread's jobs, and what they have been told. */
export class Crew {
  readonly #workers = new Map<number, HostWorker>();
  /** For each program that has been handed over, what its parts took on one thread, in milliseconds. */
  readonly #costs = new WeakMap<ThreadProgram, number[]>();
  readonly #control: Int32Array;
  readonly #patience: number;
  /** Milliseconds of small jobs for which nobody has been woken. */
  #unshared = 0;

  /** Starts threads that agree with this one at an address of the memory. Throws where the host refuses one. */
  constructor(memory: WebAssembly.Memory, address: number, { threads, patience, onLoss }: CrewOptions) {
    const words = CONTROL_BYTES / 4;
    this.#patience = patience;
    this.#control = new Int32Array(memory.buffer, address, words).fill(0);
    this.#control[WORD.closed] = 1;
    try {
      for (let thread = 1; thread < threads; thread++) {
        const worker = startWorker(() => {
          if (this.#workers.delete(thread)) onLoss();
        });
        this.#workers.set(thread, worker);
        worker.post({ memory, thread, control: address, words, working: workingWord(thread) });
      }
    } catch (error) {
      this.terminate();
      throw error;
    }
  }

  /** How many threads there are besides the calling one. */
  get size(): number {
    return this.#workers.size;
  }

  /**
   * Runs a job together with the calling thread, and returns when all its pieces are done. Throws what a piece in this
   * thread throws, and a `DeviceError` where one failed elsewhere.
   */
  run(program: ThreadProgram, { part, table, count, chunk }: Job): void {
    const { id, parts, threads } = program;
    const costs = this.#costs.get(program) ?? this.#teach(program);
    const control = this.#control;
    control[WORD.program] = id;
    control[WORD.part] = part;
    control[WORD.table] = table;
    control[WORD.count] = count;
    control[WORD.chunk] = chunk;
    control[WORD.threads] = threads;
    Atomics.store(control, WORD.next, 0);
    Atomics.store(control, WORD.closed, 0);
    Atomics.add(control, WORD.epoch, 1);
    if (Atomics.load(control, WORD.sleeping) > 0) this.#wake(costs[part] ?? WORTH_WAKING);
    const run = parts[part]!;
    const start = performance.now();
    try {
      for (let begin = Atomics.add(control, WORD.next, chunk); begin < count; ) {
        run(table, begin, Math.min(begin + chunk, count), 0);
        begin = Atomics.add(control, WORD.next, chunk);
      }
    } finally {
      Atomics.store(control, WORD.closed, 1);
      this.#join(start);
      costs[part] = (performance.now() - start) * threads;
    }
    if (Atomics.exchange(control, WORD.failed, 0) !== 0) {
      throw new DeviceError("a kernel trapped in another thread; the same program on one thread shows where");
    }
  }

  terminate(): void {
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    for (const worker of workers) worker.terminate();
  }

  /** Hands a program over. A thread that is still loading it leaves its jobs to the others. */
  #teach(program: ThreadProgram): number[] {
    const costs: number[] = [];
    const { id, module } = program;
    this.#costs.set(program, costs);
    this.#post({ id, module });
    programs.register(program, { crew: new WeakRef(this), id });
    return costs;
  }

  /** Wakes threads that sleep: for a job that costs more than that, or for the latest of many that do not. */
  #wake(cost: number): void {
    this.#unshared += cost;
    if (this.#unshared < WORTH_WAKING) return;
    this.#unshared = 0;
    Atomics.notify(this.#control, WORD.epoch);
  }

  /** Lets threads drop a program that will not run again. */
  drop(id: number): void {
    this.#post({ id });
  }

  #post(message: unknown): void {
    for (const worker of this.#workers.values()) worker.post(message);
  }

  /** Waits for those who still work on pieces of a job that began at `start`. */
  #join(start: number): void {
    for (const thread of this.#workers.keys()) {
      const word = workingWord(thread);
      for (let i = 0; Atomics.load(this.#control, word) !== 0; i++) {
        if (i === LOOKS) this.#waitFor(thread, performance.now() - start);
      }
    }
  }

  #waitFor(thread: number, worked: number): void {
    const patience = Math.max(this.#patience, PATIENCE_FACTOR * worked);
    const word = workingWord(thread);
    const start = performance.now();
    for (let waited = 0; Atomics.load(this.#control, word) !== 0; waited = performance.now() - start) {
      if (waited > patience) {
        throw new LostThreadError(
          `thread ${thread} has been working on its part of a kernel for ${(waited / 1000).toFixed(1)} s, the others for ` +
            `${(worked / 1000).toFixed(3)} s: it was ended from outside. This call has no result; the next one works`,
        );
      }
      if (waited > POLITE) this.#pause(word);
    }
  }

  #pause(word: number): void {
    if (!canBlock) return;
    try {
      Atomics.wait(this.#control, word, 1, PAUSE);
    } catch {
      // The main thread of a page may not block: it looks until the others are through.
      canBlock = false;
    }
  }
}

let canBlock = true;
