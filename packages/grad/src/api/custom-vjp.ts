import {
  type Args,
  broadcastPrefix,
  customVjpCall,
  flatten,
  flattenResult,
  keystr,
  leafPaths,
  listDef,
  Array as NDArray,
  type PyTreeDef,
  requireOptions,
  type ShapedArray,
  type Tangent,
  unflatten,
  Zero,
} from "@hyrax/core";
import { tangentAval } from "../interpreters/tangent.js";
import { requireFunction, tangentLeaf } from "./checks.js";
import type { ArgNumbers } from "./gradient-types.js";
import { divideCall, named, type Picked, type Rest, refuseDifferentiated } from "./nondiff-arguments.js";

/** What the forward pass of a `customVjp` rule with `symbolicZeros` gets for an array of the arguments. */
export class CustomVJPPrimal {
  constructor(
    readonly value: NDArray,
    /** Whether it is differentiated by: if not, its cotangent will not be asked for. */
    readonly perturbed: boolean,
  ) {}
}

/** The arguments of a forward pass with `symbolicZeros`; those in `nondiffArgnums` come as they are. */
type PrimalsOf<A extends readonly unknown[], N extends ArgNumbers> = {
  readonly [K in keyof A]: K extends `${N extends readonly number[] ? N[number] : N & number}` ? A[K] : PrimalOf<A[K]>;
};

type PrimalOf<T> = T extends NDArray
  ? CustomVJPPrimal
  : T extends readonly unknown[] | Readonly<Record<string, unknown>>
    ? { readonly [K in keyof T]: PrimalOf<T[K]> }
    : T;

/** A cotangent for each argument; null stands for zeros. */
type Cotangents<A extends readonly unknown[]> = { readonly [K in keyof A]: A[K] | null };

export interface CustomVjp<A extends readonly unknown[], R, N extends ArgNumbers> {
  (...args: Args<A>): R;
  /**
   * Gives the rule.
   *
   * @param forward takes the arguments and returns `[result, residuals]`, with residuals of any structure
   * @param backward takes the residuals and the cotangent of the result, and returns a list with a cotangent for each
   * argument, or null for zeros. With `nondiffArgnums`, it gets those arguments first: `(n, residuals, ct) => [dx]`
   * @param options.symbolicZeros pass cotangents that are known to be zero as `Zero` rather than as arrays, and to the
   * forward pass a `CustomVJPPrimal` for each array, which says whether it is differentiated by
   */
  defvjp<S>(
    forward: (...args: A) => readonly [out: R, residuals: S],
    backward: (...args: [...Picked<A, N>, residuals: S, ct: R]) => Cotangents<Rest<A, N>>,
    options?: { readonly symbolicZeros?: false },
  ): void;
  defvjp<S>(
    forward: (...args: PrimalsOf<A, N>) => readonly [out: R, residuals: S],
    backward: (...args: [...Picked<A, N>, residuals: S, ct: R]) => Cotangents<Rest<A, N>>,
    options: { readonly symbolicZeros: boolean },
  ): void;
}

/**
 * A function whose backward pass the user gives. Forward-mode differentiation of it is not possible.
 *
 * @param options.nondiffArgnums arguments that are no arrays, which the backward pass gets as they are
 *
 * @example
 * const clipped = customVjp((x: Array) => x);
 * clipped.defvjp((x) => [x, null], (_, ct) => [np.clip(ct, -1, 1)]); // gradients are clipped on their way back
 */
