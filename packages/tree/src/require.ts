import { PyTreeDef } from "@hyrax/core";

/** Throws a `TypeError` unless a function was given. */
export function requireFunction(name: string, f: unknown): void {
  if (typeof f === "function") return;
  throw new TypeError(`${name}: takes a function, found ${describe(f)}`);
}

/** Throws a `TypeError` unless a structure was given. */
export function requireTreedef(what: string, treedef: unknown): void {
  if (treedef instanceof PyTreeDef) return;
  throw new TypeError(`${what} must be a structure, as tree.structure gives it, found ${describe(treedef)}`);
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : `an object ${value.constructor?.name ?? ""}`.trim();
}
