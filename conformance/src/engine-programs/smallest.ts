import {
  type Atom,
  type Eqn,
  type HostStorage,
  Jaxpr,
  Literal,
  type TypedArray,
  TypedArrayStorage,
  type Var,
} from "@hyrax/core";
import { CpuDevice, ReferenceEngine } from "@hyrax/cpu";

/** A program and the elements of its inputs. */
export interface Example {
  readonly jaxpr: Jaxpr;
  readonly inputs: readonly TypedArray[];
}

/** The part of a program that still fails, with fewer results, and inputs in the place of what is computed before. */
export function smallest(example: Example, fails: (example: Example) => boolean): Example {
  let best = example;
  const accept = (candidate: Example): boolean => {
    if (!fails(candidate)) return false;
    best = candidate;
    return true;
  };
  for (const out of example.jaxpr.outs) if (accept(pruned(example.jaxpr, example.inputs, [out], new Map()))) break;
  for (const eqn of example.jaxpr.eqns) {
    const { jaxpr, inputs } = best;
    if (!jaxpr.eqns.includes(eqn)) continue;
    accept(pruned(jaxpr, inputs, jaxpr.outs, valuesOf(eqn, best)));
  }
  return best;
}

/** What an equation gives. */
function valuesOf(eqn: Eqn, { jaxpr, inputs }: Example): ReadonlyMap<Var, TypedArray> {
  const part = new Jaxpr([], jaxpr.invars, jaxpr.eqns, eqn.outs);
  const results = new ReferenceEngine()
    .compile(part, { device: new CpuDevice(0) })
    .run(inputs.map((data) => new TypedArrayStorage(data)));
  return new Map(eqn.outs.map((v, i) => [v, (results[i] as HostStorage).data])); // Of the cpu device.
}

/** The program with some variables as inputs, without what its results do not need. */
function pruned(
  jaxpr: Jaxpr,
  inputs: readonly TypedArray[],
  outs: readonly Atom[],
  given: ReadonlyMap<Var, TypedArray>,
): Example {
  const needed = new Set<Atom>(outs);
  const eqns: Eqn[] = [];
  for (const eqn of [...jaxpr.eqns].reverse()) {
    if (!eqn.outs.some((v) => needed.has(v) && !given.has(v))) continue;
    eqns.unshift(eqn);
    for (const atom of eqn.inputs) if (!(atom instanceof Literal)) needed.add(atom);
  }
  const values = new Map<Var, TypedArray>([...jaxpr.invars.map((v, i) => [v, inputs[i]!] as const), ...given]);
  const bound = new Set(eqns.flatMap((eqn) => eqn.outs));
  const invars = [...values.keys()].filter((v) => needed.has(v) && !bound.has(v));
  return { jaxpr: new Jaxpr([], invars, eqns, outs), inputs: invars.map((v) => values.get(v)!) };
}
