import {
  type Atom,
  Complex,
  conversion,
  dtypeKind,
  type Eqn,
  Jaxpr,
  Literal,
  type Scalar,
  type ShapedArray,
  shapedArray,
  strengthen,
  Var,
} from "@hyrax/core";
import { sameType } from "./leaves.js";

/**
 * The program with the results that are bare numbers in the dtypes that are wanted: a bare number takes the dtype of
 * what it meets, and here it meets the carry, or the result of another branch.
 */
export function adoptDtypes(jaxpr: Jaxpr, wanted: readonly (ShapedArray | undefined)[]): Jaxpr {
  let known = adopted.get(jaxpr);
  if (known === undefined) adopted.set(jaxpr, (known = new Map()));
  const key = wanted.map((aval) => aval?.id).join();
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = withDtypes(jaxpr, wanted)));
  return found;
}

/** The same program and types give the same result, so that what was derived from it and compiled is found. */
const adopted = new WeakMap<Jaxpr, Map<string, Jaxpr>>();

function withDtypes(jaxpr: Jaxpr, wanted: readonly (ShapedArray | undefined)[]): Jaxpr {
  let changed = false;
  const outs = jaxpr.outs.map((atom, i) => {
    const aval = wanted[i];
    if (aval === undefined || !(atom instanceof Literal) || !atom.aval.weakType || sameType(atom.aval, aval))
      return atom;
    if (aval.shape.length > 0 || !canHold(aval, atom.value)) return atom;
    changed = true;
    return new Literal(atom.value, aval);
  });
  return changed ? new Jaxpr(jaxpr.constvars, jaxpr.invars, jaxpr.eqns, outs) : jaxpr;
}

function canHold(aval: ShapedArray, value: Scalar): boolean {
  const kind = dtypeKind(aval.dtype);
  if (kind === "c" || value instanceof Complex) return kind === "c";
  return kind === "f" || ((kind === "i" || kind === "u") && Number.isInteger(Number(value)));
}

/** The program with weak results made strong where `strong` says so. */
export function strengthenOutputs(jaxpr: Jaxpr, strong: readonly boolean[]): Jaxpr {
  const eqns: Eqn[] = [...jaxpr.eqns];
  const outs = jaxpr.outs.map((atom, i): Atom => {
    if (!strong[i] || !atom.aval.weakType) return atom;
    if (atom instanceof Literal) return new Literal(atom.value, strengthen(atom.aval));
    const { shape, dtype } = atom.aval;
    const out = new Var(shapedArray(shape, dtype));
    const params = { newDtype: dtype, weakType: false };
    eqns.push({ primitive: conversion.convertElementType, inputs: [atom], params, outs: [out] });
    return out;
  });
  return new Jaxpr(jaxpr.constvars, jaxpr.invars, eqns, outs);
}
