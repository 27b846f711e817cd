import {
  Complex,
  firstDifference,
  flatten,
  isComplex,
  isInexact,
  keystr,
  leafArray,
  leafName,
  Array as NDArray,
  type PyTreeDef,
  type Scalar,
  type ShapedArray,
  sameShape,
  scalarArray,
  type Tangent,
  unflatten,
  Zero,
} from "@hyrax/core";
import { instantiate, tangentAval } from "../interpreters/tangent.js";
import type { ArgNumbers } from "./gradient-types.js";

/** Throws a `TypeError` unless a transformation was given a function. */
export function requireFunction(name: string, f: unknown): void {
  if (typeof f === "function") return;
  throw new TypeError(`${name}: takes a function, found ${f === null ? "null" : typeof f}`);
}

/**
 * Positions from the front. Throws a `TypeError` for one that is no argument of the call.
 *
 * @param option the name of the option that gives them
 */
export function positionsOf(name: string, argnums: ArgNumbers, numArgs: number, option = "argnums"): readonly number[] {
  const list: unknown = typeof argnums === "number" ? [argnums] : argnums;
  if (!Array.isArray(list)) {
    throw new TypeError(`${name}: ${option} must be an integer or a list of integers, found ${String(argnums)}`);
  }
  const positions = list.map((n: number) => {
    const position = n < 0 ? n + numArgs : n;
    if (Number.isInteger(n) && position >= 0 && position < numArgs) return position;
    throw new TypeError(
      `${name}: ${option} names argument ${n}, but the function was called with ${numArgs} ${numArgs === 1 ? "argument" : "arguments"}`,
    );
  });
  const twice = positions.find((position, i) => positions.indexOf(position) < i);
  if (twice !== undefined) throw new TypeError(`${name}: ${option} names argument ${twice} more than once`);
  return positions;
}

/** Throws a `TypeError` that names the place where two structures differ. */
export function requireSameTree(what: string, found: PyTreeDef, like: string, expected: PyTreeDef): void {
  const difference = firstDifference(expected, found);
  if (difference === undefined) return;
  const place = keystr(difference.path);
  throw new TypeError(
    `${what} must have the structure of ${like}, ${expected}, but ${place === "" ? "it is" : `at ${place} there is`} ${difference.found}` +
      (place === "" ? "" : ` in place of ${difference.expected}`),
  );
}

/**
 * A leaf that stands for a tangent or cotangent of a value of the given type. A bare number takes its dtype. Throws a
 * `TypeError` for another shape or dtype.
 */
export function tangentLeaf(leaf: unknown, value: ShapedArray, where: () => string): Tangent {
  const wanted = tangentAval(value);
  if (leaf instanceof Zero) return new Zero(wanted);
  const x = isBareTangent(leaf, value) ? scalarArray(leaf, value.dtype, true) : leafArray(leaf, where);
  if (sameShape(x.shape, wanted.shape) && x.dtype === wanted.dtype) {
    return wanted.dtype === "float0" ? new Zero(wanted) : x;
  }
  const advice =
    wanted.dtype === "float0"
      ? `${value} has no tangents but float0; close over it instead, or convert it with astype("float32")`
      : "shape and dtype must be equal; convert with astype or reshape";
  throw new TypeError(`${where()} is ${x.aval}, but it belongs to a value ${value}: ${advice}`);
}

/** Whether it is a bare number that can have the dtype of the value. */
function isBareTangent(leaf: unknown, { dtype }: ShapedArray): leaf is Scalar {
  if (leaf instanceof Complex) return isComplex(dtype);
  return ["number", "boolean", "bigint"].includes(typeof leaf) && isInexact(dtype);
}

/** Flat tangents from a pytree of the structure of the values. */
export function tangentLeaves(
  what: string,
  tree: unknown,
  like: string,
  expected: PyTreeDef,
  avals: readonly ShapedArray[],
): readonly Tangent[] {
  const [leaves, treedef] = flatten(tree);
  requireSameTree(what, treedef, like, expected);
  return leaves.map((leaf, i) => tangentLeaf(leaf, avals[i] as ShapedArray, () => leafName(what, treedef, i)));
}

/** A pytree of tangents as the user gets it: with arrays of zeros, and float0 for integers. */
export function tangentTree(treedef: PyTreeDef, tangents: readonly Tangent[]): unknown {
  return unflatten(treedef, tangents.map(instantiate));
}

/** A pytree with a function applied to its arrays; other leaves stay. */
export function mapArrays(tree: unknown, f: (x: NDArray) => NDArray): unknown {
  const [leaves, treedef] = flatten(tree);
  return unflatten(
    treedef,
    leaves.map((leaf) => (leaf instanceof NDArray ? f(leaf) : leaf)),
  );
}

/** What a function with `hasAux` returned, as a pair. */
export function splitAux(name: string, result: unknown, hasAux: boolean): readonly [main: unknown, aux: unknown] {
  if (!hasAux) return [result, null];
  if (Array.isArray(result) && result.length === 2) return [result[0], result[1]];
  throw new TypeError(`${name}: with hasAux the function must return [result, aux], found ${describe(result)}`);
}

function describe(value: unknown): string {
  if (value instanceof NDArray) return `an array ${value.aval}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? `a ${value.constructor?.name}` : String(value);
}

/** The options after the last argument, if there are any: an object that has nothing but `hasAux`. */
export function trailingOptions(args: readonly unknown[]): {
  readonly args: readonly unknown[];
  readonly hasAux: boolean;
} {
  const last = args.at(-1);
  const isOptions =
    typeof last === "object" &&
    last !== null &&
    Object.getPrototypeOf(last) === Object.prototype &&
    Object.keys(last).join() === "hasAux" &&
    typeof (last as { hasAux: unknown }).hasAux === "boolean";
  return isOptions
    ? { args: args.slice(0, -1), hasAux: (last as { hasAux: boolean }).hasAux }
    : { args, hasAux: false };
}
