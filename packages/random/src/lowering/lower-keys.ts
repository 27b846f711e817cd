import {
  type Atom,
  config,
  type Eqn,
  innerJaxprs,
  Jaxpr,
  jaxprFunction,
  Literal,
  type Array as NDArray,
  type Params,
  type Primitive,
  stage,
  Var,
  withNamedAxis,
} from "@hyrax/core";
import { callbackRules } from "./callback-rules.js";
import { comparisonRules } from "./comparison-rules.js";
import type { AnyKeyRule } from "./key-rule.js";
import { movementRules } from "./movement-rules.js";
import { isKey, physicalAval } from "./physical.js";
import { randomRules } from "./random-rules.js";

const rules: ReadonlyMap<Primitive, AnyKeyRule> = new Map([
  ...randomRules,
  ...movementRules,
  ...comparisonRules,
  ...callbackRules,
]);

const withKeys = new WeakMap<Jaxpr, boolean>();

/** Whether a value of the jaxpr, or of one within it, is a key. */
function hasKeys(jaxpr: Jaxpr): boolean {
  let found = withKeys.get(jaxpr);
  if (found === undefined) {
    found =
      jaxpr.invars.some((v) => isKey(v.aval)) ||
      jaxpr.eqns.some(({ outs, params }) => outs.some((v) => isKey(v.aval)) || innerJaxprs(params).some(hasKeys));
    withKeys.set(jaxpr, found);
  }
  return found;
}

/** Lowered jaxprs, for each layout of random bits. */
const lowered = { older: new WeakMap<Jaxpr, Jaxpr>(), newer: new WeakMap<Jaxpr, Jaxpr>() };

/**
 * Rewrites a jaxpr on random keys into one on their uint32 words, which engines can run: keys of shape `[...]` become
 * words of `[..., 2]`, operations on keys become Threefry arithmetic and data movement. A jaxpr without keys is
 * returned as it is. Throws a `TypeError` for an operation that has no meaning on keys.
 */
export function lowerKeys(jaxpr: Jaxpr): Jaxpr {
  if (!hasKeys(jaxpr)) return jaxpr;
  const known = config.values.threefryPartitionable ? lowered.newer : lowered.older;
  let result = known.get(jaxpr);
  if (result === undefined) known.set(jaxpr, (result = new Lowering().lower(jaxpr)));
  return result;
}

/** The lowering of one jaxpr. Equations that have nothing to do with keys stay the same objects. */
class Lowering {
  readonly #eqns: Eqn[] = [];
  /** What stands for a variable of the jaxpr, where it is not itself. */
  readonly #atoms = new Map<Var, Atom>();

  lower(jaxpr: Jaxpr): Jaxpr {
    const constvars = jaxpr.constvars.map((v) => this.#define(v));
    const invars = jaxpr.invars.map((v) => this.#define(v));
    for (const eqn of jaxpr.eqns) this.#lowerEqn(eqn);
    const outs = jaxpr.outs.map((atom) => this.#read(atom));
    return new Jaxpr(constvars, invars, this.#eqns, outs);
  }

  #define(v: Var): Var {
    if (!isKey(v.aval)) return v;
    const words = new Var(physicalAval(v.aval));
    this.#atoms.set(v, words);
    return words;
  }

  #read(atom: Atom): Atom {
    return atom instanceof Literal ? atom : (this.#atoms.get(atom) ?? atom);
  }

  #lowerEqn(eqn: Eqn): void {
    const { primitive, inputs, outs } = eqn;
    if (innerJaxprs(eqn.params).length > 0) {
      const params = lowerParams(primitive, eqn.params);
      this.#push({ primitive, inputs, params, outs: outs.map((v) => this.#define(v)) });
    } else if (inputs.some((atom) => isKey(atom.aval)) || outs.some((v) => isKey(v.aval))) {
      this.#expand(eqn);
    } else {
      this.#push(eqn);
    }
  }

  #push(eqn: Eqn): void {
    const inputs = eqn.inputs.map((atom) => this.#read(atom));
    this.#eqns.push(inputs.some((atom, i) => atom !== eqn.inputs[i]) ? { ...eqn, inputs } : eqn);
  }

  /** Puts what the rule of an equation does in its place. */
  #expand({ primitive, inputs, params, outs }: Eqn): void {
    const rule = rules.get(primitive);
    const types = inputs.map((atom) => atom.aval);
    if (rule === undefined) {
      throw new TypeError(
        `${primitive.name} is not defined on random keys, found ${types.join(", ")}; random.keyData(keys) gives their words`,
      );
    }
    const { jaxpr: body, consts } = stage((words) => asList(rule(words, params, types)), types.map(physicalAval));
    if (consts.length > 0) throw new Error(`lowerKeys: the rule of ${primitive.name} closes over arrays`);
    body.invars.forEach((v, i) => this.#atoms.set(v, this.#read(inputs[i] as Atom)));
    for (const eqn of body.eqns) this.#push(eqn);
    outs.forEach((v, i) => this.#atoms.set(v, this.#read(body.outs[i] as Atom)));
  }
}

function asList(result: NDArray | readonly NDArray[]): readonly NDArray[] {
  return Array.isArray(result) ? result : [result as NDArray];
}

/**
 * Params with the jaxprs among them lowered, whatever the primitive: jit, loops, branches, functions with custom rules,
 * and maps, which give a name to an axis that collectives in the jaxpr refer to.
 */
function lowerParams(primitive: Primitive, params: Params): Params {
  const run = () => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, lowerParam(value)]));
  const axis = primitive.traits.bindsAxis?.(params);
  return axis === undefined ? run() : withNamedAxis(axis.name, axis.size, run);
}

function lowerParam(value: unknown): unknown {
  if (value instanceof Jaxpr) return lowerKeys(value);
  if (Array.isArray(value)) return value.map(lowerParam);
  if (typeof value === "function" && "jaxpr" in value && value.jaxpr instanceof Jaxpr) {
    return jaxprFunction(lowerKeys(value.jaxpr));
  }
  return value;
}
