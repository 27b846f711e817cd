/**
 * Where threads agree on a job: words of 32 bits at the start of a block of the shared memory. What one thread writes
 * while others read stands in a cache line of its own.
 */
export const WORD = {
  /** Counts jobs. Threads without work wait for it to change. */
  epoch: 0,
  /** How many threads sleep until then. */
  sleeping: 16,
  /** Whether nobody may begin on the job any more. */
  closed: 32,
  /** What the job is; written while it is closed. */
  program: 33,
  part: 34,
  table: 35,
  count: 36,
  chunk: 37,
  /** Threads of this number and above take no part. */
  threads: 38,
  /** Whether a piece failed in another thread. */
  failed: 39,
  /** The first piece that nobody has taken. */
  next: 48,
  /** Whether the thread of number 1 works on the job; those of the others follow, each after `line` words. */
  working: 64,
  line: 16,
} as const;

/** The most threads that run pieces, the calling one included. */
export const MOST_THREADS = 64;

export const CONTROL_BYTES = 4 * (WORD.working + WORD.line * (MOST_THREADS - 1));

/** The word that says whether a thread works. */
export function workingWord(thread: number): number {
  return WORD.working + WORD.line * (thread - 1);
}
