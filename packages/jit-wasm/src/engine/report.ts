import type { CompileReport, KernelReport } from "@hyrax/core";
import { kernelReport, printPlan } from "@hyrax/jit";
import { isLoop, type ProgramPlan, planned, type WasmKernel } from "./program-plan.js";
import { gapOf } from "./supports.js";

/** What became of a program; the text of its code is made when it is asked for. */
export function programReport(plan: ProgramPlan, code: () => string): CompileReport {
  return {
    engine: "wasm",
    kernels: plan.kernels.map(reportOf),
    asText: () => `${planText(plan)}\n\n${code()}`,
  };
}

/** The plan of a program, then those of the loops and branches within. */
function planText(plan: ProgramPlan): string {
  const inner = plan.kernels.flatMap((kernel) =>
    isLoop(kernel) ? kernel.bodies.map((body) => `within ${kernel.kind}: ${planText(body.plan)}`) : [],
  );
  return [printPlan({ ...plan, kernels: plan.kernels.map(planned) }), ...inner].join("\n");
}

function reportOf(kernel: WasmKernel): KernelReport {
  if (isLoop(kernel)) {
    const inner = kernel.bodies.flatMap(({ plan }) => plan.kernels.map(reportOf));
    return {
      kind: kernel.kind,
      primitives: [kernel.equation.eqn.primitive.name, ...inner.flatMap(({ primitives }) => primitives)],
    };
  }
  if (kernel.kind !== "equation") return kernelReport(kernel);
  const { eqn } = kernel;
  const fallback = gapOf(eqn) ?? `there is no compiled kernel for ${eqn.primitive.name} yet`;
  return { kind: "reference", primitives: [eqn.primitive.name], fallback };
}

/** The report of a program that the reference engine runs as a whole. */
export function referenceReport(report: CompileReport, plan: ProgramPlan, reason: string | undefined): CompileReport {
  const kernels = plan.kernels.map((kernel): KernelReport => {
    const own = reportOf(kernel);
    return {
      ...own,
      kind: "reference",
      fallback: own.fallback ?? reason ?? "the whole program runs on the reference engine",
    };
  });
  return { engine: "reference", kernels, asText: () => `${planText(plan)}\n\n${report.asText()}` };
}
