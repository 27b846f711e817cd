import { isComplex, isFloating, isInexact, leafName, type Array as NDArray, type PyTreeDef } from "@hyrax/core";
import type { FlatArguments } from "./arguments.js";

/** Which dtypes a derivative may be taken of. */
export interface Differentiable {
  /**
   * Reverse mode pulls the one direction of a real result back to any argument; forward mode pushes the one direction of
   * a real argument to any result.
   */
  readonly mode: "forward" | "reverse";
  readonly allowInt?: boolean | undefined;
  /** Arguments and results must be complex; the derivative is the complex one. */
  readonly holomorphic?: boolean | undefined;
}

/** Throws a `TypeError` that names an array to differentiate by which cannot be. */
export function requireDifferentiable(
  name: string,
  { inputs, trees }: FlatArguments,
  positions: readonly number[],
  options: Differentiable,
): void {
  let first = 0;
  trees.forEach((tree, k) => {
    for (let i = 0; i < tree.numLeaves; i++) {
      const { aval } = inputs[first + i] as NDArray;
      const problem = argumentProblem(name, aval.dtype, options);
      if (problem === undefined) continue;
      throw new TypeError(`${leafName(`${name}: argument ${positions[k]}`, tree, i)} is ${aval}, but ${problem}`);
    }
    first += tree.numLeaves;
  });
}

function argumentProblem(
  name: string,
  dtype: NDArray["dtype"],
  { allowInt, holomorphic, mode }: Differentiable,
): string | undefined {
  if (holomorphic) {
    if (isComplex(dtype)) return undefined;
    return 'holomorphic functions are of complex arguments; convert it with astype("complex64"), or leave holomorphic out';
  }
  if (!isInexact(dtype) && !allowInt) {
    return (
      'only floating arrays can be differentiated by; convert it with astype("float32"), or choose other arguments with argnums' +
      (mode === "forward" || name === "hessian" ? "" : ", or pass { allowInt: true } for zero gradients of integers")
    );
  }
  if (mode === "forward" && isComplex(dtype)) {
    return (
      `${name} takes derivatives by real arguments; pass { holomorphic: true } if the function is holomorphic, ` +
      "or take jvp with the tangents 1 and i if it is not"
    );
  }
  return undefined;
}

/** Throws a `TypeError` that names an array of the result which has no derivative. */
export function requireDerivatives(
  name: string,
  outs: readonly NDArray[],
  outTree: PyTreeDef,
  options: Differentiable,
): void {
  outs.forEach(({ aval }, i) => {
    const problem = resultProblem(name, aval.dtype, options);
    if (problem === undefined) return;
    throw new TypeError(`${leafName(`${name}: the result of the function`, outTree, i)} is ${aval}, but ${problem}`);
  });
}

function resultProblem(
  name: string,
  dtype: NDArray["dtype"],
  { holomorphic, mode }: Differentiable,
): string | undefined {
  if (holomorphic) {
    if (isComplex(dtype)) return undefined;
    return "holomorphic functions have complex results; leave holomorphic out for real ones";
  }
  if (!isInexact(dtype)) return "only floating results have derivatives; return it as aux ({ hasAux: true })";
  if (mode === "forward" || isFloating(dtype)) return undefined;
  return (
    `${name} takes derivatives of real results; return its real or imaginary part or its modulus, ` +
    "pass { holomorphic: true } if the function is holomorphic, or use vjp"
  );
}
