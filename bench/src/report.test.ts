import { describe, expect, test } from "vitest";
import type { Contestant } from "./contestants.js";
import { problems, sweepTable, unrest, workloadTable } from "./report.js";
import type { Outcome } from "./rounds.js";
import type { Workload } from "./workloads/workload.js";

const contestant = (system: string, label: string, relaxedSimd: boolean): Contestant => ({
  system,
  label,
  relaxedSimd,
  command: ["none"],
});
const contestants = [
  contestant("Hyrax", "Hyrax, Node 24", true),
  contestant("Hyrax", "Hyrax, Node 20", false),
  contestant("JAX", "JAX", true),
];
const took = (ms: number): Outcome => ({ kind: "measured", ms, least: ms, read: ms });
const product: Workload<"matmul"> = {
  name: "product",
  title: "product",
  work: "matmul",
  sizes: { n: 100 },
  bar: { times: 1.5, of: "JAX" },
  check: { tolerance: 1e-4 },
};
const row = (workload: Workload, ...outcomes: Outcome[]) =>
  workloadTable([{ workload, outcomes }], contestants).split("\n").at(-1);

describe("the table of work", () => {
  test("says of what is within its bar on every Node that it is met", () => {
    expect(row(product, took(15), took(12), took(10))).toBe(
      "| product | 15.0 | 12.0 | 10.0 | ≤ 1.5 × JAX | 1.00 / 0.80 | met |",
    );
  });

  test("says of what is not that it is short", () => {
    expect(row(product, took(15), took(16), took(10))).toContain("| 1.00 / 1.07 | **short** |");
  });

  test("allows products 1.6 times as long on a Node without relaxed SIMD", () => {
    const bound = { ...product, boundByProducts: true };
    expect(row(bound, took(15), took(24), took(10))).toContain("| 1.00 / 1.00 | met |");
    expect(row(bound, took(16), took(24), took(10))).toContain("| 1.07 / 1.00 | **short** |");
  });

  test("leaves the verdict open where the peer of the bar was not measured", () => {
    expect(row(product, took(15), took(16), { kind: "lacking" })).toContain("| – | ≤ 1.5 × JAX | – / – |  |");
  });

  test("says that work fails which throws, or has another result, and the reason", () => {
    const failed: Outcome = { kind: "failed", why: "out of\nmemory" };
    const other: Outcome = { kind: "measured", ms: 1, least: 1, read: 1, deviation: "sum 1 instead of 2 of JAX" };
    expect(row(product, failed, took(1), took(10))).toContain("**fails**");
    expect(row(product, other, took(1), took(10))).toContain("| 1.00 (differs) |");
    expect(row(product, other, took(1), took(10))).toContain("**fails**");
    expect(problems([{ workload: product, outcomes: [failed, other, took(1)] }], contestants)).toBe(
      "- product, Hyrax, Node 24: failed: out of memory\n- product, Hyrax, Node 20: sum 1 instead of 2 of JAX",
    );
  });
});

test("the table of sizes names those whose rate is below 60 % of that at 1024", () => {
  const of = (n: number, ms: number) => ({
    workload: { ...product, title: `${n}`, sizes: { n } },
    outcomes: [took(ms), took(2 * ms), took(ms)],
  });
  // 2 · 1024³ operations in 20 ms are 107 GFLOP/s; 2 · 512³ in 5 ms are 53.7.
  const table = sweepTable([of(512, 5), of(1024, 20), of(2048, 160)], contestants);
  expect(table).toContain("| 512 | 53.7 (50 %) | 26.8 (50 %) | 53.7 (50 %) |");
  expect(table).toContain("| 1024 | 107 (100 %) |");
  expect(table).toContain("Hyrax, Node 24: **below 60 %: 512**; Hyrax, Node 20: **below 60 %: 512**.");
});

test("the unrest is the middle ratio of median to fastest run, of what was measured", () => {
  const spread = (ms: number): Outcome => ({ kind: "measured", ms, least: 2, read: ms });
  const outcomes: Outcome[] = [spread(2), spread(3), spread(10), { kind: "lacking" }];
  expect(unrest([{ workload: product, outcomes }])).toBe(1.5);
  expect(unrest([])).toBe(1);
});
