import type { KnownGap } from "./known-gaps.js";
import type { Check } from "./run-check.js";

/** Why a check is listed as a known gap; undefined if it is not. */
export function gapOf({ id, variant }: Pick<Check, "id" | "variant">, gaps: readonly KnownGap[]): string | undefined {
  return gaps.find(({ checks }) => Object.hasOwn(checks, id) && checks[id]?.includes(variant))?.reason;
}

/**
 * What is wrong with the outcomes, a line for each: a check that failed and is not a known gap, and a known gap that has
 * closed, so that the list of gaps can only shrink. What Hyrax lacks altogether is not wrong, nor is a soft case.
 */
export function complaints(checks: readonly Check[], gaps: readonly KnownGap[]): readonly string[] {
  return checks.flatMap((check) => {
    const { id, variant, soft, outcome } = check;
    const gap = gapOf(check, gaps);
    if (outcome.status === "failed") return gap !== undefined || soft ? [] : [`${id} (${variant}): ${outcome.detail}`];
    if (gap === undefined) return [];
    return [
      `${id} (${variant}): listed in known-gaps.ts (${gap}), but it ${closed[outcome.status]}; take it off the list`,
    ];
  });
}

const closed = { passed: "passes", missing: "uses a name that does not exist" } as const;
