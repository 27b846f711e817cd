import { requireOptions } from "@hyrax/core";
import { debugCallback } from "@hyrax/core/library";
import { orderedOption, splitOptions } from "./call-options.js";
import { formatFields, parseFormat } from "./format-text.js";
import { callForEffect, requireFunction } from "./host-function.js";

export interface DebugOptions {
  /** Whether calls must come in the order of the program. They always do here; it is kept for programs of JAX's. */
  readonly ordered?: boolean;
}

/**
 * Calls a function of the host with values of a program that may be compiled or transformed, to look at them. It changes
 * the program as little as possible: it shows what transformations make of it. Under `vmap` the function is called for
 * each element, under `grad` with the values themselves, in a checkpointed function again where that is run again.
 *
 * The arguments are pytrees; arrays in them arrive with their values, everything else as it is. Options come behind
 * them: a last argument that is a plain object, and empty or with the key `ordered`, is the options.
 *
 * @example
 * jit((x: Array) => {
 *   debug.callback((value: Array) => losses.push(value.item()), x);
 *   return x.mul(2);
 * });
 */
export function callback(f: (...args: never[]) => unknown, ...args: readonly unknown[]): void {
  const name = "debug.callback";
  requireFunction(name, f);
  const split = splitOptions(name, args, ["ordered"]);
  bindCall(f, split.args, orderedOption(name, split.options));
}

/**
 * Prints values of a program that may be compiled or transformed, with `console.log`.
 *
 * The format is that of Python's `str.format`, as in JAX: `{}` takes the next argument, `{0}` one by its place, `{loss}`
 * a field of the object that follows the arguments; `{{` and `}}` are braces. Behind a colon a scalar can have
 * `[[fill]align][sign][0][width][,][.precision][type]`, with the types `d`, `f`, `e`, `g`, `%`, `x`, `o`, `b` and `s`;
 * `!r` prints as `console.log` would, with the dtype.
 *
 * Behind what the format needs, an options object may follow.
 *
 * @throws TypeError for a format that cannot be read, and for arguments that it does not need or that are not there
 *
 * @example
 * jit((x: Array) => {
 *   debug.print("x = {}, loss = {loss:.3f}", x, { loss: np.sum(x) });
 *   return x;
 * });
 */
export function print(format: string, ...args: readonly unknown[]): void {
  const name = "debug.print";
  if (typeof format !== "string") {
    throw new TypeError(
      `${name}: takes a format as its first argument, found ${format === null ? "null" : typeof format}`,
    );
  }
  const parsed = parseFormat(name, format);
  const { numPositional, names } = parsed;
  const needed = numPositional + (names.length > 0 ? 1 : 0);
  const [options = {}, ...others] = args.slice(needed);
  if (args.length < needed || others.length > 0 || typeof options !== "object" || options === null) {
    throw new TypeError(
      `${name}: ${JSON.stringify(format)} takes ${count(numPositional)}${names.length > 0 ? ` and an object with ${names.join(", ")}` : ""}, ` +
        `found ${args.length}; values are formatted when the program runs, so pass them apart from the format`,
    );
  }
  requireOptions(name, options, ["ordered"]);
  const values = args.slice(0, needed);
  bindCall(
    (...all: readonly unknown[]) => console.log(formatFields(name, parsed, all)),
    fieldArguments(name, parsed.names, values, numPositional),
    orderedOption(name, options as Readonly<Record<string, unknown>>),
  );
}

const count = (n: number) => `${n} ${n === 1 ? "argument" : "arguments"}`;

/** The positional arguments, then the named ones in the order of the names. */
function fieldArguments(
  name: string,
  names: readonly string[],
  values: readonly unknown[],
  numPositional: number,
): readonly unknown[] {
  const positional = values.slice(0, numPositional);
  if (names.length === 0) return positional;
  const object = values[numPositional];
  const isObject = typeof object === "object" && object !== null && Object.getPrototypeOf(object) === Object.prototype;
  const keys = isObject ? Object.keys(object) : [];
  const missing = names.filter((field) => !keys.includes(field));
  const unused = keys.filter((key) => !names.includes(key));
  if (!isObject || missing.length > 0 || unused.length > 0) {
    throw new TypeError(
      `${name}: the format takes an object with ${names.join(", ")} behind its other arguments, ` +
        `found ${isObject ? `one with ${keys.join(", ") || "nothing"}` : String(object)}`,
    );
  }
  return [...positional, ...names.map((field) => (object as Readonly<Record<string, unknown>>)[field])];
}

function bindCall(f: (...args: never[]) => unknown, args: readonly unknown[], ordered: boolean): void {
  const { inputs, callback: hostFunction } = callForEffect(f, args);
  debugCallback(inputs, { callback: hostFunction, resultAvals: [], ordered });
}
