import type { Contestant } from "./contestants.js";
import { median } from "./measure.js";
import type { Outcome } from "./rounds.js";
import type { Bar, Workload } from "./workloads/workload.js";

/** What was measured of one workload: an outcome for each contestant, in their order. */
export interface Measured {
  readonly workload: Workload;
  readonly outcomes: readonly Outcome[];
}

/** What a bound of products allows on a Node without relaxed SIMD, which has no fused multiply-add. */
const withoutFma = 1.6;

export function time(ms: number): string {
  if (ms < 0.1) return `${(ms * 1000).toPrecision(3)} µs`;
  return ms < 1000 ? ms.toPrecision(3) : ms.toFixed(0);
}

function cell(outcome: Outcome): string {
  if (outcome.kind === "measured") return `${time(outcome.ms)}${outcome.deviation === undefined ? "" : " (differs)"}`;
  return outcome.kind === "lacking" ? "–" : outcome.kind;
}

const msOf = (outcome: Outcome | undefined) => (outcome?.kind === "measured" ? outcome.ms : undefined);

const deviationOf = (outcome: Outcome) => (outcome.kind === "measured" ? outcome.deviation : undefined);

const barText = (bar: Bar) => ("ms" in bar ? `≤ ${time(bar.ms)}` : `≤ ${bar.times} × ${bar.of}`);

/** The bar in milliseconds; undefined where the peer that it is a multiple of was not measured. */
function barMs({ workload: { bar }, outcomes }: Measured, contestants: readonly Contestant[]): number | undefined {
  if (bar === undefined || "ms" in bar) return bar?.ms;
  const peer = msOf(outcomes[contestants.findIndex(({ system }) => system === bar.of)]);
  return peer === undefined ? undefined : peer * bar.times;
}

/** The time of each Hyrax as a share of its bar: at most 1 is what is asked. */
function shares(measured: Measured, contestants: readonly Contestant[]): readonly (number | undefined)[] {
  const bar = barMs(measured, contestants);
  return contestants.flatMap(({ system, relaxedSimd }, i) => {
    if (system !== "Hyrax") return [];
    const ms = msOf(measured.outcomes[i]);
    if (ms === undefined || bar === undefined) return [undefined];
    return [ms / (bar * (measured.workload.boundByProducts && !relaxedSimd ? withoutFma : 1))];
  });
}

function verdict(shares: readonly (number | undefined)[], outcomes: readonly Outcome[]): string {
  if (outcomes.some((outcome) => outcome.kind === "failed" || deviationOf(outcome) !== undefined)) return "**fails**";
  if (shares.some((share) => share === undefined)) return "";
  return shares.every((share) => share !== undefined && share <= 1) ? "met" : "**short**";
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The table of the workloads: times in ms unless they say µs, the bar, and Hyrax's times as shares of it. */
export function workloadTable(all: readonly Measured[], contestants: readonly Contestant[]): string {
  const hyrax = contestants.flatMap(({ system }, i) => (system === "Hyrax" ? [i] : []));
  const rows = all.map((measured) => {
    const ratios = shares(measured, contestants);
    const { workload, outcomes } = measured;
    return [
      workload.title,
      ...outcomes.map(cell),
      workload.bar === undefined ? "" : barText(workload.bar),
      ratios.map((ratio) => (ratio === undefined ? "–" : ratio.toFixed(2))).join(" / "),
      verdict(
        ratios,
        hyrax.map((i) => outcomes[i] as Outcome),
      ),
    ];
  });
  const ratioHead = `of the bar${hyrax.length > 1 ? ` (${hyrax.map((i) => contestants[i]?.label.replace("Hyrax, ", "")).join(" / ")})` : ""}`;
  return table(["work (float32)", ...contestants.map(({ label }) => label), "must be", ratioHead, "verdict"], rows);
}

/** What reading all elements of the result adds: the time till they are a typed array, or a NumPy array, of the host. */
export function readTable(all: readonly Measured[], contestants: readonly Contestant[]): string {
  const cells = (outcome: Outcome) => (outcome.kind === "measured" ? time(outcome.read) : "–");
  const once = all.filter(({ workload }) => workload.calls === undefined);
  const rows = once.map(({ workload, outcomes }) => [workload.title, ...outcomes.map(cells)]);
  return table(["work, and its result read", ...contestants.map(({ label }) => label)], rows);
}

/**
 * The rates of matrix products of all sizes: GFLOP/s, and the share of the rate at 1024. Of the fastest runs, since sizes are
 * measured one after another, and what disturbs one of them is not a property of its size.
 */
export function sweepTable(all: readonly Measured[], contestants: readonly Contestant[]): string {
  const rate = ({ workload, outcomes }: Measured, i: number) => {
    const outcome = outcomes[i];
    return outcome?.kind === "measured" ? (2 * sizeOf(workload) ** 3) / outcome.least / 1e6 : undefined;
  };
  const at1024 = all.find(({ workload }) => sizeOf(workload) === 1024);
  const rows = all.map((measured) => [
    measured.workload.title,
    ...contestants.map((_, i) => {
      const [own, full] = [rate(measured, i), at1024 && rate(at1024, i)];
      if (own === undefined) return cell(measured.outcomes[i] as Outcome);
      return `${own.toPrecision(3)}${full === undefined ? "" : ` (${Math.round((own / full) * 100)} %)`}`;
    }),
  ]);
  const slow = contestants.flatMap(({ system, label }, i) => {
    const full = at1024 && rate(at1024, i);
    if (system !== "Hyrax" || full === undefined) return [];
    const below = all
      .filter((measured) => (rate(measured, i) ?? 0) < 0.6 * full)
      .map(({ workload }) => sizeOf(workload));
    return [`${label}: ${below.length === 0 ? "no size is below 60 %" : `**below 60 %: ${below.join(", ")}**`}`];
  });
  const rates = table(["GFLOP/s, fastest run", ...contestants.map(({ label }) => label)], rows);
  return slow.length === 0 ? rates : `${rates}\n\n${slow.join("; ")}.`;
}

const sizeOf = ({ sizes }: Workload) => ("n" in sizes ? sizes.n : Number.NaN);

/** How far the median run was from the fastest, in the middle of all measurements: near 1 where nothing else disturbed them. */
export function unrest(all: readonly Measured[]): number {
  const spreads = all.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => (outcome.kind === "measured" ? [outcome.ms / outcome.least] : [])),
  );
  return spreads.length === 0 ? 1 : median(spreads);
}

/** What failed, and what came to another result, with the reason. */
export function problems(all: readonly Measured[], contestants: readonly Contestant[]): string {
  const lines = all.flatMap(({ workload, outcomes }) =>
    outcomes.flatMap((outcome, i) => {
      const why = outcome.kind === "failed" ? `failed: ${outcome.why}` : deviationOf(outcome);
      return why === undefined ? [] : [`- ${workload.title}, ${contestants[i]?.label}: ${why.replaceAll("\n", " ")}`];
    }),
  );
  return lines.join("\n");
}
