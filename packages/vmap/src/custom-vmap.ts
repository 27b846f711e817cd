import {
  type Args,
  customVmapCall,
  firstDifference,
  flatten,
  flattenArrays,
  flattenResult,
  hoistConsts,
  jaxprFunction,
  keystr,
  leafName,
  type Array as NDArray,
  type PyTreeDef,
  type ShapedArray,
  sameShape,
  stage,
  unflatten,
} from "@hyrax/core";
import { batchAval } from "./interpreters/axes.js";

/** A pytree of booleans in the structure of an argument: which of its arrays are mapped. */
export type BatchedArgument<T> = T extends NDArray | number | boolean | bigint
  ? boolean
  : T extends readonly unknown[] | Readonly<Record<string, unknown>>
    ? { -readonly [K in keyof T]: BatchedArgument<T[K]> }
    : T;

/**
 * A batching rule. It gets the size of the mapped axis, for each argument a pytree of booleans that says which arrays are
 * mapped, and the arguments, in which mapped arrays have the mapped axis in front; it returns the result and a pytree of
 * booleans that says which arrays of it are mapped, again along axis 0.
 */
export type CustomVmapRule<A extends readonly unknown[], R> = (
  axisSize: number,
  inBatched: { readonly [K in keyof A]: BatchedArgument<A[K]> },
  ...args: A
) => readonly [out: R, outBatched: BatchedArgument<R>];

export interface CustomVmap<A extends readonly unknown[], R> {
  (...args: Args<A>): R;
  /** Gives the rule, and returns it. */
  defVmap(rule: CustomVmapRule<A, R>): CustomVmapRule<A, R>;
}

/**
 * A function whose batching rule the user gives: `vmap` calls the rule in place of mapping what the function does.
 *
 * The derivative of the function has the derivative of the rule. For a backward pass of the user's as well, wrap the
 * result in `customVjp`.
 *
 * @throws TypeError when it is called without a rule, and where what the rule returns does not fit the function's result
 *
 * @example
 * const centred = customVmap((x: Array) => x.sub(x.mean()));
 * centred.defVmap((_size, [batched], rows) => [rows.sub(rows.mean({ axis: 1, keepdims: true })), batched]);
 * vmap(centred)(np.array([[1, 2, 3], [4, 6, 8]])); // [[-1, 0, 1], [-2, 0, 2]]
 */
export function customVmap<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
): CustomVmap<A, R> {
  if (typeof f !== "function") {
    throw new TypeError(`customVmap: takes a function, found ${f === null ? "null" : typeof f}`);
  }
  const name = f.name || "fun";
  let rule: AnyRule | undefined;

  const call = (...args: readonly unknown[]): R => {
    if (rule === undefined) {
      throw new TypeError(`customVmap: ${name} has no batching rule; give it one with defVmap before it is called`);
    }
    const own = rule;
    const [inputs, tree] = flattenArrays(`${name}: the arguments`, args);
    let outTree: PyTreeDef = tree;
    const { jaxpr, consts } = stage(
      (tracers) => {
        // The structure is that of the arguments, whose types Args<A> has checked.
        const [outs, found] = flattenResult(name, f(...(unflatten(tree, tracers) as unknown as A)));
        outTree = found;
        return outs;
      },
      inputs.map((x) => x.aval),
    );
    const results = customVmapCall([...consts, ...inputs], {
      name,
      numConsts: consts.length,
      call: jaxprFunction(hoistConsts(jaxpr)),
      rule: (axisSize, inBatched, values) => {
        const found = own(axisSize, unflatten(tree, inBatched), ...(unflatten(tree, values) as unknown[]));
        return flattenRuleResult(name, found, { tree: outTree, avals: jaxpr.outAvals, axisSize });
      },
    });
    return unflatten(outTree, results) as R; // what f returned, of other values
  };

  return Object.defineProperty(
    Object.assign(call as (...args: Args<A>) => R, {
      defVmap(given: CustomVmapRule<A, R>): CustomVmapRule<A, R> {
        if (typeof given !== "function") {
          throw new TypeError(`customVmap: defVmap of ${name} takes a function, found ${String(given)}`);
        }
        rule = given as unknown as AnyRule;
        return given;
      },
    }),
    "name",
    { value: name },
  );
}

type AnyRule = (axisSize: number, inBatched: unknown, ...args: readonly unknown[]) => unknown;

interface Expected {
  readonly tree: PyTreeDef;
  /** The types of single elements. */
  readonly avals: readonly ShapedArray[];
  readonly axisSize: number;
}

/** What a rule returned, flat. Throws a `TypeError` that names the leaf that is not what the function returns. */
function flattenRuleResult(
  name: string,
  found: unknown,
  { tree, avals, axisSize }: Expected,
): readonly [outs: readonly NDArray[], batched: readonly boolean[]] {
  const what = `customVmap: what the batching rule of ${name} returned`;
  if (!Array.isArray(found) || found.length !== 2) {
    throw new TypeError(`${what} must be [result, whether each array of it is mapped], found ${String(found)}`);
  }
  const [outs, outTree] = flattenArrays(`${what} as its result`, found[0]);
  requireSameTree(`${what} as its result`, outTree, "what the function returns", tree);
  const [batched, batchedTree] = flatten(found[1]);
  requireSameTree(`${what} as its second part`, batchedTree, "its result", outTree);
  const flags = batched.map((is, i): boolean => {
    if (typeof is === "boolean") return is;
    throw new TypeError(
      `${leafName(`${what} as its second part`, tree, i)} must be true or false, found ${String(is)}`,
    );
  });
  outs.forEach(({ aval }, i) => {
    const element = avals[i] as ShapedArray;
    const wanted = batchAval(element, flags[i] ? 0 : null, axisSize);
    if (sameShape(aval.shape, wanted.shape) && aval.dtype === wanted.dtype) return;
    throw new TypeError(
      `${leafName(`${what} as its result`, tree, i)} is ${aval}, but the function returns ${element} for a single ` +
        `element, so it must be ${wanted} ${flags[i] ? `where ${axisSize} of them are mapped` : "where it is said not to be mapped"}`,
    );
  });
  return [outs, flags];
}

function requireSameTree(what: string, found: PyTreeDef, like: string, expected: PyTreeDef): void {
  const difference = firstDifference(expected, found);
  if (difference === undefined) return;
  const path = keystr(difference.path);
  throw new TypeError(
    `${what} must have the structure of ${like}, ${expected}, but ${path === "" ? "it is" : `at ${path} there is`} ${difference.found}`,
  );
}
