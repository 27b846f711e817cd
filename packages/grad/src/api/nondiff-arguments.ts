import { flatten, stopGradient, Tracer, UnexpectedTracerError } from "@hyrax/core";
import { JvpTrace } from "../interpreters/jvp.js";
import { type FlatArguments, flattenArguments, replaceArguments, unflattenArguments } from "./arguments.js";
import { mapArrays, positionsOf } from "./checks.js";
import type { ArgNumbers } from "./gradient-types.js";

/** The arguments at some positions, of a tuple's type. */
export type Picked<A extends readonly unknown[], N extends ArgNumbers> = N extends readonly number[]
  ? { -readonly [K in keyof N]: A[N[K] & keyof A] }
  : [A[N & keyof A]];

/** The arguments at all other positions. */
export type Rest<
  A extends readonly unknown[],
  N extends ArgNumbers,
  Before extends readonly unknown[] = [],
> = number extends A["length"]
  ? A
  : A extends readonly [infer First, ...infer Others]
    ? Before["length"] extends (N extends readonly number[] ? N[number] : N)
      ? Rest<Others, N, [...Before, First]>
      : [First, ...Rest<Others, N, [...Before, First]>]
    : [];

/** A call, divided into what a custom rule differentiates by and the rest. */
export interface DividedCall extends FlatArguments {
  /** The arguments that are not differentiated by, in the order in which `nondiffArgnums` names them. */
  readonly nondiff: readonly unknown[];
  /** All arguments, with other leaves in those that are differentiated by. */
  rebuild(leaves: readonly unknown[]): unknown[];
}

export function divideCall(name: string, args: readonly unknown[], nondiffArgnums: ArgNumbers): DividedCall {
  const nondiff = positionsOf(name, nondiffArgnums, args.length, "nondiffArgnums");
  const diff = args.map((_, i) => i).filter((i) => !nondiff.includes(i));
  const flat = flattenArguments(name, args, diff);
  return {
    ...flat,
    nondiff: nondiff.map((i) => args[i]),
    rebuild: (leaves) => replaceArguments(args, diff, unflattenArguments(flat.trees, leaves)),
  };
}

const isDifferentiated = (value: unknown) => value instanceof Tracer && value.owner instanceof JvpTrace;

/** Throws an `UnexpectedTracerError` for an argument in `nondiffArgnums` that is differentiated by all the same. */
export function refuseDifferentiated(name: string, nondiff: readonly unknown[]): void {
  const found = flatten(nondiff)[0].find(isDifferentiated);
  if (found === undefined) return;
  throw new UnexpectedTracerError(
    `${name}: an argument in nondiffArgnums is ${found}, a value that is differentiated by, but the rule has no derivative ` +
      "for it; take it out of nondiffArgnums and return zeros or null for its cotangent",
  );
}

/** The arguments with those in `nondiffArgnums` as constants of differentiation. */
export function withoutDerivative(
  name: string,
  args: readonly unknown[],
  nondiffArgnums: ArgNumbers,
): readonly unknown[] {
  const positions = positionsOf(name, nondiffArgnums, args.length, "nondiffArgnums");
  const stopped = positions.map((i) => mapArrays(args[i], (x) => (isDifferentiated(x) ? stopGradient(x) : x)));
  return replaceArguments(args, positions, stopped);
}

/** A function under the name of the user's one, which jaxprs print. */
export function named<F extends object>(like: { readonly name: string }, f: F): F {
  return Object.defineProperty(f, "name", { value: like.name });
}
