import { registerPytreeNode } from "@hyrax/core";
import { requireFunction } from "./require.js";

/** A function with its first arguments bound. */
export interface Partial<Bound extends readonly unknown[], Rest extends readonly unknown[], R> {
  (...rest: Rest): R;
  /** The function, which is part of the structure. */
  readonly func: (...args: [...Bound, ...Rest]) => R;
  /** The bound arguments, which are the children of the node. */
  readonly args: Bound;
}

/** Functions whose prototype this class has are nodes of pytrees. */
const PartialFunction = class Partial extends Function {
  declare readonly func: (...args: readonly unknown[]) => unknown;
  declare readonly args: readonly unknown[];
};

/**
 * A function with its first arguments bound, as a pytree: the bound arguments are its children, the function is part of its
 * structure. It can be an argument or a result of a transformed function, which then sees through it, and an entry of any other pytree.
 *
 * Two of them have the same structure if their functions are the same object: bind to a function of a module rather than to a new
 * closure, so that `jit` finds what it compiled before.
 *
 * @throws TypeError for something else than a function
 *
 * @example
 * const scale = Partial((w: Array, x: Array) => w.mul(x), np.array(3));
 * jit((f: typeof scale, x: Array) => f(x))(scale, np.array(2)); // 6
 */
export function Partial<Bound extends readonly unknown[], Rest extends readonly unknown[], R>(
  f: (...args: [...Bound, ...Rest]) => R,
  ...args: Bound
): Partial<Bound, Rest, R> {
  requireFunction("tree.Partial", f);
  // A function that has arguments bound already takes these after them.
  const inner = f instanceof PartialFunction ? f : undefined;
  const func = inner === undefined ? f : inner.func;
  const bound: readonly unknown[] = inner === undefined ? args : [...inner.args, ...args];
  const call = (...rest: Rest): R => (func as (...all: readonly unknown[]) => R)(...bound, ...rest);
  Object.setPrototypeOf(call, PartialFunction.prototype);
  Object.defineProperty(call, "name", { value: func.name });
  return Object.assign(call, { func, args: bound }) as unknown as Partial<Bound, Rest, R>; // of the parts that it was made from
}

registerPytreeNode(
  PartialFunction,
  ({ args, func }) => [args, func],
  (func: (...args: unknown[]) => unknown, args: unknown[]) =>
    Partial(func, ...args) as unknown as InstanceType<typeof PartialFunction>,
);
