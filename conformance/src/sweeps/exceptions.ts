import type { LinearSolveParams, Array as NDArray, Params, ScatterParams } from "@hyrax/core";

/** What is not differentiated as everything else is, and why. */
export interface Exception {
  /** Inputs by which there is no derivative, with some params; asking for one throws `refusal`. */
  readonly fixed?: (params: Params) => readonly number[];
  readonly refusal?: RegExp;
  /** Makes inputs such as the primitive's rules take them to be: the primitive is tested as a function of what goes in here. */
  readonly through?: (xs: readonly NDArray[], params: Params) => readonly NDArray[];
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
  whileLoop: { reverse: () => /reverse-mode differentiation .* does not work through whileLoop/ },
  customVjpCall: { forward: /forward-mode differentiation .* with a customVjp rule is not possible/ },
  stopGradient: { constant: true },
  convertElementType: { staircase: (params) => (params as { newDtype: string }).newDtype === "float16" },
  reducePrecision: { staircase: (params) => (params as { mantissaBits: number }).mantissaBits < 52 },
};
