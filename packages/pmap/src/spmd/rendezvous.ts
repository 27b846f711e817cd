/** Words of the shared control block. */
const ARRIVED = 0;
const GENERATION = 1;
const FINISHED = 2;
const FAILED = 3;
const WORDS = 4;

/** Thrown in the members that wait for one which has failed; the failure itself is reported by that one. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}

/**
 * Where the members of an axis meet: a barrier in shared memory, and the caller's wait for all of them. A member that
 * fails releases the others, so that nobody waits forever.
 */
export class Rendezvous {
  readonly #words: Int32Array;

  constructor(
    readonly members: number,
    readonly memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.#words = new Int32Array(memory);
  }

  /** Returns once every member has called it as often as this one. Throws `Abandoned` if one has failed. */
  barrier(): void {
    const words = this.#words;
    const generation = Atomics.load(words, GENERATION);
    if (Atomics.add(words, ARRIVED, 1) + 1 === this.members) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.add(words, GENERATION, 1);
      Atomics.notify(words, GENERATION);
    }
    // Looked at before each wait, since a member may fail before this one arrives, and after the last.
    const check = () => {
      if (Atomics.load(words, FAILED) > 0) throw new Abandoned("another member of the axis has failed");
    };
    while (Atomics.load(words, GENERATION) === generation) {
      check();
      Atomics.wait(words, GENERATION, generation);
    }
    check();
  }

  /** Says that this member is through; with `failed`, also that the others need not wait for it. */
  finish(failed: boolean): void {
    if (failed) {
      Atomics.store(this.#words, FAILED, 1);
      // The generation moves on, so that members asleep at the barrier wake up and see the failure.
      Atomics.add(this.#words, GENERATION, 1);
      Atomics.notify(this.#words, GENERATION);
    }
    Atomics.add(this.#words, FINISHED, 1);
    Atomics.notify(this.#words, FINISHED);
  }

  /** Blocks the caller until every member is through. Returns whether one has failed. */
  waitForAll(): boolean {
    for (;;) {
      const finished = Atomics.load(this.#words, FINISHED);
      if (finished === this.members) return Atomics.load(this.#words, FAILED) > 0;
      Atomics.wait(this.#words, FINISHED, finished);
    }
  }
}
