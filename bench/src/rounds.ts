import { type Checksum, disagreement } from "./checksum.js";
import { median } from "./measure.js";
import type { SystemProcess } from "./process.js";
import type { Workload } from "./workloads/workload.js";

/** What came out for one system. */
export type Outcome =
  | { readonly kind: "measured"; readonly ms: number; readonly least: number; readonly read: number }
  | { readonly kind: "lacking" }
  | { readonly kind: "failed" | "wrong"; readonly why: string };

/** A system's part of a round takes about this long, so that fast work is run many times. */
const batchMs = 150;

interface Running {
  readonly system: SystemProcess;
  readonly times: number;
  readonly warmUp: number;
  readonly ms: number[];
  readonly read: number[];
}

/**
 * Measures a workload in all systems, in turns: a round is one batch of runs in each, so that what else the machine does hits
 * all alike. The values of the first system's result are what the others' are compared with.
 */
export async function measureInRounds(
  workload: Workload,
  systems: readonly SystemProcess[],
  rounds: number,
): Promise<ReadonlyMap<SystemProcess, Outcome>> {
  const outcomes = new Map<SystemProcess, Outcome>();
  const running: Running[] = [];
  let wanted: Checksum | undefined;
  for (const system of systems) {
    const ready = await prepare(workload, system, wanted);
    if ("kind" in ready) outcomes.set(system, ready);
    else {
      wanted ??= ready.checksum;
      const times = Math.min(Math.max(Math.round(batchMs / (ready.ms * (workload.calls ?? 1))), 1), 50);
      running.push({ system, times, warmUp: times > 1 ? 1 : 0, ms: [], read: [] });
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
  for (const { system, ms, read } of running) {
    if (outcomes.has(system)) continue;
    outcomes.set(system, { kind: "measured", ms: median(ms), least: Math.min(...ms), read: median(read) });
    await system.ask({ do: "drop" });
  }
  return outcomes;
}

const load = ({ work, sizes }: Workload) => ({ do: "load", work, sizes: { ...sizes } }) as const;

/** Loads, runs and compares. */
async function prepare({ calls = 1, check, ...workload }: Workload, system: SystemProcess, wanted?: Checksum) {
  const loaded = await system.ask(load({ ...workload, check }));
  if ("lacks" in loaded) return { kind: "lacking" } as const;
  if ("error" in loaded) return { kind: "failed", why: loaded.error } as const;
  const checked = await system.ask({ do: "check", calls });
  if ("error" in checked) return { kind: "failed", why: checked.error } as const;
  const why = disagreement(checked.checksum, wanted ?? checked.checksum, check);
  return why === undefined ? checked : ({ kind: "wrong", why } as const);
}

async function batch(workload: Workload, { system, times, warmUp }: Running) {
  const { calls = 1, inNewProcess = false } = workload;
  if (!inNewProcess) return system.ask({ do: "run", times, warmUp, calls });
  system.stop();
  const loaded = await system.ask(load(workload));
  if ("error" in loaded) return loaded;
  return system.ask({ do: "run", times: 1, warmUp: 0, calls });
}