export function customVjp<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  const N extends ArgNumbers = readonly [],
>(f: (...args: A) => R, options: { readonly nondiffArgnums?: N } = {}): CustomVjp<A, R, N> {
  requireFunction("customVjp", f);
  requireOptions("customVjp", options, ["nondiffArgnums"]);
  const name = f.name || "fun";
  let rules: { readonly forward: AnyFunction; readonly backward: AnyFunction } | undefined;
  let symbolicZeros = false;

  const call = (...args: readonly unknown[]): R => {
    if (rules === undefined) {
      throw new TypeError(`customVjp: ${name} has no rule; give it one with defvjp before it is called`);
    }
    const { forward, backward } = rules;
    const symbolic = symbolicZeros;
    const { inputs, nondiff, rebuild, trees } = divideCall(name, args, options.nondiffArgnums ?? []);
    refuseDifferentiated(name, nondiff);
    const argumentsTree = listDef(trees);
    const avals = inputs.map((x) => x.aval);
    let outTree: PyTreeDef | undefined;
    let residuals: Residuals | undefined;
    const outs = customVjpCall([...inputs], {
      name,
      numConsts: 0,
      symbolicZeros: symbolic,
      call: (leaves) => {
        const [results, tree] = flattenResult(name, f(...(rebuild(leaves) as unknown as A)));
        outTree = tree;
        return results;
      },
      forward: named(forward, (leaves, perturbed) => {
        const given = symbolic ? leaves.map((value, i) => new CustomVJPPrimal(value, perturbed[i] === true)) : leaves;
        const result = forward(...rebuild(given));
        if (!Array.isArray(result) || result.length !== 2) {
          throw new TypeError(
            `customVjp: the forward pass of ${name} must return [result, residuals], found ${result}`,
          );
        }
        const [results, tree] = flattenResult(`customVjp: the forward pass of ${name}`, result[0]);
        outTree = tree;
        residuals = new Residuals(result[1]);
        return [results, residuals.arrays];
      }),
      backward: named(backward, (arrays, cts) => {
        const saved = (residuals as Residuals).rebuild(arrays); // the forward pass has run
        const found = backward(...nondiff, saved, unflatten(outTree as PyTreeDef, cts));
        return flattenCotangents(name, found, argumentsTree, avals);
      }),
    });
    return unflatten(outTree as PyTreeDef, outs) as R; // what f or its forward pass returned
  };

  return Object.assign(call as (...args: Args<A>) => R, {
    defvjp(forward: AnyFunction, backward: AnyFunction, rule: { readonly symbolicZeros?: boolean } = {}) {
      requireFunction(`customVjp: defvjp of ${name}`, forward);
      requireFunction(`customVjp: defvjp of ${name}`, backward);
      requireOptions(`customVjp: defvjp of ${name}`, rule, ["symbolicZeros"]);
      rules = { forward, backward };
      symbolicZeros = rule.symbolicZeros ?? false;
    },
  }) as CustomVjp<A, R, N>; // the rules are kept untyped; here are their types
}

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** What a forward pass keeps: arrays are residuals, all else in the pytree is remembered as it is. */
class Residuals {
  readonly arrays: readonly NDArray[];
  readonly #leaves: readonly unknown[];
  readonly #tree: PyTreeDef;

  constructor(tree: unknown) {
    [this.#leaves, this.#tree] = flatten(tree);
    this.arrays = this.#leaves.filter((leaf) => leaf instanceof NDArray);
  }

  rebuild(arrays: readonly NDArray[]): unknown {
    let next = 0;
    const leaves = this.#leaves.map((leaf) => (leaf instanceof NDArray ? arrays[next++] : leaf));
    return unflatten(this.#tree, leaves);
  }
}

/** The cotangents that a backward pass returned, for each input; null anywhere stands for zeros. */
function flattenCotangents(
  name: string,
  found: unknown,
  argumentsTree: PyTreeDef,
  avals: readonly ShapedArray[],
): readonly Tangent[] {
  const what = `customVjp: what the backward pass of ${name} returned`;
  const count = argumentsTree.children.length;
  if (!Array.isArray(found) || found.length !== count) {
    throw new TypeError(
      `${what} must be a list with a cotangent for each of ${count} arguments, found ${Array.isArray(found) ? `a list of ${found.length}` : found}`,
    );
  }
  const isNull = (value: unknown) => value === null;
  const leaves = broadcastPrefix(what, found, argumentsTree, { isLeaf: isNull });
  const given = flatten(found, { isLeaf: isNull })[0].filter((leaf) => leaf !== null).length;
  if (leaves.filter((leaf) => leaf !== null).length !== given) {
    throw new TypeError(
      `${what} must have the structure of the arguments, ${argumentsTree}, found ${flatten(found)[1]}`,
    );
  }
  const paths = leafPaths(argumentsTree);
  return leaves.map((leaf, i) => {
    const aval = avals[i] as ShapedArray;
    if (leaf === null || tangentAval(aval) !== aval) return new Zero(tangentAval(aval));
    return tangentLeaf(leaf, aval, () => `${what} at ${keystr(paths[i] ?? [])}`);
  });
}
