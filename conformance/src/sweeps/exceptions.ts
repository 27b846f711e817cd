import { isComplex, type LinearSolveParams, type Array as NDArray, type Params, type ScatterParams } from "@hyrax/core";
import type { EighParams, EigParams, SvdParams } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

/** What is not differentiated as everything else is, and why. */
export interface Exception {
  /** Inputs by which there is no derivative, with some params; asking for one throws `refusal`. */
  readonly fixed?: (params: Params) => readonly number[];
  readonly refusal?: RegExp;
  /** Makes inputs such as the primitive's rules take them to be: the primitive is tested as a function of what goes in here. */
  readonly through?: (xs: readonly NDArray[], params: Params) => readonly NDArray[];
  /** Makes results that are determined of those that are not. */
  readonly determined?: (outs: readonly NDArray[]) => readonly NDArray[];
  /** The text of the error of the second derivative, where there is a first one only. */
  readonly second?: RegExp;
  /** The text of the error of reverse mode, where there is forward mode only. */
  readonly reverse?: (params: Params) => RegExp | undefined;
  /** The text of the error of forward mode, where there is reverse mode only. */
  readonly forward?: RegExp;
  /** The derivative is zero by definition, whatever finite differences say. */
  readonly constant?: boolean;
  /** Params with which the function is a staircase to finite differences, and the identity to differentiation. */
  readonly staircase?: (params: Params) => boolean;
}

const noShapeDerivative = /the derivative by a shape parameter has no closed form/;

const adjoint = (x: NDArray) => np.conj(np.swapaxes(x, -1, -2));

/** Complex vectors have free phases, which do not show where they are multiplied with each other, nor in their sizes. */
function withoutPhases(values: NDArray, left: NDArray, right: NDArray): readonly NDArray[] {
  if (!isComplex(left.dtype)) return [values, left, right];
  const product = np.matmul(np.multiply(left, np.expandDims(np.square(values), -2)), right);
  return [values, product, np.square(np.abs(left)), np.square(np.abs(right))];
}

/** Exceptions by the name of the primitive in its family. One that has no derivative at all says so in its rules. */
export const exceptions: Readonly<Record<string, Exception>> = {
  igamma: { second: noShapeDerivative },
  igammac: { second: noShapeDerivative },
  igammaGradA: { fixed: () => [0, 1], refusal: noShapeDerivative },
  randomGammaGrad: { fixed: () => [0, 1], refusal: noShapeDerivative },
  polygamma: { fixed: () => [0], refusal: /the order of polygamma is an integer/ },
  zeta: { fixed: () => [0], refusal: noShapeDerivative },
  regularizedIncompleteBeta: { fixed: () => [0, 1], refusal: noShapeDerivative },
  scatterMul: {
    fixed: (params) => ((params as ScatterParams).uniqueIndices ? [] : [2]),
    refusal: /the derivative of scatterMul by its updates needs indices that do not repeat/,
  },
  // The functions of a solve are of one matrix; what its solver starts from makes no difference to the solution.
  customLinearSolve: {
    through: ([a, ...xs], params) =>
      (params as LinearSolveParams).constLengths.matvec === 1
        ? ([a, a, a, xs[2], a, xs[4]] as NDArray[])
        : ([a, ...xs] as NDArray[]),
    fixed: (params) => ((params as LinearSolveParams).constLengths.solve === 2 ? [3] : []),
    reverse: (params) =>
      (params as LinearSolveParams).transposeSolve === null
        ? /solves with the transpose, but it is not known how/
        : undefined,
  },
  // Their derivatives are those of functions of Hermitian matrices.
  cholesky: {
    through: ([x]) => [np.add(np.matmul(x as NDArray, adjoint(x as NDArray)), np.eye(x?.shape.at(-1) as number))],
  },
  eigh: {
    through: ([x]) => [np.add(x as NDArray, adjoint(x as NDArray))],
    determined: ([v, w]) => withoutPhases(w as NDArray, v as NDArray, adjoint(v as NDArray)),
    fixed: (params) => ((params as EighParams).subsetByIndex === null ? [] : [0]),
    refusal: /not possible for a subset of the eigenvalues/,
  },
  eig: {
    fixed: (params) => {
      const { computeLeftEigenvectors, computeRightEigenvectors } = params as EigParams;
      return computeLeftEigenvectors || computeRightEigenvectors ? [0] : [];
    },
    refusal: /the derivative of the eigenvectors that eig finds is not possible/,
    second: /the derivative of the eigenvectors that eig finds is not possible/,
  },
  svd: {
    determined: ([s, u, vh]) => (u === undefined ? [s as NDArray] : withoutPhases(s as NDArray, u, vh as NDArray)),
    fixed: (params) => ((params as SvdParams).fullMatrices ? [0] : []),
    refusal: /not possible for the full matrices/,
  },
  whileLoop: { reverse: () => /reverse-mode differentiation .* does not work through whileLoop/ },
  customVjpCall: { forward: /forward-mode differentiation .* with a customVjp rule is not possible/ },
  stopGradient: { constant: true },
  convertElementType: { staircase: (params) => (params as { newDtype: string }).newDtype === "float16" },
  reducePrecision: { staircase: (params) => (params as { mantissaBits: number }).mantissaBits < 52 },
};
