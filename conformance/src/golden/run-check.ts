import type { Case, Variant } from "./golden-file.js";
import { field, lookup, method } from "./names.js";
import { type Outcome, outcomeOf } from "./outcome.js";
import { runVariant } from "./run-variant.js";

/** One case under one variant, and what came of it. */
export interface Check {
  readonly id: string;
  readonly variant: Variant;
  readonly soft: boolean;
  readonly outcome: Outcome;
}

/** Runs a case under a variant, with its options set before and back afterwards. */
export async function runCheck(c: Case, variant: Variant): Promise<Check> {
  return { id: c.id, variant, soft: c.soft === true, outcome: await outcome(c, variant) };
}

async function outcome(c: Case, variant: Variant): Promise<Outcome> {
  const restore: (() => void)[] = [];
  try {
    for (const [name, value] of Object.entries(c.config ?? {})) restore.push(setOption(name, value));
    await runVariant(c, variant);
    return { status: "passed" };
  } catch (error) {
    return outcomeOf(error);
  } finally {
    for (const undo of restore) undo();
  }
}

function setOption(name: string, value: unknown): () => void {
  const config = lookup("config");
  const before = field(field(config, "values"), name);
  const update = method(config, "update");
  update(name, value);
  return () => update(name, before);
}
