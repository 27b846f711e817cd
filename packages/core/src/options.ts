import { describe } from "./describe.js";

/**
 * Throws a `TypeError` for an option that does not exist, which would be ignored silently, and for what is no options
 * object: an axis given by position, as in Python.
 */
export function requireOptions(name: string, options: object, known: readonly string[]): void {
  if (options === null || typeof options !== "object" || Array.isArray(options)) {
    throw new TypeError(`${name}: options are an object of ${known.join(", ")}; found ${describe(options)}`);
  }
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) {
      throw new TypeError(`${name}: there is no option ${describe(option)}; options are ${known.join(", ")}`);
    }
  }
}
