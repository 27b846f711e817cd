/** Thrown when a case needs a name that Hyrax does not have yet. */
export class Missing extends Error {
  constructor(readonly path: string) {
    super(`there is no ${path}`);
  }
}

/** Thrown when a case got something else than JAX's answer. */
export class Mismatch extends Error {}

/** What one case gave under one variant. */
export type Outcome =
  | { readonly status: "passed" }
  | { readonly status: "missing"; readonly path: string }
  | { readonly status: "failed"; readonly detail: string };

/** The outcome that a thrown error means. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof Missing) return { status: "missing", path: error.path };
  if (error instanceof Mismatch) return { status: "failed", detail: error.message };
  const [line] = String(error instanceof Error ? `${error.name}: ${error.message}` : error).split("\n");
  return { status: "failed", detail: `threw ${line}` };
}
