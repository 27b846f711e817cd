import type { Tally } from "./tally.js";

/** The tallies as a table with a row for each and one for their sum. */
export function table(tallies: readonly Tally[]): string {
  const columns = ["passed", "known gaps", "failed", "missing", "soft failed"] as const;
  const sums = columns.map((column) => tallies.reduce((sum, tally) => sum + tally[column], 0));
  const rows = [
    ["goldens", ...columns],
    ...tallies.map((tally) => [tally.module, ...columns.map((column) => tally[column])]),
    ["all", ...sums],
  ].map((row) => row.map(String));
  const widths = rows.reduce<number[]>((max, row) => row.map((cell, i) => Math.max(max[i] ?? 0, cell.length)), []);
  return rows
    .map(([name = "", ...cells]) => [
      name.padEnd(widths[0] ?? 0),
      ...cells.map((cell, i) => cell.padStart(widths[i + 1] ?? 0)),
    ])
    .map((row) => row.join("  "))
    .join("\n");
}
