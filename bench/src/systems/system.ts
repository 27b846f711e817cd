import type { Works } from "../works.js";

/** A library that is measured; its arrays are `R`. */
export interface System<R> {
  /** Its version and what it runs on, for the report. */
  readonly version: string;
  readonly works: Works<R>;
  /** Waits till a result is computed; a promise is awaited. */
  ready(result: R): unknown;
  /** The elements on the host. */
  read(result: R): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Frees a result, where the library does not do so itself. */
  release(result: R): void;
}
