import {
  type Args,
  add,
  customJvpCall,
  flatten,
  flattenResult,
  leafName,
  type Array as NDArray,
  type PyTreeDef,
  requireOptions,
  type Tangent,
  unflatten,
  Zero,
} from "@hyrax/core";
import { isNonzero, tangentAval } from "../interpreters/tangent.js";
import { unflattenArguments } from "./arguments.js";
import { requireFunction, requireSameTree, tangentLeaf, tangentTree } from "./checks.js";
import type { ArgNumbers } from "./gradient-types.js";
import { type DividedCall, divideCall, named, type Picked, type Rest, withoutDerivative } from "./nondiff-arguments.js";

/** A rule: from the arguments that are differentiated by, and their tangents, to the result and its tangent. */
type JvpUserRule<A extends readonly unknown[], R, N extends ArgNumbers> = (
  ...args: [...Picked<A, N>, primals: Rest<A, N>, tangents: Rest<A, N>]
) => readonly [out: R, tangent: R];

/** The contribution of one argument's tangent: `(tangent, out, ...args) => tangent of out`. */
type JvpTerm<A extends readonly unknown[], R> = (tangent: never, out: R, ...args: A) => R;

export interface CustomJvp<A extends readonly unknown[], R, N extends ArgNumbers> {
  (...args: Args<A>): R;
  /**
   * Gives the rule. With `nondiffArgnums`, the rule gets those arguments first: `(n, [x], [dx]) => [y, dy]`.
   *
   * @param options.symbolicZeros pass tangents that are known to be zero as `Zero` rather than as arrays
   */
  defjvp(rule: JvpUserRule<A, R, N>, options?: { readonly symbolicZeros?: boolean }): void;
  /** Gives the rule as a sum, with a term for each argument; null where an argument adds nothing. */
  defjvps(...terms: { [K in keyof A]: JvpTerm<A, R> | null }): void;
}

/**
 * A function whose derivative the user gives, in forward mode; reverse mode follows from it by transposition, so the
 * rule must be linear in the tangents.
 *
 * @param options.nondiffArgnums arguments that are no arrays, which the rule gets as they are
 *
 * @example
 * const log1pexp = customJvp((x: Array) => np.log1p(np.exp(x)));
 * log1pexp.defjvp(([x], [dx]) => [log1pexp(x), np.subtract(1, np.divide(1, np.exp(x).add(1))).mul(dx)]);
 */
export function customJvp<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  const N extends ArgNumbers = readonly [],
>(f: (...args: A) => R, options: { readonly nondiffArgnums?: N } = {}): CustomJvp<A, R, N> {
  requireFunction("customJvp", f);
  requireOptions("customJvp", options, ["nondiffArgnums"]);
  const name = f.name || "fun";
  const nondiffArgnums = options.nondiffArgnums ?? [];
  let rule: AnyRule | undefined;
  let symbolicZeros = false;

  const call = (...args: readonly unknown[]): R => {
    if (rule === undefined) {
      throw new TypeError(`customJvp: ${name} has no rule; give it one with defjvp or defjvps before it is called`);
    }
    const own = rule;
    const divided = divideCall(name, withoutDerivative(name, args, nondiffArgnums), nondiffArgnums);
    let outTree: PyTreeDef | undefined;
    const outs = customJvpCall([...divided.inputs], {
      name,
      numConsts: 0,
      symbolicZeros,
      call: (inputs) => {
        const result = f(...(divided.rebuild(inputs) as unknown as A)); // typed by Args<A>
        const [leaves, tree] = flattenResult(name, result);
        outTree = tree;
        return leaves;
      },
      jvp: named(own, (primals, tangents) => {
        const [results, resultTangents, tree] = applyRule(name, own, divided, primals, tangents);
        outTree = tree;
        return [results, resultTangents];
      }),
    });
    return unflatten(outTree as PyTreeDef, outs) as R; // what f or its rule returned
  };

  return Object.assign(call as (...args: Args<A>) => R, {
    defjvp(given: JvpUserRule<A, R, N>, ruleOptions: { readonly symbolicZeros?: boolean } = {}) {
      requireFunction(`customJvp: defjvp of ${name}`, given);
      requireOptions(`customJvp: defjvp of ${name}`, ruleOptions, ["symbolicZeros"]);
      rule = given as AnyRule;
      symbolicZeros = ruleOptions.symbolicZeros ?? false;
    },
    defjvps(...terms: readonly (JvpTerm<A, R> | null)[]) {
      if (typeof nondiffArgnums === "number" || nondiffArgnums.length > 0) {
        throw new TypeError(`customJvp: defjvps of ${name} does not go with nondiffArgnums; use defjvp`);
      }
      for (const term of terms) if (term !== null) requireFunction(`customJvp: defjvps of ${name}`, term);
      rule = sumOfTerms(name, call as (...args: readonly unknown[]) => unknown, terms as readonly (AnyTerm | null)[]);
    },
  });
}

type AnyRule = (...args: readonly unknown[]) => unknown;
type AnyTerm = (tangent: unknown, out: unknown, ...args: readonly unknown[]) => unknown;

function applyRule(
  name: string,
  rule: AnyRule,
  { nondiff, trees }: DividedCall,
  primals: readonly NDArray[],
  tangents: readonly Tangent[],
): readonly [outs: readonly NDArray[], tangents: readonly Tangent[], tree: PyTreeDef] {
  const result = rule(...nondiff, unflattenArguments(trees, primals), unflattenArguments(trees, tangents));
  if (!Array.isArray(result) || result.length !== 2) {
    throw new TypeError(`customJvp: the rule of ${name} must return [result, tangent of the result], found ${result}`);
  }
  const [outs, tree] = flattenResult(`customJvp: the rule of ${name}`, result[0]);
  const [leaves, tangentDef] = flatten(result[1]);
  const what = `customJvp: the tangent that the rule of ${name} returned`;
  requireSameTree(what, tangentDef, "its result", tree);
  const outTangents = leaves.map((leaf, i) => {
    const out = outs[i] as NDArray;
    // A function of integers may return any tangent for them; there is none.
    if (tangentAval(out.aval) !== out.aval) return new Zero(tangentAval(out.aval));
    return tangentLeaf(leaf, out.aval, () => leafName(what, tangentDef, i));
  });
  return [outs, outTangents, tree];
}

/** d f(x, y, …) = term₀(dx, out, x, y, …) + term₁(dy, out, x, y, …) + …, leaf by leaf. */
function sumOfTerms(
  name: string,
  f: (...args: readonly unknown[]) => unknown,
  terms: readonly (AnyTerm | null)[],
): AnyRule {
  return (primals, tangents) => {
    const args = primals as readonly unknown[];
    if (args.length !== terms.length) {
      throw new TypeError(
        `customJvp: defjvps of ${name} takes a term, or null, for each of ${args.length} arguments, found ${terms.length}`,
      );
    }
    const out = f(...args);
    const [outs, tree] = flattenResult("customJvp", out);
    let sum: readonly Tangent[] = outs.map((x) => new Zero(tangentAval(x.aval)));
    terms.forEach((term, i) => {
      if (term === null) return;
      const [leaves] = flattenResult(
        "customJvp: a term of defjvps",
        term((tangents as readonly unknown[])[i], out, ...args),
      );
      sum = sum.map((before, k) => (isNonzero(before) ? add(before, leaves[k] as NDArray) : (leaves[k] as NDArray)));
    });
    return [out, tangentTree(tree, sum)];
  };
}
