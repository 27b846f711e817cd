import { Jaxpr } from "../jaxpr/jaxpr.js";

const functionIds = new WeakMap<object, number>();
let nextFunctionId = 0;

/** A text that is equal for params with equal contents: jaxprs and functions count by identity. */
export function paramsKey(params: unknown): string {
  switch (typeof params) {
    case "number":
      return Object.is(params, -0) ? "-0" : String(params);
    case "string":
      return JSON.stringify(params);
    case "object":
      return params === null ? "null" : objectKey(params);
    case "function":
      return `f${identity(params)}`;
    case "bigint":
      return `${params}n`;
    default:
      return String(params);
  }
}

function objectKey(value: object): string {
  if (Array.isArray(value)) {
    let key = "[";
    for (const item of value) key += `${paramsKey(item)},`;
    return `${key}]`;
  }
  if (value instanceof Jaxpr) return `j${value.id}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `o${identity(value)}`;
  let key = "{";
  // The order of keys is that of the literal at the call: another order is only another entry of the cache.
  for (const name in value) key += `${name}:${paramsKey((value as Readonly<Record<string, unknown>>)[name])},`;
  return `${key}}`;
}

function identity(value: object): number {
  let id = functionIds.get(value);
  if (id === undefined) {
    id = nextFunctionId++;
    functionIds.set(value, id);
  }
  return id;
}
