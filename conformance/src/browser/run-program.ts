import { wasm } from "hyrax";
import { type Encoded, encode } from "./encode.js";
import { programs } from "./programs.js";
import { threadsOfPieces } from "./thread-of-piece.js";

/** Lets the host do what else there is. */
export const task = () => new Promise<void>((resolve) => setTimeout(resolve));

/** The results of a program, whose bits must be the same each of several times. */
export function runProgram(name: string, times = 3): readonly Encoded[] {
  const results = Array.from({ length: times }, () => programs[name]!.run().map(encode));
  for (const result of results) {
    if (JSON.stringify(result) !== JSON.stringify(results[0])) throw new Error(`${name}: the results differ`);
  }
  return results[0]!;
}

/** The threads that have had pieces of some arrays, until there were so many, or for as long. */
export async function threadsSeen(wanted: number, milliseconds: number): Promise<number[]> {
  const seen = new Set<number>();
  const end = performance.now() + milliseconds;
  while (seen.size < wanted && performance.now() < end) {
    for (const thread of threadsOfPieces()) seen.add(thread);
    await task();
  }
  return [...seen].sort();
}

/** How many threads there are, the calling one included. */
export const running = () => wasm.wasmEngine.pool.threads.running;
