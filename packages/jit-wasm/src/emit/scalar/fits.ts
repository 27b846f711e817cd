import {
  type Atom,
  type CheckpointParams,
  type CondParams,
  checkpoint,
  cond,
  dotGeneral,
  dynamicUpdateSlice,
  type Eqn,
  iota,
  type Jaxpr,
  type ScanParams,
  scan,
  type Var,
  type WhileParams,
  whileLoop,
} from "@hyrax/core";
import { classify, costOf, simplify } from "@hyrax/jit";
import { canEmit } from "../elementwise.js";
import type { LaneDType } from "../vector-types.js";
import { movesOf, productPlaces } from "./elements.js";
import { isIndexDType, isWindowRead, isWindowUpdate } from "./memory.js";
import { scalarOperation } from "./operations.js";
import { isScalarDType } from "./types.js";

/** The most elements of an array that are held in variables. */
export const LARGEST = 16;

/** The most operations, counted as simple ones, that a step may have: beyond, vectors in memory are better. */
const MOST_OPERATIONS = 1024;

const simplified = new WeakMap<Jaxpr, Jaxpr>();

/** A program within a loop as it is written, without calls. */
export function simpleProgram(jaxpr: Jaxpr): Jaxpr {
  let simple = simplified.get(jaxpr);
  if (simple === undefined) simplified.set(jaxpr, (simple = simplify(jaxpr)));
  return simple;
}

/**
 * For each result, the input in whose memory it lies, or undefined where it is held in variables. A whole of undefined
 * says that the program cannot be written so.
 */
export type ResultPlaces = readonly (number | undefined)[] | undefined;

/** What a program does with arrays in memory. */
interface Findings {
  readonly results: readonly (number | undefined)[];
  /** The inputs that are changed in place. */
  readonly written: ReadonlySet<number>;
}

/** Which inputs of a program lie in memory: those that are large, and those of which windows are taken by index. */
export function memoryInputs(jaxpr: Jaxpr): readonly boolean[] {
  return simpleProgram(jaxpr).invars.map((v) => v.aval.size > LARGEST || hasWindows(jaxpr, v));
}

function hasWindows(jaxpr: Jaxpr, x: Var): boolean {
  return simpleProgram(jaxpr).eqns.some((eqn) => {
    if (eqn.inputs[0] === x && (isWindowRead(eqn) || isWindowUpdate(eqn))) return true;
    return innerPrograms(eqn).some(({ jaxpr: inner, inputs }) => {
      const { invars } = simpleProgram(inner);
      return inputs.some((atom, i) => atom === x && hasWindows(inner, invars[i]!));
    });
  });
}

interface InnerProgram {
  readonly jaxpr: Jaxpr;
  readonly inputs: readonly Atom[];
}

/** The programs within an equation, with the inputs that they begin with. */
function innerPrograms({ primitive, params, inputs }: Eqn): readonly InnerProgram[] {
  // The params of an equation are those of its primitive.
  if (primitive === cond) {
    return (params as CondParams).branches.map((jaxpr) => ({ jaxpr, inputs: inputs.slice(1) }));
  }
  if (primitive === checkpoint) return [{ jaxpr: (params as CheckpointParams).jaxpr, inputs }];
  if (primitive === scan) return [{ jaxpr: (params as ScanParams).jaxpr, inputs }];
  if (primitive !== whileLoop) return [];
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params as WhileParams;
  const start = condNumConsts + bodyNumConsts;
  return [
    { jaxpr: condJaxpr, inputs: [...inputs.slice(0, condNumConsts), ...inputs.slice(start)] },
    { jaxpr: bodyJaxpr, inputs: inputs.slice(condNumConsts) },
  ];
}

/** What a program that is held in variables does with its inputs in memory; undefined where it cannot be held so. */
export function fitsVariables(jaxpr: Jaxpr, inMemory: readonly boolean[]): Findings | undefined {
  const walk = new Walk({ operations: 0 });
  return walk.program(jaxpr, inMemory);
}

class Walk {
  constructor(readonly cost: { operations: number }) {}

  program(jaxpr: Jaxpr, inMemory: readonly boolean[]): Findings | undefined {
    const { invars, eqns, outs } = simpleProgram(jaxpr);
    /** Arrays in memory as they are now; one that has been changed in place is no longer there. */
    const roots = new Map<Atom, number>();
    const stale = new Set<Atom>();
    const written = new Set<number>();
    const isSmall = (atom: Atom) => !roots.has(atom) && !stale.has(atom) && isHeld(atom);
    for (const [i, v] of invars.entries()) {
      if (inMemory[i]) roots.set(v, i);
      else if (!isHeld(v)) return undefined;
      if (!isScalarDType(v.aval.dtype)) return undefined;
    }
    const change = (from: Atom, to: Var): void => {
      const root = roots.get(from)!;
      roots.delete(from);
      stale.add(from);
      roots.set(to, root);
      written.add(root);
    };
    for (const eqn of eqns) {
      const [first, ...rest] = eqn.inputs;
      if (isWindowRead(eqn) && roots.has(first!)) {
        if (!rest.every(isSmall) || !rest.every(isIndex) || !isHeld(eqn.outs[0]!)) return undefined;
        this.cost.operations += 4 + eqn.outs[0]!.aval.size;
        continue;
      }
      if (isWindowUpdate(eqn) && roots.has(first!)) {
        if (!rest.every(isSmall) || !indicesOfUpdate(eqn).every(isIndex)) return undefined;
        this.cost.operations += 4 + 2 * rest[0]!.aval.size;
        change(first!, eqn.outs[0]!);
        continue;
      }
      const inner = innerPrograms(eqn);
      if (inner.length > 0) {
        const places = this.nested(eqn, roots, isSmall);
        if (places === undefined) return undefined;
        eqn.outs.forEach((v, i) => {
          if (places[i] !== undefined) change(eqn.inputs[places[i]]!, v);
        });
        continue;
      }
      if (!eqn.inputs.every(isSmall) || !eqn.outs.every(isHeld) || !this.operation(eqn)) return undefined;
    }
    if (this.cost.operations > MOST_OPERATIONS) return undefined;
    if (!outs.every((atom) => roots.has(atom) || isSmall(atom))) return undefined;
    return { results: outs.map((atom) => roots.get(atom)), written };
  }

