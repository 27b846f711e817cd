import {
  type Args,
  type DType,
  type Array as NDArray,
  requireOptions,
  reshape,
  type ShapedArray,
  shapedArray,
  transpose,
  unflatten,
} from "@hyrax/core";
import { instantiate, zeros } from "../interpreters/tangent.js";
import { type FlatArguments, selectArguments, type UserFunction, unflattenArguments } from "./arguments.js";
import { applyToBasis } from "./basis.js";
import { positionsOf, requireFunction } from "./checks.js";
import { type Differentiable, requireDerivatives, requireDifferentiable } from "./differentiable.js";
import type { GradOptions } from "./grad.js";
import type { ArgNumbers, Gradients, JacobianOf } from "./gradient-types.js";
import { type Linearized, linearizeCall } from "./traced-call.js";

type JacobianOptions<N extends ArgNumbers = ArgNumbers> = Omit<GradOptions<N>, "allowInt">;

/**
 * The Jacobian, column by column in forward mode: good for functions with few inputs and many results.
 *
 * @returns a function of the same arguments that returns, for each array of the result, the derivatives by the
 * arguments at `argnums`: of shape `[...result, ...argument]`. With `hasAux`, `[jacobian, aux]`
 * @throws TypeError if an argument that is differentiated by is not real, or, with `holomorphic`, an argument or a result
 * is not complex
 *
 * @example
 * jacfwd((x: Array) => np.sin(x))(np.array([0, 1])); // [[1, 0], [0, cos 1]]
 */
export function jacfwd<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  X = unknown,
  const N extends ArgNumbers = 0,
>(
  f: (...args: A) => readonly [R, X],
  options: JacobianOptions<N> & { readonly hasAux: true },
): (...args: Args<A>) => [jacobian: JacobianOf<R, Gradients<A, N>>, aux: X];
export function jacfwd<A extends readonly unknown[] = NDArray[], R = unknown, const N extends ArgNumbers = 0>(
  f: (...args: A) => R,
  options?: JacobianOptions<N> & { readonly hasAux?: false },
): (...args: Args<A>) => JacobianOf<R, Gradients<A, N>>;
export function jacfwd(f: UserFunction, options: JacobianOptions & { readonly hasAux?: boolean } = {}): unknown {
  return jacobianFunction("jacfwd", f, options, "forward");
}

/**
 * The Jacobian, row by row in reverse mode: good for functions with many inputs and few results.
 *
 * @returns a function of the same arguments that returns, for each array of the result, the derivatives by the
 * arguments at `argnums`: of shape `[...result, ...argument]`. With `hasAux`, `[jacobian, aux]`
 * @throws TypeError if an argument that is differentiated by is not floating, or a result is not real; with
 * `holomorphic`, if they are not complex
 *
 * @example
 * jacrev((x: Array) => np.sin(x))(np.array([0, 1])); // [[1, 0], [0, cos 1]]
 */
export function jacrev<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  X = unknown,
  const N extends ArgNumbers = 0,
>(
  f: (...args: A) => readonly [R, X],
  options: GradOptions<N> & { readonly hasAux: true },
): (...args: Args<A>) => [jacobian: JacobianOf<R, Gradients<A, N>>, aux: X];
export function jacrev<A extends readonly unknown[] = NDArray[], R = unknown, const N extends ArgNumbers = 0>(
  f: (...args: A) => R,
  options?: GradOptions<N> & { readonly hasAux?: false },
): (...args: Args<A>) => JacobianOf<R, Gradients<A, N>>;
export function jacrev(f: UserFunction, options: GradOptions & { readonly hasAux?: boolean } = {}): unknown {
  return jacobianFunction("jacrev", f, options, "reverse");
}

/** The Jacobian in reverse mode: another name of `jacrev`. */
export const jacobian: typeof jacrev = jacrev;

/**
 * The matrix of second derivatives: the Jacobian, in forward mode, of the Jacobian in reverse mode.
 *
 * @returns a function of the same arguments that returns, for each array of the result and of the argument, the second
 * derivatives: `[...result, ...argument, ...argument]`. With `hasAux`, `[hessian, aux]`
 * @throws TypeError if an argument that is differentiated by, or a result, is not real; with `holomorphic`, if they are
 * not complex
 *
 * @example
 * hessian((x: Array) => np.sum(np.power(x, 3)))(np.array([1, 2])); // [[6, 0], [0, 12]]
 */
