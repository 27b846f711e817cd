import {
  type Atom,
  type CheckpointParams,
  checkpoint,
  checkpointName,
  convertElementType,
  copy,
  customJvpCall,
  customLinearSolve,
  customVjpCall,
  customVmapCall,
  type Eqn,
  type FlatFunction,
  functionJaxpr,
  Jaxpr,
  type JitParams,
  jit,
  type LinearSolveParams,
  Literal,
  type Primitive,
  paramsKey,
  stopGradient,
  Var,
} from "@hyrax/core";

/** The same program without calls, copies, repeated equations, and equations that nobody reads. */
export function simplify(jaxpr: Jaxpr): Jaxpr {
  const env = new Map<Var, Atom>();
  const eqns = inlineCalls(jaxpr, env);
  const shared = shareEqual(eqns, env);
  const outs = jaxpr.outs.map((atom) => resolve(atom, env));
  return new Jaxpr(jaxpr.constvars, jaxpr.invars, dropUnread(shared, outs), outs);
}

function resolve(atom: Atom, env: ReadonlyMap<Var, Atom>): Atom {
  let found = atom;
  while (found instanceof Var) {
    const next = env.get(found);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

const customCalls: ReadonlySet<Primitive> = new Set<Primitive>([customJvpCall, customVjpCall, customVmapCall]);

interface Call {
  readonly jaxpr: Jaxpr;
  readonly inputs: readonly Atom[];
}

/** The jaxpr that an equation calls once, and what with, if that is all it does. */
function calledJaxpr({ primitive, params, inputs }: Eqn): Call | undefined {
  if (primitive === jit) return { jaxpr: (params as JitParams).jaxpr, inputs };
  // In a derivative it computes again what is not to be kept: there it stays apart, lest both computations become one.
  if (primitive === checkpoint) {
    const { jaxpr, differentiated } = params as CheckpointParams;
    return differentiated ? undefined : { jaxpr, inputs };
  }
  if (customCalls.has(primitive)) {
    return { jaxpr: functionJaxpr((params as { readonly call: FlatFunction }).call, primitive.name), inputs };
  }
  if (primitive === customLinearSolve) return calledSolve(params as LinearSolveParams, inputs);
  return undefined;
}

/** A linear system is solved by the user's function, on its own constants and the right-hand sides. */
function calledSolve({ solve, constLengths }: LinearSolveParams, inputs: readonly Atom[]): Call {
  const start = constLengths.matvec + constLengths.vecmat;
  const end = start + constLengths.solve;
  return { jaxpr: solve, inputs: [...inputs.slice(start, end), ...inputs.slice(end + constLengths.transposeSolve)] };
}

/** The input that an equation hands through unchanged. */
function passedThrough({ primitive, inputs, outs }: Eqn): Atom | undefined {
  const isIdentity =
    primitive === stopGradient ||
    primitive === copy ||
    primitive === checkpointName ||
    (primitive === convertElementType && inputs[0]?.aval.dtype === outs[0]?.aval.dtype);
  return isIdentity ? inputs[0] : undefined;
}

/** The equations with those of called jaxprs in place of the calls; `env` gets what stands for a result of a call. */
function inlineCalls(jaxpr: Jaxpr, env: Map<Var, Atom>): Eqn[] {
  return jaxpr.eqns.flatMap((eqn) => {
    const inputs = eqn.inputs.map((atom) => resolve(atom, env));
    const called = calledJaxpr({ ...eqn, inputs });
    if (called !== undefined) {
      // A jaxpr may be called twice: each call gets variables of its own.
      const copy_ = renamed(called.jaxpr, called.inputs);
      const inner = inlineCalls(copy_, env);
      eqn.outs.forEach((v, i) => env.set(v, resolve(copy_.outs[i] as Atom, env)));
      return inner;
    }
    const same = passedThrough({ ...eqn, inputs });
    if (same !== undefined) {
      env.set(eqn.outs[0] as Var, same);
      return [];
    }
    return [{ ...eqn, inputs }];
  });
}

/** A jaxpr on given inputs, with new variables for what it computes. */
function renamed(jaxpr: Jaxpr, inputs: readonly Atom[]): Jaxpr {
  const names = new Map<Var, Atom>(jaxpr.invars.map((v, i) => [v, inputs[i] as Atom]));
  const eqns = jaxpr.eqns.map((eqn) => {
    const renamedInputs = eqn.inputs.map((atom) => resolve(atom, names));
    const outs = eqn.outs.map((v) => {
      const fresh = new Var(v.aval);
      names.set(v, fresh);
      return fresh;
    });
    return { ...eqn, inputs: renamedInputs, outs };
  });
  return new Jaxpr(
    [],
    [],
    eqns,
    jaxpr.outs.map((atom) => resolve(atom, names)),
  );
}

/** Of equations that compute the same, only the first. */
function shareEqual(eqns: readonly Eqn[], env: Map<Var, Atom>): readonly Eqn[] {
  const ids = new Map<Var, number>();
  const idOf = (v: Var) => {
    if (!ids.has(v)) ids.set(v, ids.size);
    return ids.get(v);
  };
  const known = new Map<string, Eqn>();
  return eqns.flatMap((eqn) => {
    const inputs = eqn.inputs.map((atom) => resolve(atom, env));
    if (eqn.primitive.traits.effect?.(eqn.params)) return [{ ...eqn, inputs }];
    const operands = inputs.map((atom) =>
      atom instanceof Literal ? `${paramsKey(atom.value)}:${atom.aval.id}` : `v${idOf(atom)}`,
    );
    const key = `${eqn.primitive.name}(${operands.join()})${paramsKey(eqn.params)}`;
    const first = known.get(key);
    if (first === undefined) {
      const kept = { ...eqn, inputs };
      known.set(key, kept);
      return [kept];
    }
    eqn.outs.forEach((v, i) => env.set(v, first.outs[i] as Var));
    return [];
  });
}

function dropUnread(eqns: readonly Eqn[], outs: readonly Atom[]): readonly Eqn[] {
  const read = new Set<Atom>(outs);
  const kept: Eqn[] = [];
  for (let i = eqns.length - 1; i >= 0; i--) {
    const eqn = eqns[i] as Eqn;
    if (!eqn.outs.some((v) => read.has(v)) && !eqn.primitive.traits.effect?.(eqn.params)) continue;
    for (const atom of eqn.inputs) read.add(atom);
    kept.push(eqn);
  }
  return kept.reverse();
}
