import type { DType } from "@hyrax/core";
import type { EncodedJaxpr } from "./encode-jaxpr.js";

/** An array in shared memory. */
export interface SharedArray {
  readonly memory: SharedArrayBuffer;
  /** In bytes. */
  readonly offset: number;
  /** In elements of the dtype's typed array. */
  readonly length: number;
  readonly dtype: DType;
}

/** What a member is asked to do: run a program once. */
export interface RunMessage {
  readonly program: number;
  /** The program itself, with the first message that names it. */
  readonly jaxpr?: EncodedJaxpr;
  readonly axisName: string;
  readonly index: number;
  readonly size: number;
  readonly inputs: readonly SharedArray[];
  readonly outs: readonly SharedArray[];
  /** The memory of the `Rendezvous`. */
  readonly rendezvous: SharedArrayBuffer;
  /** The memory of the `Exchange`. */
  readonly slots: SharedArrayBuffer;
  /** Where a failure is written: its length in bytes in the first word, then its text as JSON. */
  readonly failure: SharedArrayBuffer;
  /** Options of the caller that decide how a program runs. */
  readonly options: { readonly enableX64: boolean };
}

/** A failure of a member, as text. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** Bytes that a failure may take. */
export const FAILURE_BYTES = 16384;

export function writeFailure(memory: SharedArrayBuffer, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  // A text that is cut short would be no JSON: the message is shortened before.
  const text = new TextEncoder().encode(JSON.stringify({ name, message: message.slice(0, FAILURE_BYTES / 8) }));
  new Uint8Array(memory, 4).set(text);
  new Int32Array(memory, 0, 1)[0] = text.length;
}

export function readFailure(memory: SharedArrayBuffer): Failure | undefined {
  const length = new Int32Array(memory, 0, 1)[0] as number;
  if (length === 0) return undefined;
  // A decoder does not read shared memory: the bytes are copied first.
  return JSON.parse(new TextDecoder().decode(new Uint8Array(memory, 4, length).slice())) as Failure;
}
