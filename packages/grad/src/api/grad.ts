import { type Args, isInexact, type Array as NDArray, type PyTreeDef, requireOptions } from "@hyrax/core";
import { full, instantiate } from "../interpreters/tangent.js";
import { selectArguments, type UserFunction, unflattenArguments } from "./arguments.js";
import { positionsOf, requireFunction } from "./checks.js";
import { type Differentiable, requireDerivatives, requireDifferentiable } from "./differentiable.js";
import type { ArgNumbers, Gradients } from "./gradient-types.js";
import { named } from "./named.js";
import { linearizeCall } from "./traced-call.js";

export interface GradOptions<N extends ArgNumbers = ArgNumbers> {
  /** Which arguments to differentiate by; the first if not given. Negative ones count from the end. */
  readonly argnums?: N;
  /** Allow integer and boolean arguments, whose gradients are zeros of dtype float0. */
  readonly allowInt?: boolean;
  /**
   * The function is promised to be holomorphic: arguments and results are complex, and the derivative is the complex
   * one. False if not given; then results are real, and what belongs to a complex argument x + iy is ∂f/∂x − i ∂f/∂y.
   */
  readonly holomorphic?: boolean;
}

const optionNames = ["argnums", "hasAux", "allowInt", "holomorphic"];

/**
 * The value of a function with a scalar result, together with its gradient.
 *
 * @returns a function of the same arguments that returns `[value, gradient]`; with `hasAux`, where the function returns
 * `[value, aux]`, `[[value, aux], gradient]`. The gradient has the structure of the argument
 * @throws TypeError if the result is no floating scalar, or an argument that is differentiated by is not floating
 *
 * @example
 * valueAndGrad((x: Array) => np.sum(np.square(x)))(np.array([1, 2])); // [5, [2, 4]]
 */
export function valueAndGrad<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  X = unknown,
  const N extends ArgNumbers = 0,
>(
  f: (...args: A) => readonly [R, X],
  options: GradOptions<N> & { readonly hasAux: true },
): (...args: Args<A>) => [[value: R, aux: X], gradient: Gradients<A, N>];
export function valueAndGrad<A extends readonly unknown[] = NDArray[], R = unknown, const N extends ArgNumbers = 0>(
  f: (...args: A) => R,
  options?: GradOptions<N> & { readonly hasAux?: false },
): (...args: Args<A>) => [value: R, gradient: Gradients<A, N>];
export function valueAndGrad(f: UserFunction, options: GradOptions & { readonly hasAux?: boolean } = {}): unknown {
  const differentiate = gradientFunction("valueAndGrad", f, options);
  const call = (...args: readonly unknown[]) => {
    const { value, gradient, aux } = differentiate(args);
    return options.hasAux ? [[value, aux], gradient] : [value, gradient];
  };
  return named(call, f);
}

/**
 * The gradient of a function with a scalar result.
 *
 * @returns a function of the same arguments that returns the gradient, of the structure of the argument that it
 * differentiates by (the first, or as `argnums` says; a list of gradients for a list of positions). With `hasAux`, where
 * the function returns `[value, aux]`, it returns `[gradient, aux]`
 * @throws TypeError if the result is no floating scalar, or an argument that is differentiated by is not floating
 *
 * @example
 * grad((x: Array) => np.sum(np.square(x)))(np.array([1, 2])); // [2, 4]
 */
export function grad<
  A extends readonly unknown[] = NDArray[],
  R = unknown,
  X = unknown,
  const N extends ArgNumbers = 0,
>(
  f: (...args: A) => readonly [R, X],
  options: GradOptions<N> & { readonly hasAux: true },
): (...args: Args<A>) => [gradient: Gradients<A, N>, aux: X];
export function grad<A extends readonly unknown[] = NDArray[], R = unknown, const N extends ArgNumbers = 0>(
  f: (...args: A) => R,
  options?: GradOptions<N> & { readonly hasAux?: false },
): (...args: Args<A>) => Gradients<A, N>;
export function grad(f: UserFunction, options: GradOptions & { readonly hasAux?: boolean } = {}): unknown {
  const differentiate = gradientFunction("grad", f, options);
  const call = (...args: readonly unknown[]) => {
    const { gradient, aux } = differentiate(args);
    return options.hasAux ? [gradient, aux] : gradient;
  };
  return named(call, f);
}

interface GradientResult {
  readonly value: NDArray;
  readonly gradient: unknown;
  readonly aux: unknown;
}

function gradientFunction(
  name: string,
  f: UserFunction,
  options: GradOptions & { readonly hasAux?: boolean },
): (args: readonly unknown[]) => GradientResult {
  requireFunction(name, f);
  requireOptions(name, options, optionNames);
  const argnums = options.argnums ?? 0;
  const dtypes: Differentiable = { ...options, mode: "reverse" };
  return (args) => {
    const positions = positionsOf(name, argnums, args.length);
    const selected = selectArguments(name, f, args, positions);
    requireDifferentiable(name, selected.flat, positions, dtypes);
    const { outs, outTree, linear, aux } = linearizeCall(name, selected.f, selected.flat, options.hasAux === true);
    const value = scalarResult(name, outs, outTree);
    requireDerivatives(name, outs, outTree, dtypes);
    const cts = linear.pullBack([full(value.aval, 1)]);
    const gradients = unflattenArguments(selected.flat.trees, cts.map(instantiate));
    return { value, gradient: typeof argnums === "number" ? gradients[0] : gradients, aux };
  };
}

function scalarResult(name: string, outs: readonly NDArray[], tree: PyTreeDef): NDArray {
  const [value] = outs;
  if (value === undefined || outs.length !== 1 || tree.children.length > 0) {
    throw new TypeError(
      `${name}: the function must return one scalar, found ${tree}; for a result with more to it return [value, aux] and pass { hasAux: true }`,
    );
  }
  if (value.ndim !== 0) {
    throw new TypeError(
      `${name}: the function must return a scalar, found ${value.aval}; sum it, or use jacrev or vjp for functions with array results`,
    );
  }
  if (!isInexact(value.dtype)) {
    throw new TypeError(
      `${name}: the function must return a floating scalar, found ${value.aval}; an integer result has no derivative`,
    );
  }
  return value;
}
