import type { NDArray } from "../array/array.js";
import { type ShapedArray, shapedArray } from "../aval.js";
import { config } from "../config.js";
import { compileAndRun } from "../device/run-jaxpr.js";
import { evalJaxpr } from "../jaxpr/eval-jaxpr.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";
import { multiple } from "../primitive.js";
import { require, requireInputs, sameType } from "./abstract.js";

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
    effect: (params) => (params as JitParams).jaxpr.hasEffects,
    evaluate: (inputs, params) => {
      const { jaxpr, name, donated } = params as JitParams;
      if (config.values.disableJit) return evalJaxpr(jaxpr, [], inputs);
      return compileAndRun(jaxpr, inputs, { name, ...(donated && { donated }) });
    },
    print: (params) => {
      const { name, jaxpr } = params as JitParams;
      return { name, jaxpr };
    },
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
export const scan = multiple(
  "scan",
  (inputs, { jaxpr, length, numConsts, numCarry }: ScanParams) => {
    const xs = inputs.slice(numConsts + numCarry);
    const rows = xs.map((x) => {
      require(x.shape[0] === length, () => `runs ${length} steps, but scans over ${x}; axis 0 must have that size`);
      return shapedArray(x.shape.slice(1), x.dtype, x.weakType);
    });
    requireInputs(jaxpr, [...inputs.slice(0, numConsts + numCarry), ...rows]);
    const outs = jaxpr.outAvals;
    const carry = outs.slice(0, numCarry);
    carry.forEach((aval, i) => {
      const before = jaxpr.inAvals[numConsts + i] as ShapedArray;
      require(sameType(aval, before), () =>
        `the carry must keep its type from step to step, but ${before} becomes ${aval}`);
    });
    return [...carry, ...outs.slice(numCarry).map((y) => shapedArray([length, ...y.shape], y.dtype, y.weakType))];
  },
  {
    effect: (params) => (params as ScanParams).jaxpr.hasEffects,
  },
);

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
    const [predicate] = condJaxpr.outAvals;
    require(condJaxpr.outs.length === 1 && predicate?.dtype === "bool" && predicate.shape.length === 0, () =>
      `the condition must return one bool scalar, found (${condJaxpr.outAvals.join(", ")})`);
    bodyJaxpr.outAvals.forEach((aval, i) => {
      require(sameType(aval, carry[i] as ShapedArray), () =>
        `the body must keep the types of the carry, but ${carry[i]} becomes ${aval}`);
    });
    return bodyJaxpr.outAvals;
  },
  {
    effect: (params) => (params as WhileParams).condJaxpr.hasEffects || (params as WhileParams).bodyJaxpr.hasEffects,
    print: (params) => {
      const { bodyJaxpr, bodyNumConsts, condJaxpr, condNumConsts } = params as WhileParams;
      return { bodyJaxpr, bodyNconsts: bodyNumConsts, condJaxpr, condNconsts: condNumConsts };
    },
  },
);

export interface CondParams {
  /** The programs to choose from; all take and return the same types. */
  readonly branches: readonly Jaxpr[];
}

/** `cond([index, ...operands])`: runs the branch that the int32 scalar numbers, clamped to those there are. */
export const cond = multiple(
  "cond",
  ([index, ...operands], { branches }: CondParams) => {
    require(index?.dtype === "int32" && index.shape.length === 0, () =>
      `the index of the branch must be an int32 scalar, found ${index}`);
    const [first] = branches;
    require(first !== undefined, () => "needs at least one branch");
    const outs = (first as Jaxpr).outAvals;
    for (const branch of branches) {
      requireInputs(branch, operands);
      require(branch.outs.length === outs.length &&
        branch.outAvals.every((aval, i) => sameType(aval, outs[i] as ShapedArray)), () =>
        `the branches must return the same types, found (${outs.join(", ")}) and (${branch.outAvals.join(", ")})`);
    }
    return outs;
  },
  { effect: (params) => (params as CondParams).branches.some((branch) => branch.hasEffects) },
);

/** A jaxpr applied to arrays, one at a time: what loops and branches that are run eagerly do. */
export type JaxprCall = (jaxpr: Jaxpr, inputs: readonly NDArray[]) => readonly NDArray[];

/** Programs within programs: calls, loops and branches. */
export const controlFlow = { jit, scan, whileLoop, cond };
