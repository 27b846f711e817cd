import type { Figure } from "../measure.js";
import { dispatch } from "./dispatch.js";
import { jaxFigures } from "./jax.js";
import { memory } from "./memory.js";
import { scans } from "./scan.js";
import { tracing } from "./tracing.js";
import { trainingStep } from "./training-step.js";

const digits = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));

/** What the rows of work do not show: dispatch, staging, tracing and memory, measured in this process. */
export function overheadTable(): string {
  const jax = jaxFigures();
  const row = ({ name, value, unit, bar }: Figure) => {
    const theirs = jax?.figures.get(name);
    const cells = [
      name,
      `${digits(value)} ${unit}`,
      bar === undefined ? "" : `≤ ${bar} ${unit}`,
      theirs === undefined ? "" : `${digits(theirs)} ${unit}`,
      theirs === undefined ? "" : `${digits(value / theirs)} ×`,
    ];
    return `| ${cells.join(" | ")} |`;
  };
  const figures = [...dispatch(), ...trainingStep(), ...tracing(), ...scans(), ...memory()];
  return `| what | Hyrax | asked | JAX | ratio |\n|---|---|---|---|---|\n${figures.map(row).join("\n")}`;
}
