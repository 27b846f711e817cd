import { canShareMemory } from "../threads/thread-count.js";

export const PAGE = 65536;

/** Pages of the whole address space. */
export const LARGEST = 65536;

/** A memory that threads can share, where the host has them; else a plain one. */
export function createMemory(initial: number, maximum: number): WebAssembly.Memory {
  if (canShareMemory()) {
    try {
      return new WebAssembly.Memory({ initial, maximum, shared: true });
    } catch {
      // A host may refuse to set so much address space aside at once, which shared memories need.
    }
  }
  return new WebAssembly.Memory({ initial, maximum });
}
