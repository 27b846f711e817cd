import { type Namespace, names } from "./hyrax-names.js";
import { Missing } from "./outcome.js";

/** A function of Hyrax, called by name with whatever a case says. */
export type Callable = (...args: readonly unknown[]) => unknown;

/** What a dotted path leads to (`numpy.linalg.qr`), or undefined. */
export function find(path: string): unknown {
  const [head = "", ...fields] = path.split(".");
  return fields.reduce(field, names[head === "numpy" ? "np" : head]);
}

/** What a dotted path leads to; throws `Missing` if nothing is there. */
export function lookup(path: string): unknown {
  const found = find(path);
  if (found === undefined) throw new Missing(path);
  return found;
}

/** The function that a dotted path leads to; throws `Missing` if nothing is there. */
export function lookupFunction(path: string): Callable {
  return asFunction(lookup(path), path);
}

/** A value as a function. */
export function asFunction(value: unknown, path = "a result"): Callable {
  if (typeof value !== "function") throw new TypeError(`${path} is not a function but ${typeof value}`);
  // A case calls functions as a user without types would: whatever is wrong shows in the outcome.
  return value as Callable;
}

/** The method `name` of a value, bound to it; throws `Missing` if the value has none. */
export function method(value: unknown, name: string): Callable {
  const found = field(value, name);
  if (typeof found !== "function") throw new Missing(`array.${name}`);
  return found.bind(value);
}

/** A field of anything, or undefined. */
export function field(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return undefined;
  // Every other value has fields, if only inherited ones.
  return (value as Namespace)[name];
}
