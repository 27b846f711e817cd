import type { Array } from "hyrax";
import type { Check } from "../checksum.js";
import type { Job, Work, WorkSizes } from "../works.js";

/** What Hyrax must reach: a multiple of a peer's time here and now, or a time. */
export type Bar = { readonly times: number; readonly of: "JAX" | "NumPy" } | { readonly ms: number };

/** A row of the report. */
export interface Workload<W extends Work = Work> {
  /** For the command line. */
  readonly name: string;
  readonly title: string;
  readonly work: W;
  readonly sizes: WorkSizes[W];
  readonly bar?: Bar;
  readonly check: Check;
  /** How many calls in a row are one measurement: many where one takes microseconds; 1 if left out. */
  readonly calls?: number;
  /** Bound by matrix products, which may take 1.6 × as long on a Node without relaxed SIMD. */
  readonly boundByProducts?: boolean;
  /** Measure the first run of a process that has just started. */
  readonly inNewProcess?: boolean;
}

/** A kind of work: its rows, and how Hyrax does it. */
export interface Rows<W extends Work> {
  readonly rows: readonly Workload<W>[];
  readonly hyrax: (sizes: WorkSizes[W]) => Job<Array>;
}

/** Sums in another order, and elementary functions of another library, differ by this at most. */
export const rounding: Check = { tolerance: 1e-4 };
