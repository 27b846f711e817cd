/** A value that was found where another kind was wanted, for error texts. */
export function describe(value: unknown): string {
  if (typeof value === "function") return `the function ${value.name || "(anonymous)"}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "plain object"}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
