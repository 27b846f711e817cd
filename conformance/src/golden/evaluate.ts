import { names } from "./hyrax-names.js";
import { find } from "./names.js";
import { Missing } from "./outcome.js";

/**
 * Evaluates the JavaScript of a case, an expression over the modules and functions of Hyrax and the case's own
 * variables. Throws `Missing` if it mentions a name that Hyrax does not have.
 */
export function evaluate(source: string, variables: Readonly<Record<string, unknown>> = {}): unknown {
  for (const path of mentioned(source)) {
    const [head = ""] = path.split(".");
    if (!Object.hasOwn(variables, head) && !exists(path)) throw new Missing(path.replace(/^np\b/, "numpy"));
  }
  const scope = { ...names, ...variables };
  // The sources are part of this repository, and a function body is the only way to give them their names.
  const run = new Function(...Object.keys(scope), `"use strict"; return (${source});`);
  return run(...Object.values(scope));
}

const modules = "np|lax|nn|random|tree|scipy|special|stats|linalg|signal";
const functions = Object.keys(names).filter((name) => !modules.split("|").includes(name));
const mentions = new RegExp(
  `(?<![.\\w$])(?:(?:${modules})(?:\\.[A-Za-z]\\w*)+|(?:${functions.join("|")})(?=[(.]))`,
  "g",
);

/** The dotted paths and functions of Hyrax that a source mentions. */
function mentioned(source: string): Iterable<string> {
  return new Set(source.match(mentions));
}

/** Whether a path leads somewhere. What comes after a function or a constant, as in `lax.add.name`, is not ours to judge. */
function exists(path: string): boolean {
  const parts = path.split(".");
  return parts.some((_, i) => {
    const found = find(parts.slice(0, i + 1).join("."));
    return i === parts.length - 1 ? found !== undefined : found !== undefined && typeof found !== "object";
  });
}
