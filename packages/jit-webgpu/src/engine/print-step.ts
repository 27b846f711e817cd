import type { Step } from "./program.js";

/** A step as text: which buffers it works on, and the shader that it runs. */
export function printStep(step: Step): string {
  const list = (ids: readonly number[]) => ids.map((id) => `%${id}`).join(", ");
  switch (step.kind) {
    case "dispatch": {
      const { shader, reads, writes, workgroups } = step;
      return `// ${list(writes)} = ${shader.label}(${list(reads)}), ${workgroups.join(" × ")} workgroups\n${shader.code}`;
    }
    case "copy":
      return `// %${step.to} = copy of %${step.from}`;
    case "loop": {
      const { length, reverse, body } = step;
      const header = `// ${list([...step.carryOuts, ...step.ys])} = ${length} steps${reverse ? ", from the last," : ""} over ${list(step.xs)} of:`;
      return [header, ...body.steps.map(printStep)].join("\n\n");
    }
  }
}
