import {
  DeviceError,
  type DType,
  type Jaxpr,
  type KernelReport,
  MissingRuleError,
  type ShapedArray,
  type Var,
} from "@hyrax/core";
import {
  contiguous,
  type EquationKernel,
  type Expr,
  exprNodes,
  type Kernel,
  type KernelPlan,
  kernelInputs,
  kernelOutputs,
  kernelReport,
  planKernels,
} from "@hyrax/jit";
import { findDeviceType } from "../device/device-types.js";
import type { KernelLimits } from "../device/gpu-context.js";
import { deviceBytes, requireDtype } from "../device/transfer.js";
import { contractionKernel } from "../kernels/contraction.js";
import { mapKernel } from "../kernels/map.js";
import { reduceKernel } from "../kernels/reduce.js";
import { elementRules } from "../rules/element-rules.js";
import { kernelRules } from "../rules/kernel-rules.js";
import { decompose } from "./decompose.js";
import type { Program, Step } from "./program.js";
import { ProgramBuilder } from "./program-builder.js";

/** What the engine has to know of its device to compile. */
export interface Target {
  readonly limits: KernelLimits;
  readonly dtypes: ReadonlySet<DType>;
}

/** What became of one kernel of the plan. */
export interface CompiledKernel {
  readonly report: KernelReport;
  readonly steps: readonly Step[];
}

export interface CompiledProgram {
  readonly plan: KernelPlan;
  readonly kernels: readonly CompiledKernel[];
  /** Undefined if there are kernels that only the reference engine has, or arrays that only the host holds. */
  readonly program: Program | undefined;
}

/**
 * Compiles a jaxpr without constvars into shaders. Throws a `DeviceError` for dtypes and sizes that the device does not
 * hold.
 */
export function compileProgram(jaxpr: Jaxpr, target: Target): CompiledProgram {
  const decomposed = decompose(jaxpr);
  requireDtypes(decomposed, target);
  const plan = planKernels(decomposed, {
    supports: ({ primitive }) => elementRules.gap(primitive) === undefined,
    maxInputs: target.limits.buffers - 1,
  });
  requireSizes(plan, target);
  const builder = new ProgramBuilder(plan.buffers, target.limits, (body) => compileBody(body, target));
  const kernels = plan.kernels.map((kernel): CompiledKernel => {
    const first = builder.steps.length;
    const report = kernelReport(kernel);
    try {
      requireWgslDtypes(kernel, plan);
      addKernel(kernel, builder);
    } catch (error) {
      if (!(error instanceof MissingRuleError)) throw error;
      return { report: { ...report, kind: "reference", fallback: error.message }, steps: [] };
    }
    const kind = report.kind === "equation" ? (report.primitives[0] as string) : report.kind;
    return { report: { ...report, kind }, steps: builder.steps.slice(first) };
  });
  const complete =
    kernels.every(({ report }) => report.fallback === undefined) &&
    [...plan.inputs, ...plan.outs].every((id) => hasWgslType((plan.buffers[id] as ShapedArray).dtype));
  return { plan, kernels, program: complete ? builder.finish(plan.inputs, plan.outs) : undefined };
}

/** The program of a jaxpr within another one. Throws a `MissingRuleError` if it has parts that only the reference engine has. */
function compileBody(jaxpr: Jaxpr, target: Target): Program {
  const { kernels, program } = compileProgram(jaxpr, target);
  if (program !== undefined) return program;
  throw new MissingRuleError(
    kernels.find(({ report }) => report.fallback !== undefined)?.report.fallback ?? "it passes on complex64 arrays",
  );
}

/** Whether shaders can compute with a dtype that the device holds; the words of keys are lowered before. */
const hasWgslType = (dtype: DType) => dtype === "key<fry>" || findDeviceType(dtype) !== undefined;

/** Throws a `MissingRuleError` for a kernel with values that WGSL has no type for. */
function requireWgslDtypes(kernel: Kernel, { buffers }: KernelPlan): void {
  const stored = [...kernelInputs(kernel), ...kernelOutputs(kernel)].map((id) => (buffers[id] as ShapedArray).dtype);
  const computed = "expr" in kernel ? [...exprNodes(kernel.expr)].map(({ dtype }) => dtype) : [];
  const literals = kernel.kind === "equation" ? kernel.eqn.inputs.map(({ aval }) => aval.dtype) : [];
  const foreign = [...stored, ...computed, ...literals].find((dtype) => !hasWgslType(dtype));
  if (foreign !== undefined) throw new MissingRuleError(`WGSL has no ${foreign}`);
}

function addKernel(kernel: Kernel, program: ProgramBuilder): void {
  switch (kernel.kind) {
    case "elementwise":
      return mapKernel(kernel, program);
    case "reduce":
      return reduceKernel(kernel, program);
    case "contraction":
      return contractionKernel(kernel, program);
    case "equation":
      return addEquation(kernel, program);
  }
}

function addEquation(kernel: EquationKernel, program: ProgramBuilder): void {
  const { eqn, inputs, outs } = kernel;
  const { primitive, params } = eqn;
  if (elementRules.primitives().includes(primitive)) return addElementwise(kernel, program);
  const sources = eqn.inputs.map(({ aval }, i) => ({ aval, from: inputs[i] as (typeof inputs)[0] }));
  const targets = eqn.outs.map(({ aval }, i) => ({ aval, buffer: outs[i] as number }));
  // The rule is that of the primitive, whose inputs and params these are.
  kernelRules.find(primitive)(sources as never, params as never, targets, program);
}

/** An elementwise primitive that the planner does not fuse: one from outside, or one for which there is no rule. */
function addElementwise({ eqn, inputs, outs }: EquationKernel, program: ProgramBuilder): void {
  elementRules.find(eqn.primitive);
  const { shape, dtype } = (eqn.outs[0] as Var).aval;
  const space = contiguous(shape);
  // Scalars go with every shape.
  const scalar = { offset: 0, strides: shape.map(() => 0) };
  const exprs = eqn.inputs.map(({ aval }, i): Expr => {
    const input = inputs[i] as (typeof inputs)[0];
    const access = aval.shape.length === shape.length ? space : scalar;
    return typeof input === "number" ? { kind: "load", buffer: input, dtype: aval.dtype, access } : input;
  });
  const expr: Expr = { kind: "apply", primitive: eqn.primitive, params: eqn.params, inputs: exprs, dtype };
  mapKernel({ kind: "elementwise", space: shape, expr, out: outs[0] as number }, program);
}

/** Throws unless the device has the dtype of every value of a program. */
function requireDtypes(jaxpr: Jaxpr, { dtypes }: Target): void {
  for (const { aval } of jaxpr.invars) requireDtype(aval.dtype, dtypes, "an input");
  for (const { primitive, inputs, outs } of jaxpr.eqns) {
    for (const { aval } of inputs) requireDtype(aval.dtype, dtypes, `an operand of ${primitive.name}`);
    for (const { aval } of outs) requireDtype(aval.dtype, dtypes, `the result of ${primitive.name}`);
  }
}

/** Throws unless shaders can see the whole of every array that a plan stores. */
function requireSizes({ buffers }: KernelPlan, { limits }: Target): void {
  for (const aval of buffers) {
    const bytes = deviceBytes(aval.dtype, aval.size);
    if (bytes <= limits.bindingBytes) continue;
    throw new DeviceError(
      `webgpu: an array ${aval} takes ${bytes} bytes, but a shader of this device sees ${limits.bindingBytes} bytes of an array ` +
        `at most; divide it, or compute on the cpu with devicePut(x, "cpu")`,
    );
  }
}
