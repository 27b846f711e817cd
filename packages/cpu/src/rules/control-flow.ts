import {
  allocate,
  controlFlow,
  type Jaxpr,
  type LinearSolveParams,
  lanes,
  type ScanParams,
  type ShapedArray,
  type TypedArray,
  type WhileParams,
} from "@hyrax/core";
import { type CompileJaxpr, cpuFamily, type Kernel } from "../kernel.js";

function scan(
  { jaxpr, length, numConsts, numCarry, reverse }: ScanParams,
  outs: readonly ShapedArray[],
  compile: CompileJaxpr,
): Kernel {
  const step = compile(jaxpr);
  const fixed = numConsts + numCarry;
  const rowSizes = jaxpr.inAvals.slice(fixed).map((x) => x.size * lanes(x.dtype));
  const ys = outs.slice(numCarry);
  const ySizes = jaxpr.outAvals.slice(numCarry).map((y) => y.size * lanes(y.dtype));
  return (arrays) => {
    const arguments_ = arrays.slice();
    const stacks = ys.map((y) => allocate(y.dtype, y.size));
    for (let k = 0; k < length; k++) {
      const i = reverse ? length - 1 - k : k;
      for (let x = 0; x < rowSizes.length; x++) {
        const size = rowSizes[x]!;
        arguments_[fixed + x] = arrays[fixed + x]!.subarray(i * size, (i + 1) * size);
      }
      const results = step(arguments_);
      for (let c = 0; c < numCarry; c++) arguments_[numConsts + c] = results[c]!;
      for (let y = 0; y < stacks.length; y++) put(stacks[y]!, results[numCarry + y]!, i * ySizes[y]!);
    }
    return [...arguments_.slice(numConsts, fixed), ...stacks];
  };
}

/** `to.set(from, at)`. The types of a jaxpr guarantee that both are of one class. */
function put(to: TypedArray, from: TypedArray, at: number): void {
  (to as Float64Array).set(from as Float64Array, at);
}

function whileLoop({ condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts }: WhileParams, compile: CompileJaxpr): Kernel {
  const condition = compile(condJaxpr);
  const body = compile(bodyJaxpr);
  const start = condNumConsts + bodyNumConsts;
  return (arrays) => {
    const toCondition = [...arrays.slice(0, condNumConsts), ...arrays.slice(start)];
    const toBody = arrays.slice(condNumConsts);
    while (condition(toCondition)[0]![0]) {
      const carry = body(toBody);
      for (let i = 0; i < carry.length; i++) {
        toCondition[condNumConsts + i] = carry[i]!;
        toBody[bodyNumConsts + i] = carry[i]!;
      }
    }
    return toBody.slice(bodyNumConsts);
  };
}

function cond(branches: readonly Jaxpr[], compile: CompileJaxpr): Kernel {
  const kernels = branches.map(compile);
  return ([index, ...operands]) => {
    const branch = Math.max(0, Math.min(kernels.length - 1, Number(index![0])));
    return kernels[branch]!(operands);
  };
}

/** The system is solved by the user's function, on its own constants and the right-hand sides. */
function linearSolve({ solve, constLengths }: LinearSolveParams, compile: CompileJaxpr): Kernel {
  const kernel = compile(solve);
  const start = constLengths.matvec + constLengths.vecmat;
  const end = start + constLengths.solve;
  return (arrays) => kernel([...arrays.slice(start, end), ...arrays.slice(end + constLengths.transposeSolve)]);
}

export const controlFlowCpu = cpuFamily(controlFlow, {
  jit: (_, { jaxpr }, __, compile) => compile(jaxpr),
  scan: (_, params, outs, compile) => scan(params, outs, compile),
  whileLoop: (_, params, __, compile) => whileLoop(params, compile),
  cond: (_, { branches }, __, compile) => cond(branches, compile),
  customLinearSolve: (_, params, __, compile) => linearSolve(params, compile),
});
