import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Contestant, contestants } from "./contestants.js";
import { overheadTable } from "./overhead/table.js";
import { SystemProcess } from "./process.js";
import { type Measured, problems, readTable, sweepTable, time, unrest, workloadTable } from "./report.js";
import { measureInRounds, type Outcome } from "./rounds.js";
import { sweepRows, workloads } from "./workloads/index.js";
import type { Workload } from "./workloads/workload.js";

// `pnpm --filter @hyrax/bench start [names of work] [--rounds 7] [--systems hyrax,jax] [--every-node]`: measures and prints; without
// names and systems it measures everything, and writes REPORT.md. PYTHON names a Python that has NumPy and JAX, NEWER_NODE a newer
// Node; `pnpm --filter @hyrax/bench peers` installs the other peers, and a newer Node.

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "7" },
    systems: { type: "string" },
    "every-node": { type: "boolean", default: false },
  },
});

/** The workload of that name, or all whose names contain it. */
function named(all: readonly Workload[], name: string): readonly Workload[] {
  const exact = all.filter((workload) => workload.name === name);
  return exact.length > 0 ? exact : all.filter((workload) => workload.name.includes(name));
}

const every = [...workloads, ...sweepRows];
const chosen = names.length === 0 ? every : names.flatMap((name) => named(every, name));
if (chosen.length === 0 && !names.includes("overhead")) {
  throw new Error(
    `no work is called ${names.join(", ")}; there are ${every.map(({ name }) => name).join(", ")}, overhead`,
  );
}
const wanted = options.systems?.toLowerCase().split(",");
const there = contestants(options["every-node"]);
/** Those of that name, or all whose labels contain it. */
const called = (name: string) => {
  const exact = there.filter(({ system }) => system.toLowerCase() === name);
  return exact.length > 0 ? exact : there.filter(({ label }) => label.toLowerCase().includes(name));
};
const taking = wanted === undefined ? there : [...new Set(wanted.flatMap(called))];
if (taking.length === 0)
  throw new Error(`no system is called ${options.systems}; there are ${there.map(({ label }) => label).join("; ")}`);
const systems = taking.map((contestant) => new SystemProcess(contestant));

const inWords = ({ label }: Contestant, outcome: Outcome) => {
  if (outcome.kind === "measured")
    return `${label}: ${time(outcome.ms)} (least ${time(outcome.least)})${outcome.deviation === undefined ? "" : `, ${outcome.deviation}`}`;
  return `${label}: ${outcome.kind === "lacking" ? "–" : `failed: ${outcome.why}`}`;
};

async function measured(workload: Workload): Promise<Measured> {
  const byItself = await measureInRounds(workload, systems, Number(options.rounds));
  const outcomes = systems.map((system) => byItself.get(system) as Outcome);
  console.log(`${workload.name}\n${taking.map((one, i) => `  ${inWords(one, outcomes[i] as Outcome)}`).join("\n")}`);
  return { workload, outcomes };
}

const all: Measured[] = [];
for (const workload of chosen) all.push(await measured(workload));
for (const system of systems) system.stop();

const [rows, sweep] = [workloads, sweepRows].map((kind: readonly Workload[]) =>
  all.filter(({ workload }) => kind.includes(workload)),
) as [Measured[], Measured[]];
const [cpu] = cpus();
const versions = systems.flatMap(({ contestant, version }) =>
  version === undefined ? [] : [`- ${contestant.label}: ${version}`],
);
const failures = problems(all, taking);

const sections = [
  `# Benchmarks

${cpu?.model ?? "unknown processor"}, ${cpus().length} threads; written by \`pnpm --filter @hyrax/bench start\`.
Each system runs in a process of its own, in turns of ${options.rounds} rounds; the times are medians of all runs, in milliseconds unless they
say µs, from the call till the result is ready. Every result is then read. Those of all systems are compared,
with JAX's where it is there; one that differs by more than rounding says so. The median run took ${unrest(all).toFixed(2)} × as long as the
fastest, in the middle of all measurements: the nearer to 1, the quieter was the machine.

${versions.join("\n")}`,
  rows.length > 0 && `## Work\n\n${workloadTable(rows, taking)}`,
  sweep.length > 0 && `## Matrix products of all sizes\n\n${sweepTable(sweep, taking)}`,
  rows.length > 0 && `## With the whole result read\n\n${readTable(rows, taking)}`,
  failures !== "" && `## What differs or fails\n\n${failures}`,
  (names.length === 0 || names.includes("overhead")) &&
    `## Dispatch, tracing and memory\n\nHyrax on Node ${process.version}.\n\n${overheadTable()}`,
];
const report = `${sections.filter((section) => section !== false).join("\n\n")}\n`;
console.log(report);
if (names.length === 0 && wanted === undefined) {
  writeFileSync(fileURLToPath(new URL("../REPORT.md", import.meta.url)), report);
}
