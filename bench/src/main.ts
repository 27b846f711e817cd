import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { dispatch } from "./dispatch.js";
import { jaxFigures } from "./jax.js";
import type { Figure } from "./measure.js";
import { memory } from "./memory.js";
import { scans } from "./scan.js";
import { tracing } from "./tracing.js";
import { trainingStep } from "./training-step.js";

// `pnpm --filter @hyrax/bench start`: measures, prints, and writes REPORT.md. PYTHON names a Python that has JAX.

const jax = jaxFigures();
const figures = [...dispatch(), ...trainingStep(), ...tracing(), ...scans(), ...memory()];

const digits = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));
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

const [cpu] = cpus();
const report = `# Benchmarks

${cpu?.model ?? "unknown processor"}, ${cpus().length} threads; Node ${process.version}${jax ? `; JAX ${jax.version} on the same machine` : ""}.
Medians; written by \`pnpm --filter @hyrax/bench start\`.

| what | Hyrax | asked | JAX | ratio |
|---|---|---|---|---|
${figures.map(row).join("\n")}
`;
console.log(report);
writeFileSync(fileURLToPath(new URL("../REPORT.md", import.meta.url)), report);
