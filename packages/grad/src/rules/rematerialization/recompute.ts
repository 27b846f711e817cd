import {
  bind,
  type CheckpointPolicy,
  type Eqn,
  Jaxpr,
  type JitParams,
  jit,
  Literal,
  literalArray,
  type Array as NDArray,
  stage,
  type Var,
} from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, maskKey } from "../../interpreters/derived.js";
import { pruned } from "../../interpreters/partial-eval.js";
import { partialEvalJaxpr } from "../../interpreters/partial-eval-jaxpr.js";
import type { DerivativeRules } from "../../interpreters/rule-kinds.js";
import { count, except, only } from "../control-flow/masks.js";

/** A checkpointed jaxpr, divided into a first run, which keeps only what the policy says, and a later one. */
export interface Recomputation {
  /** `[...consts, ...known inputs] → [...known outs, ...saved]`. */
  readonly first: DerivedJaxpr;
  /** From inputs and saved values, those that it reads, to the unknown outs: computes the rest again. */
  readonly later: Jaxpr;
  readonly outUnknown: readonly boolean[];
  /** Which of `[...inputs, ...saved]` the later run reads. */
  readonly reads: readonly boolean[];
}

const cache = new DerivedCache<Recomputation>((made) => made.first.consts);
const policyIds = new WeakMap<CheckpointPolicy, number>();
let nextPolicyId = 0;

function policyKey(policy: CheckpointPolicy | null): string {
  if (policy === null) return "";
  let id = policyIds.get(policy);
  if (id === undefined) policyIds.set(policy, (id = nextPolicyId++));
  return String(id);
}

export function divideForRecomputation(
  jaxpr: Jaxpr,
  unknown: readonly boolean[],
  policy: CheckpointPolicy | null,
  rules: DerivativeRules,
): Recomputation {
  return cache.get(rules, jaxpr, `${maskKey(unknown)}:${policyKey(policy)}`, () => {
    const { invars, eqns, outs } = policy === null ? jaxpr : withoutCalls(jaxpr);
    const savedEqns = policy === null ? [] : savedEquations(new Jaxpr([], invars, eqns, outs), unknown, policy);
    const saved = savedEqns.flatMap((eqn) => eqn.outs);
    const split = partialEvalJaxpr(new Jaxpr([], invars, eqns, [...outs, ...saved]), unknown, [], rules);
    const outUnknown = split.outUnknown.slice(0, outs.length);
    const inputs = [...invars, ...saved];
    const given = new Set(savedEqns);
    const rest = eqns.filter((eqn) => !given.has(eqn));
    const later = pruned(new Jaxpr([], inputs, rest, [...only(outs, outUnknown), ...inputs]), count(outUnknown));
    const read = new Set([...later.eqns.flatMap((eqn) => eqn.inputs), ...later.outs]);
    const reads = inputs.map((v) => read.has(v));
    return {
      first: {
        jaxpr: pruned(split.known.jaxpr, except(outs, outUnknown).length + saved.length),
        consts: split.known.consts,
      },
      later: new Jaxpr([], only(inputs, reads), later.eqns, later.outs),
      outUnknown,
      reads,
    };
  });
}

/** The operations on known values whose results the policy keeps. */
function savedEquations(jaxpr: Jaxpr, unknown: readonly boolean[], policy: CheckpointPolicy): readonly Eqn[] {
  const known = new Set(except(jaxpr.invars, unknown));
  return jaxpr.eqns.filter(({ primitive, inputs, params, outs }) => {
    if (!inputs.every((atom) => atom instanceof Literal || known.has(atom))) return false;
    for (const v of outs) known.add(v);
    return policy(primitive, params);
  });
}

/** The same program with the jitted calls written out, so that a policy sees the operations in them. */
function withoutCalls(jaxpr: Jaxpr): Jaxpr {
  return stage((inputs) => evalWithoutCalls(jaxpr, inputs), jaxpr.inAvals).jaxpr;
}

function evalWithoutCalls(jaxpr: Jaxpr, inputs: readonly NDArray[]): readonly NDArray[] {
  const env = new Map<Var, NDArray>(jaxpr.invars.map((v, i) => [v, inputs[i] as NDArray]));
  const read = (atom: Var | Literal) => (atom instanceof Literal ? literalArray(atom) : (env.get(atom) as NDArray));
  for (const { primitive, params, inputs: atoms, outs } of jaxpr.eqns) {
    const args = atoms.map(read);
    const results =
      primitive === jit ? evalWithoutCalls((params as JitParams).jaxpr, args) : bind(primitive, args, params);
    outs.forEach((v, i) => env.set(v, results[i] as NDArray));
  }
  return jaxpr.outs.map(read);
}
