import {
  type Atom,
  bind,
  type CheckpointParams,
  type CondParams,
  checkpoint,
  cond,
  type Eqn,
  evalJaxpr,
  hoistConsts,
  type Jaxpr,
  Literal,
  le,
  literalArray,
  type Array as NDArray,
  type Params,
  type Primitive,
  type SplitParams,
  selectN,
  slice,
  split,
  stage,
  type Var,
} from "@hyrax/core";
import { simplify } from "@hyrax/jit";

type Decomposition = (inputs: readonly NDArray[], params: Params) => readonly NDArray[];

/** More cases than this become a chain of choices between two, so that no kernel has to read them all. */
const mostCases = 4;

/** Every branch is computed, and the results are chosen from: the device need not be asked which one it is. */
const condAsSelect: Decomposition = ([index, ...operands], params) => {
  const { branches } = params as CondParams;
  const results = branches.map((branch) => evalJaxpr(branch, [], operands));
  if (results.length === 1) return results[0] as readonly NDArray[];
  return (results[0] as readonly NDArray[]).map((_, i) =>
    selectN([index as NDArray, ...results.map((result) => result[i] as NDArray)]),
  );
};

const selectInPairs: Decomposition = ([which, ...cases]) => {
  const last = cases.pop() as NDArray;
  return [cases.reduceRight((rest, x, k) => selectN([le(which as NDArray, k), rest, x]), last)];
};

const splitAsSlices: Decomposition = ([x], params) => {
  const { sizes, axis } = params as SplitParams;
  const { shape } = x as NDArray;
  let start = 0;
  return sizes.map((size) => {
    const startIndices = shape.map((_, i) => (i === axis ? start : 0));
    start += size;
    const limitIndices = shape.map((n, i) => (i === axis ? start : n));
    return slice(x as NDArray, { startIndices, limitIndices, strides: null });
  });
};

const inline: Decomposition = (inputs, params) => evalJaxpr((params as CheckpointParams).jaxpr, [], inputs);

const decompositions: ReadonlyMap<Primitive, Decomposition> = new Map<Primitive, Decomposition>([
  [cond, condAsSelect],
  [selectN, selectInPairs],
  [split, splitAsSlices],
  [checkpoint, inline],
]);

function decompositionOf({ primitive, inputs }: Eqn): Decomposition | undefined {
  if (primitive === selectN && inputs.length - 1 <= mostCases) return undefined;
  return decompositions.get(primitive);
}

/** The same program, simplified, with what has no kernel of its own in terms of what has. */
export function decompose(jaxpr: Jaxpr): Jaxpr {
  let program = simplify(jaxpr);
  while (program.eqns.some((eqn) => decompositionOf(eqn) !== undefined)) {
    const before = program;
    program = simplify(hoistConsts(stage((inputs) => rewrite(before, inputs), before.inAvals).jaxpr));
  }
  return program;
}

function rewrite(jaxpr: Jaxpr, inputs: readonly NDArray[]): readonly NDArray[] {
  const values = new Map<Var, NDArray>(jaxpr.invars.map((v, i) => [v, inputs[i] as NDArray]));
  const read = (atom: Atom) => (atom instanceof Literal ? literalArray(atom) : (values.get(atom) as NDArray));
  for (const eqn of jaxpr.eqns) {
    const operands = eqn.inputs.map(read);
    const results = decompositionOf(eqn)?.(operands, eqn.params) ?? bind(eqn.primitive, operands, eqn.params);
    eqn.outs.forEach((v, i) => values.set(v, results[i] as NDArray));
  }
  return jaxpr.outs.map(read);
}
