import type { CompileReport, KernelReport } from "@hyrax/core";
import { kernelReport, printPlan } from "@hyrax/jit";
import { isLoop, type ProgramPlan, planned, type WasmKernel } from "./program-plan.js";

/** What became of a program, told when it is asked for. */
export function programReport(plan: ProgramPlan, code: () => string): CompileReport {
  let kernels: readonly KernelReport[] | undefined;
  return {
    engine: "wasm",
    get kernels() {
      kernels ??= reportsOf(plan);
      return kernels;
    },
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

function reportsOf({ kernels, gaps }: ProgramPlan): readonly KernelReport[] {
  return kernels.map((kernel) => reportOf(kernel, gaps));
}

function reportOf(kernel: WasmKernel, gaps: ProgramPlan["gaps"]): KernelReport {
  if (isLoop(kernel)) {
    const inner = kernel.bodies.flatMap(({ plan }) => reportsOf(plan));
    return {
      kind: kernel.kind,
      primitives: [kernel.equation.eqn.primitive.name, ...inner.flatMap(({ primitives }) => primitives)],
    };
  }
  if (kernel.kind === "rule") {
    const { primitives } = kernelReport(kernel.equation);
    const within = kernel.loop?.flatMap(({ eqns }) => eqns.map(({ primitive }) => primitive.name)) ?? [];
    return { kind: kernel.loop === undefined ? "rule" : primitives[0]!, primitives: [...primitives, ...within] };
  }
  if (kernel.kind !== "equation") return kernelReport(kernel);
  // Every equation that the plan leaves has its reason there.
  return { kind: "reference", primitives: [kernel.eqn.primitive.name], fallback: gaps.get(kernel)! };
}

/** The report of a program that the reference engine runs as a whole. */
export function referenceReport(report: CompileReport, plan: ProgramPlan, reason: string | undefined): CompileReport {
  const kernels = reportsOf(plan).map(
    (own): KernelReport => ({
      ...own,
      kind: "reference",
      fallback: own.fallback ?? reason ?? "the whole program runs on the reference engine",
    }),
  );
  return { engine: "reference", kernels, asText: () => `${planText(plan)}\n\n${report.asText()}` };
}
