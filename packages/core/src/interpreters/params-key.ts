import { Complex } from "../array/complex.js";
import { memo } from "../memo.js";

const identities = new WeakMap<object, string>();
let count = 0;

/** A text that is equal for params with equal contents: jaxprs, functions and class instances count by identity. */
export function paramsKey(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return identity(value);
  if (typeof value !== "object" || value === null || value instanceof Complex)
    return Object.is(value, -0) ? "-0" : `${value}${typeof value}`;
  if (Array.isArray(value)) return `[${value.map(paramsKey)}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return identity(value);
  let key = "{";
  // The order of keys is that of the literal at the call: another order is only another entry of the cache.
  for (const name in value) key += `${name}:${paramsKey((value as Readonly<Record<string, unknown>>)[name])},`;
  return `${key}}`;
}

function identity(value: object): string {
  return memo(identities, value, () => `#${count++}`);
}
