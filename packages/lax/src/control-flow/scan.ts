import {
  ConcretizationTypeError,
  controlFlow,
  keystr,
  leafPaths,
  listDef,
  Array as NDArray,
  type PyTreeDef,
  requireOptions,
  shapedArray,
  Tracer,
  unflatten,
} from "@hyrax/core";
import { require } from "../require.js";
import { stageCarry } from "./carry.js";
import { type FlatTree, flattenArrays } from "./leaves.js";
import { stageFunction } from "./staged-function.js";
import type { Traced } from "./traced.js";
import { runsWithoutJit, scanSteps } from "./without-jit.js";

export interface ScanOptions {
  /** The number of steps; needed where there is nothing to scan over. */
  readonly length?: number;
  /** Run from the last element to the first. */
  readonly reverse?: boolean;
  /** How many steps a compiler may write out in one iteration: a number, or true for all. */
  readonly unroll?: number | boolean;
}

/**
 * A loop that carries a state and stacks what each step returns: for each slice `x` of `xs` along axis 0,
 * `[carry, y] = f(carry, x)`. It is traced once, compiles to a loop, and can be differentiated.
 *
 * @param f takes the carry and a slice, returns the next carry, of the same structure and types, and an output (`null` for none)
 * @param init the first carry: a pytree of arrays and numbers
 * @param xs a pytree of arrays with the same size of axis 0; `null` with a `length` for none
 * @returns the last carry, and the outputs stacked along a new axis 0
 * @throws a `TypeError` that names the leaf and both types if the carry changes its type
 */
export function scan<C, X, Y>(
  f: (carry: Traced<C>, x: Traced<X>) => readonly [carry: unknown, y: Y],
  init: C,
  xs: X,
  options: ScanOptions = {},
): [carry: Traced<C>, ys: Traced<Y>] {
  requireOptions("scan", options, ["length", "reverse", "unroll"]);
  requireSteps("scan", options);
  // The pytree has the structure and the array leaves that the signature says.
  return scanAs("scan", { key: f, use: "scan" }, f, init, xs, options) as [Traced<C>, Traced<Y>];
}

/** Throws a `TypeError` for options that do not say how to run. */
export function requireSteps(name: string, { reverse, unroll }: ScanOptions): void {
  require(reverse === undefined || typeof reverse === "boolean", () =>
    `${name}: reverse must be true or false, found ${String(reverse)}`);
  const isCount = typeof unroll === "number" && Number.isInteger(unroll) && unroll > 0;
  require(unroll === undefined || typeof unroll === "boolean" || isCount, () =>
    `${name}: unroll must be a positive integer, or true for all steps, found ${String(unroll)}`);
}

/** `scan` by the name of the function that the user called; `key` is the user's own function. */
export function scanAs(
  name: string,
  { key, use }: { readonly key: object; readonly use: string },
  f: (carry: never, x: never) => readonly unknown[],
  init: unknown,
  xs: unknown,
  options: ScanOptions = {},
): [carry: unknown, ys: unknown] {
  const carry = flattenArrays(init, `${name}: the initial carry`);
  const rows = flattenArrays(xs ?? null, `${name}: xs`);
  const length = stepsOf(name, rows, options.length);
  const { unroll = 1, reverse = false } = options;
  // Without a step nobody knows what the body would have returned.
  if (runsWithoutJit(key) && length > 0) return scanSteps(name, f, carry, rows, length, reverse);
  const rowAvals = rows.arrays.map((x) => shapedArray(x.shape.slice(1), x.dtype, x.weakType));
  const inTree = listDef([carry.treedef, rows.treedef]);
  const { init: start, body } = stageCarry(name, carry, (avals) => {
    const staged = stageFunction(f, inTree, [...avals, ...rowAvals], {
      what: `${name}: what the body returns`,
      key,
      use,
    });
    const [carryTree, yTree] = pairOf(name, staged.outTree);
    return { ...staged, carryTree, yTree };
  });
  const outs = controlFlow.scan([...body.consts, ...start, ...rows.arrays], {
    jaxpr: body.jaxpr,
    length,
    numConsts: body.consts.length,
    numCarry: start.length,
    reverse,
    unroll: unroll === true ? Math.max(length, 1) : unroll === false ? 1 : unroll,
  });
  return [unflatten(carry.treedef, outs.slice(0, start.length)), unflatten(body.yTree, outs.slice(start.length))];
}

function pairOf(name: string, outTree: PyTreeDef): readonly [carry: PyTreeDef, y: PyTreeDef] {
  const [carry, y] = outTree.children;
  require(outTree.kind.type === "list" && outTree.children.length === 2, () =>
    `${name}: the body must return a pair [carry, y], found ${outTree}; return [carry, null] for no output`);
  return [carry as PyTreeDef, y as PyTreeDef];
}

/** The number of steps, on which the arrays to scan over and the option agree. */
function stepsOf(name: string, { arrays, leaves, treedef }: FlatTree, given: number | undefined): number {
  const paths = leafPaths(treedef);
  const sizes = arrays.map((x, i) => {
    require(x.ndim > 0, () =>
      `${name}: xs${keystr(paths[i] ?? [])} is ${leaves[i] instanceof NDArray ? x.aval : `the number ${leaves[i]}`}, which has no axis to run along`);
    return x.shape[0] as number;
  });
  if ((given as unknown) instanceof Tracer) {
    throw new ConcretizationTypeError(
      `${name}: the length ${String(given)} is traced, but the number of steps decides the shape of the result; ` +
        "make it a static argument, or use foriLoop or whileLoop",
    );
  }
  const length = given ?? sizes[0];
  require(length !== undefined, () => `${name}: there is nothing to run along; give arrays, or the option length`);
  require(Number.isInteger(length) && length >= 0, () =>
    `${name}: length must be an integer, zero or more, found ${length}`);
  sizes.forEach((n, i) => {
    require(n === length, () =>
      `${name}: xs${keystr(paths[i] ?? [])} is ${(arrays[i] as NDArray).aval}, whose axis 0 has ${n} elements, ` +
      `but ${given === undefined ? `xs${keystr(paths[0] ?? [])} has` : "the option length is"} ${length}; they must agree`);
  });
  return length;
}
