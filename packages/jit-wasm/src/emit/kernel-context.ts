import type { BufferId } from "@hyrax/jit";
import type { Expr } from "../assembler/index.js";
import type { VectorContext } from "./elementwise.js";

/** What a kernel is written with: the function, its elementary functions, and where buffers are. */
export interface KernelContext extends VectorContext {
  /** The address of a buffer. */
  address(buffer: BufferId): Expr<"i32">;
}
