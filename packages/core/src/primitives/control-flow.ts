import type { NDArray } from "../array/array.js";
import { shapedArray } from "../aval.js";
import { config } from "../config.js";
import { compileAndRun } from "../device/run-jaxpr.js";
import { evalJaxpr } from "../jaxpr/eval-jaxpr.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";
import { multiple } from "../primitive.js";
import { require, requireInputs, requireTypes, withShape } from "./abstract.js";

export interface JitParams {
  readonly jaxpr: Jaxpr;
  /** The name of the user's function. */
  readonly name: string;
  /** For each input, whether its memory may be reused for results. */
  readonly donated?: readonly boolean[];
  /** True if the equations may be spliced into the jaxpr around. */
  readonly inline?: boolean;
}

/** Runs a jaxpr as one compiled program. */
export const jit = multiple(
  "jit",
  (inputs, { jaxpr }: JitParams) => {
    requireInputs(jaxpr, inputs);
    return jaxpr.outAvals;
  },
  {
    evaluate: (inputs, { jaxpr, name, donated }) => {
      if (config.values.disableJit) return evalJaxpr(jaxpr, [], inputs);
      return compileAndRun(jaxpr, inputs, { name, ...(donated && { donated }) });
    },
    print: ({ name, jaxpr }) => ({ name, jaxpr }),
  },
);

export interface ScanParams {
  /** `[...consts, ...carry, ...x] → [...carry, ...y]`, one step. */
  readonly jaxpr: Jaxpr;
  readonly length: number;
  readonly numConsts: number;
  readonly numCarry: number;
  /** Run from the last element to the first. */
  readonly reverse: boolean;
  /** How many steps a compiler may write out in one iteration. */
  readonly unroll: number;
}

/** `scan([...consts, ...carry, ...xs]) → [...carry, ...ys]`: a loop that carries a state and stacks what each step returns. */
export const scan = multiple("scan", (inputs, { jaxpr, length, numConsts, numCarry }: ScanParams) => {
  const xs = inputs.slice(numConsts + numCarry);
  const rows = xs.map((x) => {
    require(x.shape[0] === length, () => `runs ${length} steps, but scans over ${x}; axis 0 must have that size`);
    return withShape(x, x.shape.slice(1));
  });
  requireInputs(jaxpr, [...inputs.slice(0, numConsts + numCarry), ...rows]);
  const carry = jaxpr.outAvals.slice(0, numCarry);
  requireTypes("the carry must keep its types", jaxpr.inAvals.slice(numConsts, numConsts + numCarry), carry);
  return [...carry, ...jaxpr.outAvals.slice(numCarry).map((y) => withShape(y, [length, ...y.shape]))];
});

export interface WhileParams {
  /** `[...condConsts, ...carry] → [bool]`. */
  readonly condJaxpr: Jaxpr;
  readonly condNumConsts: number;
  /** `[...bodyConsts, ...carry] → [...carry]`. */
  readonly bodyJaxpr: Jaxpr;
  readonly bodyNumConsts: number;
}

/** `while([...condConsts, ...bodyConsts, ...carry]) → [...carry]`: runs the body as long as the condition holds. */
export const whileLoop = multiple(
  "while",
  (inputs, { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts }: WhileParams) => {
    const carry = inputs.slice(condNumConsts + bodyNumConsts);
    requireInputs(condJaxpr, [...inputs.slice(0, condNumConsts), ...carry]);
    requireInputs(bodyJaxpr, [...inputs.slice(condNumConsts, condNumConsts + bodyNumConsts), ...carry]);
    requireTypes("the condition must return", [shapedArray([], "bool")], condJaxpr.outAvals);
    requireTypes("the carry must keep its types", carry, bodyJaxpr.outAvals);
    return bodyJaxpr.outAvals;
  },
  {
    print: ({ bodyJaxpr, bodyNumConsts, condJaxpr, condNumConsts }) => ({
      bodyJaxpr,
      bodyNconsts: bodyNumConsts,
      condJaxpr,
      condNconsts: condNumConsts,
    }),
  },
);

export interface CondParams {
  /** The programs to choose from; all take and return the same types. */
  readonly branches: readonly Jaxpr[];
}

/** `cond([index, ...operands])`: runs the branch that the int32 scalar numbers, clamped to those there are. */
export const cond = multiple("cond", (inputs, { branches }: CondParams) => {
  const operands = inputs.slice(1);
  requireTypes("the index of the branch must be", [shapedArray([], "int32")], inputs.slice(0, 1));
  require(branches.length > 0, () => "takes at least one branch");
  const outs = (branches[0] as Jaxpr).outAvals;
  for (const branch of branches) {
    requireInputs(branch, operands);
    requireTypes("every branch must return", outs, branch.outAvals);
  }
  return outs;
});

/** How many constants each function of a linear solve takes. */
export interface LinearSolveConsts {
  readonly matvec: number;
  readonly vecmat: number;
  readonly solve: number;
  readonly transposeSolve: number;
}

/** The functions are `[...its consts, ...x] → [...b]`, or the other way round those that solve. */
export interface LinearSolveParams {
  readonly matvec: Jaxpr;
  /** The transpose of `matvec`; null where there is no `transposeSolve`. */
  readonly vecmat: Jaxpr | null;
  readonly solve: Jaxpr;
  /** Solves with the transpose; null where that is not known. */
  readonly transposeSolve: Jaxpr | null;
  readonly constLengths: LinearSolveConsts;
}

/**
 * `customLinearSolve([...matvec consts, ...vecmat consts, ...solve consts, ...transposeSolve consts, ...b]) → [...x]`: the
 * solution of `matvec(x) = b` by a function of the user's, differentiated by solving again.
 */
export const customLinearSolve = multiple("custom_linear_solve", (inputs, params: LinearSolveParams) => {
  const { solve, constLengths } = params;
  const start = constLengths.matvec + constLengths.vecmat;
  const end = start + constLengths.solve;
  requireInputs(solve, [...inputs.slice(start, end), ...inputs.slice(end + constLengths.transposeSolve)]);
  return solve.outAvals;
});

/** A jaxpr applied to arrays, one at a time: what loops and branches that are run eagerly do. */
export type JaxprCall = (jaxpr: Jaxpr, inputs: readonly NDArray[]) => readonly NDArray[];

/** Programs within programs: calls, loops and branches. */
export const controlFlow = { jit, scan, whileLoop, cond, customLinearSolve };
