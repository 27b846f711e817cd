import { config } from "@hyrax/core";
import { type IsOwnFile, ownFiles } from "./own-files.js";
import { userLine, userStack } from "./user-stack.js";

/** V8 keeps as many calls of a stack as this says when an error is made; other hosts have no such property. */
const limits: ErrorConstructor & { stackTraceLimit?: number } = Error;
/** Where the intrinsic objects are frozen, the limit stays as it is. */
const canRaise = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit")?.writable === true;

/** Enough for some transformations within each other, each of which has some dozens of calls of its own. */
const deep = 400;
const v8Limit = 10;

const isOwn: IsOwnFile | undefined = ownFiles(import.meta.url);

/** Errors that have passed a boundary already. */
const seen = new WeakSet<object>();
/** How many lines the user wants to see: the limit outside of all boundaries. */
let wanted = v8Limit;
let depth = 0;

/**
 * Runs a traced function with stacks that reach to the user's line, however deep the library is in between, and leaves
 * the library's own lines out of the stack of an error that it throws. The error itself stays the same object.
 */
export function atBoundary<T>(run: () => T): T {
  if (isOwn === undefined || !config.values.tracebackFiltering) return run();
  const { stackTraceLimit: before = v8Limit } = limits;
  if (depth === 0) wanted = before;
  setLimit(Math.max(before, deep));
  depth++;
  try {
    return run();
  } catch (error) {
    if (error instanceof Error) showUser(error, isOwn);
    throw error;
  } finally {
    depth--;
    setLimit(before);
  }
}

function setLimit(limit: number): void {
  if (canRaise) limits.stackTraceLimit = limit;
}

function showUser(error: Error, own: IsOwnFile): void {
  if (seen.has(error)) return;
  seen.add(error);
  const { stack } = error;
  if (typeof stack !== "string" || !Object.isExtensible(error)) return;
  const filtered = userStack(stack, own, wanted);
  if (filtered === undefined || filtered === stack) return;
  // Not enumerable: it would be printed with the error.
  Object.defineProperty(error, "unfilteredStack", { value: stack, configurable: true });
  Object.defineProperty(error, "stack", { value: filtered, configurable: true, writable: true });
}

/** Where the user's program is now. */
export function here(): string {
  const { stackTraceLimit: before = v8Limit } = limits;
  setLimit(deep);
  const { stack = "" } = new Error();
  setLimit(before);
  return isOwn === undefined ? `at\n${stack}` : userLine(stack, isOwn);
}
