import { cond, jit, type Array as NDArray, scan, shapedArray, stage, whileLoop } from "@hyrax/core";

/** A function of flat lists, which closes over no tracers. */
export type Program = (...inputs: NDArray[]) => readonly NDArray[];

const avals = (list: readonly NDArray[]) => list.map((x) => x.aval);

function staged(program: Program, types: Parameters<typeof stage>[1]) {
  return stage((inputs) => program(...inputs), types).jaxpr;
}

/** One jitted call. */
export function jitted(program: Program, ...inputs: readonly NDArray[]): readonly NDArray[] {
  return jit(inputs, { jaxpr: staged(program, avals(inputs)), name: "program" });
}

export interface Loop {
  /** `(...consts, ...carry, ...xs) → [...carry, ...ys]`. */
  readonly step: Program;
  readonly consts?: readonly NDArray[];
  readonly carry?: readonly NDArray[];
  readonly xs?: readonly NDArray[];
  readonly length: number;
  readonly reverse?: boolean;
}

/** `[...carry, ...ys]` of a loop. */
export function scanned({ carry = [], consts = [], length, reverse = false, step, xs = [] }: Loop): readonly NDArray[] {
  const rows = xs.map((x) => shapedArray(x.shape.slice(1), x.dtype, x.weakType));
  return scan([...consts, ...carry, ...xs], {
    jaxpr: staged(step, [...avals(consts), ...avals(carry), ...rows]),
    length,
    numConsts: consts.length,
    numCarry: carry.length,
    reverse,
    unroll: 1,
  });
}

/** `(...consts, ...carry)` of the condition and the body of a loop, which share their constants. */
export function looped(
  condition: (...inputs: NDArray[]) => NDArray,
  body: Program,
  consts: readonly NDArray[],
  carry: readonly NDArray[],
): readonly NDArray[] {
  const types = avals([...consts, ...carry]);
  return whileLoop([...consts, ...consts, ...carry], {
    condJaxpr: staged((...inputs) => [condition(...inputs)], types),
    condNumConsts: consts.length,
    bodyJaxpr: staged(body, types),
    bodyNumConsts: consts.length,
  });
}

/** The branch that an int32 scalar numbers. */
export function chosen(index: NDArray, branches: readonly Program[], ...operands: readonly NDArray[]) {
  return cond([index, ...operands], { branches: branches.map((branch) => staged(branch, avals(operands))) });
}
