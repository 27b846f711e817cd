import * as core from "@hyrax/core";
import * as gradPackage from "@hyrax/grad";
import * as jitPackage from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import * as pmapPackage from "@hyrax/pmap";
import * as random from "@hyrax/random";
import * as tree from "@hyrax/tree";
import * as vmapPackage from "@hyrax/vmap";
import { Missing } from "./outcome.js";

/** A module of Hyrax, or an object in one: names and what they stand for. A name may be absent. */
export type Namespace = Readonly<Record<string, unknown>>;

/** A function of Hyrax, called by name with whatever a case says. */
export type Callable = (...args: readonly unknown[]) => unknown;

const { config } = core as Namespace;
const { grad, valueAndGrad, jvp, vjp, linearize, jacfwd, jacrev, hessian, checkpoint, customJvp, customVjp } =
  gradPackage as Namespace;
const { vmap } = vmapPackage as Namespace;
const { jit, makeJaxpr, evalShape } = jitPackage as Namespace;
const { pmap } = pmapPackage as Namespace;

// Packages that do not exist yet, undefined like any other missing name.
const nn = undefined;
const scipy: Namespace | undefined = undefined;

/** Every name that the programs of golden files use. */
export const names: Namespace = {
  ...{ np, lax, nn, random, tree, scipy, config },
  ...{ special: scipy?.["special"], stats: scipy?.["stats"], linalg: scipy?.["linalg"], signal: scipy?.["signal"] },
  ...{ grad, valueAndGrad, jvp, vjp, linearize, jacfwd, jacrev, hessian, checkpoint, customJvp, customVjp },
  ...{ vmap, jit, makeJaxpr, evalShape, pmap },
};

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
