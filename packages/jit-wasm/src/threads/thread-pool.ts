import { CONTROL_BYTES } from "./control-block.js";
import { Crew, LostThreadError } from "./crew.js";
import { threadCount } from "./thread-count.js";
import type { ThreadProgram } from "./thread-program.js";

/**
 * Milliseconds of work that threads could have shared before they are started. That costs some milliseconds itself: it is
 * put off until the running task is over, unless that goes on for so many times as long.
 */
const WORTH_STARTING = 3;
const PUT_OFF = 30;
/** So many threads may be lost before this one works alone. */
const MOST_LOSSES = 8;
/** A thread takes about this many times pieces of a job, so that one that is held up leaves the rest to the others. */
const TURNS = 8;
/** Milliseconds that a thread may work on its last pieces before it counts as lost. */
const PATIENCE = 10_000;

/** The memory that threads share. */
export interface SharedRoom {
  readonly memory: WebAssembly.Memory;
  /** Whether other threads can have the memory too. */
  readonly isShared: boolean;
  reserveForGood(bytes: number): number;
  /** Never hands out again what the running call uses. */
  abandonCall(): void;
}

export interface ThreadOptions {
  /** Milliseconds of work that threads could have shared before they are started. */
  readonly worthStarting?: number;
  /** Milliseconds that a thread may work on its last pieces before it counts as lost, at least. */
  readonly patience?: number;
}

/** Crews whose memory nobody holds any more come to an end. */
const crews = new FinalizationRegistry<Crew>((crew) => crew.terminate());

/** Shares the pieces of kernels among threads, as many as there are by then: with none, the calling thread does it all. */
export class ThreadPool {
  readonly #room: SharedRoom;
  readonly #options: ThreadOptions;
  #crew: Crew | undefined;
  /** How many threads the crew was started with, the calling one included. */
  #wanted = 1;
  #timer: unknown;
  #busy = false;
  #refused = false;
  #losses = 0;
  #alone = 0;

  constructor(room: SharedRoom, options: ThreadOptions = {}) {
    this.#room = room;
    this.#options = options;
  }

  /** The most threads that a program can be written for now. */
  get limit(): number {
    return this.#room.isShared ? threadCount() : 1;
  }

  /** How many threads run now, the calling one included. */
  get running(): number {
    return 1 + (this.#crew?.size ?? 0);
  }

  /** Runs `count` pieces of a part, in this thread and, where it is worth it, in others; returns when all are done. */
  run(program: ThreadProgram, part: number, table: number, count: number, grain: number, thread: number): void {
    const run = program.parts[part]!;
    // Pieces of pieces belong to the thread that came upon them.
    if (this.#busy || thread !== 0 || this.#refused) return run(table, 0, count, thread);
    if (this.#crew === undefined) return this.#runAlone(program, part, table, count);
    if (program.threads > this.#wanted) this.#start(program.threads);
    const threads = Math.min(this.running, program.threads);
    if (threads === 1) return run(table, 0, count, thread);
    this.#busy = true;
    try {
      const chunk = Math.max(grain, Math.ceil(count / (threads * TURNS)));
      this.#crew.run(program, { part, table, count, chunk });
    } catch (error) {
      if (error instanceof LostThreadError) this.#replace();
      throw error;
    } finally {
      this.#busy = false;
    }
  }

  /** Ends the threads; they are started again when there is work for them. */
  terminate(): void {
    // What the timer is: a number, or an object in Node.
    clearTimeout(this.#timer as number | undefined);
    this.#timer = undefined;
    this.#crew?.terminate();
    this.#crew = undefined;
    this.#alone = 0;
  }

  #runAlone(program: ThreadProgram, part: number, table: number, count: number): void {
    const start = performance.now();
    program.parts[part]!(table, 0, count, 0);
    this.#alone += performance.now() - start;
    const { worthStarting = WORTH_STARTING } = this.#options;
    if (this.#alone >= worthStarting * PUT_OFF) this.#start(program.threads);
    else if (this.#alone >= worthStarting) this.#startLater(program.threads);
  }

  #startLater(threads: number): void {
    if (this.#timer !== undefined) return;
    const self = new WeakRef(this);
    this.#timer = setTimeout(() => self.deref()?.startUnlessRunning(threads));
    // In Node it is an object, and keeps no process running.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  private startUnlessRunning(threads: number): void {
    if (this.#crew === undefined && !this.#refused) this.#start(threads);
  }

  /** Starts as many threads, in place of those that there are. */
  #start(threads: number): void {
    if (threads === 1) return;
    this.#timer = undefined;
    this.#crew?.terminate();
    const { patience = PATIENCE } = this.#options;
    // The thread pool is reached weakly: threads must not keep the memory of a pool that nobody holds.
    const self = new WeakRef(this);
    try {
      const onLoss = () => self.deref()?.loseThread();
      const crew = new Crew(this.#room.memory, this.#room.reserveForGood(CONTROL_BYTES), { threads, patience, onLoss });
      crews.register(this, crew);
      this.#crew = crew;
      this.#wanted = threads;
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Hears that a thread ended without being asked to. */
  private loseThread(): void {
    if (++this.#losses > MOST_LOSSES) this.#refuse(`${this.#losses} threads ended without being asked to`);
    else if (this.#crew?.size === 0) this.terminate();
  }

  #refuse(reason: unknown): void {
    this.terminate();
    this.#refused = true;
    console.warn(`hyrax: programs run on one thread, since the host gives no others: ${reason}`);
  }

  /** A thread may still write to what it has been given: that memory, and its place in the crew, are never used again. */
  #replace(): void {
    this.#room.abandonCall();
    this.terminate();
  }
}
