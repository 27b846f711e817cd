import { flattenArrays, type Array as NDArray, type PyTreeDef } from "@hyrax/core";
import { positionsOf } from "./checks.js";
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
export interface DividedCall {
  /** The arguments that are not differentiated by, in the order in which `nondiffArgnums` names them. */
  readonly nondiff: readonly unknown[];
  /** The others, flat, with the structure of each. */
  readonly inputs: readonly NDArray[];
  readonly trees: readonly PyTreeDef[];
  /** All arguments, with others in place of those that are differentiated by. */
  rebuild(diff: readonly unknown[]): unknown[];
}

export function divideCall(name: string, args: readonly unknown[], nondiffArgnums: ArgNumbers): DividedCall {
  const nondiff = positionsOf(name, nondiffArgnums, args.length);
  const diff = args.map((_, i) => i).filter((i) => !nondiff.includes(i));
  const pairs = diff.map((i) => flattenArrays(`${name}: argument ${i}`, args[i]));
  return {
    nondiff: nondiff.map((i) => args[i]),
    inputs: pairs.flatMap(([leaves]) => leaves),
    trees: pairs.map(([, tree]) => tree),
    rebuild(values) {
      const all = [...args];
      diff.forEach((i, k) => {
        all[i] = values[k];
      });
      return all;
    },
  };
}
