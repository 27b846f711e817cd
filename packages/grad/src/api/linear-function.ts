import { type Array as NDArray, registerPytreeNode } from "@hyrax/core";

type Call = (...args: readonly unknown[]) => unknown;

/** Makes the function of the values that it holds. */
export type HoldingFunction = (held: readonly NDArray[]) => Call;

/** Functions whose prototype this class has are nodes of pytrees. */
const LinearFunction = class LinearFunction extends Function {
  declare readonly held: readonly NDArray[];
  declare readonly holding: HoldingFunction;
};

/**
 * A function as a pytree, as JAX's `vjp` and `linearize` return theirs: the values that it holds are its children, and how it is made
 * of them is its structure. So it can be a result or an argument of a transformed function, as in `jit((x) => vjp(f, x))`.
 */
export function linearFunction(holding: HoldingFunction, held: readonly NDArray[]): Call {
  const call: Call = (...args) => holding(held)(...args);
  Object.setPrototypeOf(call, LinearFunction.prototype);
  return Object.assign(call, { held, holding });
}

registerPytreeNode(
  LinearFunction,
  ({ held, holding }) => [held, holding],
  // Flattening took the function apart into exactly these.
  (holding: HoldingFunction, held: readonly NDArray[]) =>
    linearFunction(holding, held) as unknown as InstanceType<typeof LinearFunction>,
);
