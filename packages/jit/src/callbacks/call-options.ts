import { requireOptions } from "@hyrax/core";

/** Options behind arguments: the arguments, and the options, of which each is named in `known`. */
export interface CallArguments {
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Tells options from arguments, of which a call may have any number. The last of them is the options object if it is a
 * plain object that is empty or has the name of an option among its keys; then all its keys must be options. A pytree
 * with such a key is passed before an options object, which may be empty.
 */
export function splitOptions(name: string, rest: readonly unknown[], known: readonly string[]): CallArguments {
  const last = rest.at(-1);
  if (!isOptions(last, known)) return { args: rest, options: {} };
  requireOptions(name, last, known);
  return { args: rest.slice(0, -1), options: last };
}

function isOptions(value: unknown, known: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const keys = Object.keys(value);
  return keys.length === 0 || keys.some((key) => known.includes(key));
}

/** The option `ordered`, false if it is not given. */
export function orderedOption(name: string, { ordered = false }: CallArguments["options"]): boolean {
  if (typeof ordered === "boolean") return ordered;
  throw new TypeError(
    `${name}: the option ordered must be a boolean, found ${String(ordered)}; ` +
      "a pytree with the key ordered can be passed before an options object {}",
  );
}
