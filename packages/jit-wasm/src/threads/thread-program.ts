/** Runs pieces of a kernel, from `begin` up to `end`, on the buffers of a table, in the thread of a number. */
export type Part = (table: number, begin: number, end: number, thread: number) => void;

/** A module with functions that run pieces: its exports "part0", "part1", …. */
export interface ThreadProgram {
  readonly id: number;
  readonly module: WebAssembly.Module;
  readonly parts: readonly Part[];
  /** The most threads that its working memory has been planned for. */
  readonly threads: number;
}

let count = 0;

/** Numbers programs, for all threads alike. */
export function newProgramId(): number {
  return ++count;
}
