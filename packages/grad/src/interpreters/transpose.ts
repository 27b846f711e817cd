import {
  type Atom,
  addAny,
  bind,
  type Eqn,
  type Jaxpr,
  Literal,
  literalArray,
  Array as NDArray,
  type ShapedArray,
  sameShape,
  type Tangent,
  type Var,
  Zero,
} from "@hyrax/core";
import { type DerivativeRules, LinearInput, type TransposeInput } from "./rule-kinds.js";

/** Cotangents of variables, added up as they arrive. */
class Cotangents {
  readonly #sums = new Map<Var, NDArray>();

  add(atom: Atom, ct: Tangent): void {
    if (atom instanceof Literal || ct instanceof Zero) return;
    const before = this.#sums.get(atom);
    this.#sums.set(atom, before === undefined ? ct : addAny(before, ct));
  }

  /** The sum for a variable, which is complete and not asked for again. */
  take(v: Var): Tangent {
    const sum = this.#sums.get(v);
    this.#sums.delete(v);
    return sum ?? new Zero(v.aval);
  }
}

/**
 * Runs a linear jaxpr backwards, under the current interpreter: from the cotangents of its results to those of its
 * linear inputs. Equations in which no linear input takes part are evaluated first.
 *
 * @returns for each input its cotangent, or null where the input is a value
 */
export function backwardPass(
  jaxpr: Jaxpr,
  consts: readonly NDArray[],
  inputs: readonly TransposeInput[],
  cts: readonly Tangent[],
  rules: DerivativeRules,
): readonly (Tangent | null)[] {
  const values = new Map<Var, NDArray>();
  const read = (atom: Atom): TransposeInput =>
    atom instanceof Literal ? literalArray(atom) : (values.get(atom) ?? new LinearInput(atom.aval));
  jaxpr.constvars.forEach((v, i) => values.set(v, consts[i] as NDArray));
  jaxpr.invars.forEach((v, i) => {
    const input = inputs[i];
    if (input instanceof NDArray) values.set(v, input);
  });

  const linear: Eqn[] = [];
  for (const eqn of jaxpr.eqns) {
    const args = eqn.inputs.map(read);
    if (args.every((x) => x instanceof NDArray)) {
      const outs = bind(eqn.primitive, args, eqn.params);
      eqn.outs.forEach((v, i) => values.set(v, outs[i] as NDArray));
    } else linear.push(eqn);
  }

  const sums = new Cotangents();
  jaxpr.outs.forEach((atom, i) => sums.add(atom, cts[i] as Tangent));
  for (const eqn of linear.reverse()) {
    const outCts = eqn.outs.map((v) => sums.take(v));
    if (outCts.every((ct) => ct instanceof Zero)) continue;
    const args = eqn.inputs.map(read);
    const inCts = transposeEqn(eqn, outCts, args, rules);
    eqn.inputs.forEach((atom, i) => {
      if (args[i] instanceof LinearInput) sums.add(atom, checked(eqn, atom.aval, inCts[i]));
    });
  }
  return jaxpr.invars.map((v, i) => (inputs[i] instanceof NDArray ? null : sums.take(v)));
}

function transposeEqn(
  { primitive, params }: Eqn,
  cts: readonly Tangent[],
  inputs: readonly TransposeInput[],
  rules: DerivativeRules,
): readonly (Tangent | null | undefined)[] {
  const rule = rules.transpose.find(primitive);
  // The table finds rules of any primitive; whether one takes a list of cotangents is known from the primitive alone.
  const ct = (primitive.multipleResults ? cts : cts[0]) as NDArray;
  return rule(ct, inputs, params, rules) as readonly (Tangent | null)[];
}

function checked({ primitive }: Eqn, aval: ShapedArray, ct: Tangent | null | undefined): Tangent {
  if (ct instanceof Zero) return ct;
  if (ct instanceof NDArray && sameShape(ct.shape, aval.shape) && ct.dtype === aval.dtype) return ct;
  throw new TypeError(
    `the transpose rule of ${primitive.name} must return a cotangent of the type of its linear input, ${aval}, ` +
      `found ${ct?.aval ?? "none"}`,
  );
}
