import type { CompileReport, KernelReport } from "@hyrax/core";
import { type Kernel, type KernelPlan, kernelReport, printPlan } from "@hyrax/jit";
import { gapOf } from "./supports.js";

/** What became of a program; the text of its code is made when it is asked for. */
export function programReport(plan: KernelPlan, code: () => string): CompileReport {
  return {
    engine: "wasm",
    kernels: plan.kernels.map(reportOf),
    asText: () => `${printPlan(plan)}\n\n${code()}`,
  };
}

function reportOf(kernel: Kernel): KernelReport {
  if (kernel.kind !== "equation") return kernelReport(kernel);
  const { eqn } = kernel;
  const fallback = gapOf(eqn) ?? `there is no compiled kernel for ${eqn.primitive.name} yet`;
  return { kind: "reference", primitives: [eqn.primitive.name], fallback };
}

/** The report of a program that the reference engine runs as a whole. */
export function referenceReport(report: CompileReport, plan: KernelPlan, reason: string | undefined): CompileReport {
  const kernels = plan.kernels.map((kernel): KernelReport => {
    const own = reportOf(kernel);
    return {
      ...own,
      kind: "reference",
      fallback: own.fallback ?? reason ?? "the whole program runs on the reference engine",
    };
  });
  return { engine: "reference", kernels, asText: () => `${printPlan(plan)}\n\n${report.asText()}` };
}
