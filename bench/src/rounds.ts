import { type Checksum, disagreement } from "./checksum.js";
import { median } from "./measure.js";
import type { SystemProcess } from "./process.js";
import type { Workload } from "./workloads/workload.js";

/** What came out for one system. */
export type Outcome =
  | {
      readonly kind: "measured";
      readonly ms: number;
      readonly least: number;
      /** With the elements of the result read. */
      readonly read: number;
      /** In what the result differs from the reference's by more than rounding. */
      readonly deviation?: string;
    }
  | { readonly kind: "lacking" }
  | { readonly kind: "failed"; readonly why: string };

/** A system's part of a round takes about this long, so that fast work is run many times. */
const batchMs = 150;

/** Whose results the others' are compared with: the first of these that does the work. */
const references = ["JAX", "NumPy", "Hyrax"];

interface Running {
  readonly system: SystemProcess;
  readonly checksum: Checksum;
  readonly times: number;
  readonly warmUp: number;
  readonly ms: number[];
  readonly read: number[];
}

/**
 * Measures a workload in all systems, in turns: a round is one batch of runs in each, so that what else the machine does hits
 * all alike.
 */
export async function measureInRounds(
  workload: Workload,
  systems: readonly SystemProcess[],
  rounds: number,
): Promise<ReadonlyMap<SystemProcess, Outcome>> {
  const outcomes = new Map<SystemProcess, Outcome>();
  const running: Running[] = [];
  for (const system of systems) {
    const ready = await prepare(workload, system);
    if ("kind" in ready) outcomes.set(system, ready);
    else {
      const times = Math.min(Math.max(Math.round(batchMs / (ready.ms * (workload.calls ?? 1))), 1), 50);
      running.push({ system, checksum: ready.checksum, times, warmUp: times > 1 ? 1 : 0, ms: [], read: [] });
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const one of running) {
      if (outcomes.has(one.system)) continue;
      const timed = await batch(workload, one);
      if ("error" in timed) outcomes.set(one.system, { kind: "failed", why: timed.error });
      else {
        one.ms.push(...timed.ms);
        one.read.push(...timed.read);
      }
    }
  }
  const reference = references
    .map((name) => running.find(({ system }) => system.contestant.system === name))
    .find(Boolean);
  for (const { system, checksum, ms, read } of running) {
    if (outcomes.has(system)) continue;
    const deviation = reference && disagreement(checksum, reference.checksum, workload.check);
    outcomes.set(system, {
      kind: "measured",
      ms: median(ms),
      least: Math.min(...ms),
      read: median(read),
      ...(deviation !== undefined && { deviation: `${deviation} of ${reference?.system.contestant.label}` }),
    });
    await system.ask({ do: "drop" });
  }
  return outcomes;
}

const load = ({ work, sizes }: Workload) => ({ do: "load", work, sizes: { ...sizes } }) as const;

/** Loads, and runs for the first times. */
async function prepare(workload: Workload, system: SystemProcess) {
  const loaded = await system.ask(load(workload));
  if ("lacks" in loaded) return { kind: "lacking" } as const;
  if ("error" in loaded) return { kind: "failed", why: loaded.error } as const;
  const checked = await system.ask({ do: "check", calls: workload.calls ?? 1 });
  return "error" in checked ? ({ kind: "failed", why: checked.error } as const) : checked;
}

async function batch(workload: Workload, { system, times, warmUp }: Running) {
  const { calls = 1, inNewProcess = false } = workload;
  if (!inNewProcess) return system.ask({ do: "run", times, warmUp, calls });
  system.stop();
  const loaded = await system.ask(load(workload));
  if ("error" in loaded) return loaded;
  return system.ask({ do: "run", times: 1, warmUp: 0, calls });
}
