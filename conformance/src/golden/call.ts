import { decode, decodeFields } from "./decode.js";
import { evaluate } from "./evaluate.js";
import type { Case } from "./golden-file.js";
import { asFunction, type Callable, lookup, lookupFunction, method } from "./names.js";

/** The function of a case: of its decoded positional arguments, with its options filled in. */
export function functionOf({ fn, js, opts }: Case): Callable {
  if (fn === undefined) return asFunction(evaluate(js ?? ""));
  const options = opts === undefined ? [] : [decode(opts)];
  if (fn === "array.get") return (x, index) => method(x, "get")(...items(index), ...options);
  if (fn === "array.at") {
    return (x, index, operation, ...values) =>
      method(method(x, "at")(...items(index)), String(operation))(...values, ...options);
  }
  const f = lookupFunction(fn);
  return (...args) => f(...args, ...options);
}

/** What a case gives when it is run as it stands: a constant, a call, or a program's value. */
export function valueOf(c: Case): unknown {
  if (c.const && c.fn !== undefined) return lookup(c.fn);
  if (c.args !== undefined) return functionOf(c)(...c.args.map(decode));
  return evaluate(c.js ?? "", decodeFields(c.vars ?? {}));
}

function items(index: unknown): readonly unknown[] {
  if (!Array.isArray(index)) throw new TypeError(`an index is a list of items, found ${typeof index}`);
  return index;
}