  /** For each result of a loop or a choice, the input of the equation in whose memory it lies. */
  nested(eqn: Eqn, roots: ReadonlyMap<Atom, number>, isSmall: (atom: Atom) => boolean): ResultPlaces {
    const { inputs } = eqn;
    if (!inputs.every((atom) => roots.has(atom) || isSmall(atom))) return undefined;
    const memory = inputs.filter((atom) => roots.has(atom));
    const places = this.nestedPlaces(
      eqn,
      inputs.map((atom) => roots.has(atom)),
    );
    // What changes in one place must not be read in another.
    const isTwice = new Set(memory).size < memory.length;
    return isTwice && places?.some((place) => place !== undefined) ? undefined : places;
  }

  nestedPlaces({ primitive, params, inputs, outs }: Eqn, inMemory: readonly boolean[]): ResultPlaces {
    // The params of an equation are those of its primitive.
    if (primitive === scan) {
      const { jaxpr, numConsts, numCarry } = params as ScanParams;
      // What is stacked, or scanned over, would need places in memory.
      if (inputs.length !== numConsts + numCarry || outs.length !== numCarry) return undefined;
      return loopPlaces(this.program(jaxpr, inMemory), inMemory, numConsts);
    }
    if (primitive === whileLoop) {
      const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params as WhileParams;
      const start = condNumConsts + bodyNumConsts;
      const test = this.program(condJaxpr, [...inMemory.slice(0, condNumConsts), ...inMemory.slice(start)]);
      if (test === undefined || test.written.size > 0) return undefined;
      const body = inMemory.slice(condNumConsts);
      const places = loopPlaces(this.program(bodyJaxpr, body), body, bodyNumConsts);
      return places?.map((place) => (place === undefined ? undefined : place + condNumConsts));
    }
    const [skipped, programs] =
      primitive === cond ? [1, (params as CondParams).branches] : [0, [(params as CheckpointParams).jaxpr]];
    const found = programs.map((jaxpr) => this.program(jaxpr, inMemory.slice(skipped)));
    const [one, ...others] = found;
    if (one === undefined || others.some((other) => other?.results.join() !== one.results.join())) return undefined;
    // What a branch changes has to come back from all, so that nobody reads it as it was.
    const returned = new Set(one.results);
    if (found.some((each) => [...each!.written].some((root) => !returned.has(root)))) return undefined;
    return one.results.map((place) => (place === undefined ? undefined : place + skipped));
  }

  /** Whether an equation on small arrays can be written with variables. */
  operation(eqn: Eqn): boolean {
    const { primitive, inputs, outs, params } = eqn;
    if (outs.length !== 1) return false;
    const [dtypes, out] = [inputs.map(dtypeOf), dtypeOf(outs[0]!)];
    const { size } = outs[0]!.aval;
    if (primitive === iota || movesOf(eqn) !== undefined) return true;
    const dtype = dtypes[0]!;
    if (classify(eqn, () => true) === "reduce") {
      this.cost.operations += inputs[0]!.aval.size;
      return dtype === out && inputs[0]!.aval.size > 0 && dtype !== "float16" && dtype !== "bfloat16";
    }
    if (primitive === dotGeneral) {
      this.cost.operations += 2 * productPlaces(eqn).flat().length;
      return (dtype === "float32" || dtype === "float64") && dtypes[1] === dtype && out === dtype;
    }
    if (scalarOperation(primitive, params, dtypes, out) !== undefined) {
      this.cost.operations += size;
      return true;
    }
    this.cost.operations += Math.ceil(size / 4) * (8 + 4 * costOf(primitive));
    return canEmit(primitive, dtypes, out);
  }
}

/** A loop changes in place what it carries in memory, and nothing else. */
export function loopPlaces(found: Findings | undefined, inMemory: readonly boolean[], numConsts: number): ResultPlaces {
  if (found === undefined || [...found.written].some((root) => root < numConsts)) return undefined;
  const carried = found.results.map((place, i) =>
    inMemory[numConsts + i] ? place === numConsts + i : place === undefined,
  );
  return carried.every((isRight) => isRight) ? found.results : undefined;
}

/** A dynamic update has indices behind the update, a scatter before. */
function indicesOfUpdate({ primitive, inputs }: Eqn): readonly Atom[] {
  return primitive === dynamicUpdateSlice ? inputs.slice(2) : [inputs[1]!];
}

const isIndex = ({ aval }: Atom): boolean => isIndexDType(aval.dtype);

const isHeld = ({ aval }: Atom): boolean => aval.size <= LARGEST && isScalarDType(aval.dtype);

/** The dtype of an element that `isHeld` has seen. */
const dtypeOf = (atom: Atom): LaneDType => atom.aval.dtype as LaneDType;
