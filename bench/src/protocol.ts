import type { Checksum } from "./checksum.js";
import type { Work } from "./works.js";

// The coordinator writes one request as a line of JSON, the process of a system answers with one line.

export type Request =
  /** Make the inputs of a kind of work. */
  | { readonly do: "load"; readonly work: Work; readonly sizes: Readonly<Record<string, number>> }
  /** Run twice, tell the checksum of the result, and how long the second time took. */
  | { readonly do: "check"; readonly calls: number }
  /** Run so many times, after `warmUp` times that are not counted; each is `calls` calls in a row, and told as the time of one. */
  | { readonly do: "run"; readonly times: number; readonly warmUp: number; readonly calls: number }
  /** Let go of the inputs. */
  | { readonly do: "drop" };

/** The first line of a process. */
export interface Hello {
  readonly version: string;
}

export interface Checked {
  readonly checksum: Checksum;
  readonly ms: number;
}

/** Milliseconds till a result was ready, and till its elements were there for the host to read. */
export interface Timed {
  readonly ms: readonly number[];
  readonly read: readonly number[];
}

/** The system has no such work. */
export interface Lacking {
  readonly lacks: true;
}

export interface Failed {
  readonly error: string;
}
