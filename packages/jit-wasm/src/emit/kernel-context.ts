import type { BufferId } from "@hyrax/jit";
import type { Expr, SharedFunctions } from "../assembler/index.js";
import type { VectorContext } from "./vector-context.js";

/** Independent pieces of work, which threads may share. */
export interface Pieces {
  readonly count: number;
  /** Fewer pieces than this are not worth another thread. */
  readonly grain: number;
}

/** What a kernel is written with: the function, what functions of the module share, and where buffers are. */
export interface KernelContext extends VectorContext {
  /** Functions that kernels of the module share. */
  readonly functions: SharedFunctions;
  /** The number of the thread that runs this code, from 0 on: the calling thread is 0. */
  readonly thread: Expr<"i32">;
  /** How many threads may run pieces at once; working memory for each is planned by it. */
  readonly threads: number;
  /** The address of a buffer. */
  address(buffer: BufferId): Expr<"i32">;
  /**
   * Writes work that threads may share: `body` writes the pieces from `begin` up to `end`. It stands in a function of its
   * own, on a context of its own: it knows buffers, and no variables of the function around it. All pieces are done when
   * the statement is; one piece must neither read nor write what another one writes, not even past the end of its own.
   */
  parallel(pieces: Pieces, body: (context: KernelContext, begin: Expr<"i32">, end: Expr<"i32">) => void): void;
}