export function hessian<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  X = unknown,
  const N extends ArgNumbers = 0,
>(
  f: (...args: A) => readonly [R, X],
  options: JacobianOptions<N> & { readonly hasAux: true },
): (...args: Args<A>) => [hessian: JacobianOf<R, JacobianOf<Gradients<A, N>, Gradients<A, N>>>, aux: X];
export function hessian<A extends readonly unknown[] = NDArray[], R = unknown, const N extends ArgNumbers = 0>(
  f: (...args: A) => R,
  options?: JacobianOptions<N> & { readonly hasAux?: false },
): (...args: Args<A>) => JacobianOf<R, JacobianOf<Gradients<A, N>, Gradients<A, N>>>;
export function hessian(f: UserFunction, options: JacobianOptions & { readonly hasAux?: boolean } = {}): unknown {
  const inner = jacobianFunction("hessian", f, options, "reverse");
  return jacobianFunction("hessian", inner, options, "forward");
}

/** For each out, for each input, the derivatives: `[...out, ...input]`. */
type Blocks = readonly (readonly NDArray[])[];

function jacobianFunction(
  name: string,
  f: UserFunction,
  options: GradOptions & { readonly hasAux?: boolean },
  mode: Differentiable["mode"],
): UserFunction {
  requireFunction(name, f);
  requireOptions(name, options, ["argnums", "hasAux", "holomorphic", ...(name === "jacrev" ? ["allowInt"] : [])]);
  const argnums = options.argnums ?? 0;
  const dtypes: Differentiable = { ...options, mode };
  return (...args: readonly unknown[]) => {
    const positions = positionsOf(name, argnums, args.length);
    const selected = selectArguments(name, f, args, positions);
    requireDifferentiable(name, selected.flat, positions, dtypes);
    const linearized = linearizeCall(name, selected.f, selected.flat, options.hasAux === true);
    requireDerivatives(name, linearized.outs, linearized.outTree, dtypes);
    const ofOuts = blocks[mode](linearized).map((ofInputs) => argumentTrees(ofInputs, selected.flat, argnums));
    const jacobian = unflatten(linearized.outTree, ofOuts);
    return options.hasAux ? [jacobian, linearized.aux] : jacobian;
  };
}

function argumentTrees(ofInputs: readonly NDArray[], { trees }: FlatArguments, argnums: ArgNumbers): unknown {
  const found = unflattenArguments(trees, ofInputs);
  return typeof argnums === "number" ? found[0] : found;
}

/** The derivatives of an out by an input that have no part in each other. */
function noDerivative(out: ShapedArray, input: ShapedArray, dtype: DType): NDArray {
  return zeros(shapedArray([...out.shape, ...input.shape], dtype));
}

function forwardBlocks({ linear }: Linearized): Blocks {
  const { hasOut, inAvals, outAvals } = linear;
  const columns = applyToBasis((tangents) => linear.apply(tangents), inAvals);
  let next = 0;
  return outAvals.map((out, o) => {
    if (!hasOut[o]) return inAvals.map((input) => noDerivative(out, input, out.dtype));
    const place = next++;
    return inAvals.map((input, i) => columnsLast((columns[i] as readonly NDArray[])[place] as NDArray, out, input));
  });
}

/** Columns that are stacked along axis 0, `[input size, ...out]`, as `[...out, ...input]`. */
function columnsLast(columns: NDArray, out: ShapedArray, input: ShapedArray): NDArray {
  const rank = out.shape.length;
  const permutation = columns.shape.map((_, axis) => (axis === rank ? 0 : axis + 1));
  return reshape(transpose(columns, { permutation }), { newSizes: [...out.shape, ...input.shape] });
}

function reverseBlocks({ linear }: Linearized): Blocks {
  const { hasInput, inAvals, outAvals } = linear;
  const pullBack = (cts: readonly NDArray[]) => linear.pullBack(cts).filter((_, i) => hasInput[i]);
  const rows = applyToBasis((cts) => pullBack(cts).map(instantiate), outAvals);
  return outAvals.map((out, o) => {
    let next = 0;
    return inAvals.map((input, i) => {
      if (!hasInput[i]) return noDerivative(out, input, "float0");
      const stacked = (rows[o] as readonly NDArray[])[next++] as NDArray;
      return reshape(stacked, { newSizes: [...out.shape, ...input.shape] });
    });
  });
}

const blocks = { forward: forwardBlocks, reverse: reverseBlocks };
