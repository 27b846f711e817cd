import {
  type Atom,
  broadcastInDim,
  type CheckpointParams,
  type CondParams,
  checkpoint,
  cond,
  type Eqn,
  iota,
  type Jaxpr,
  Literal,
  type Primitive,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  reshape,
  rev,
  type ScanParams,
  scan,
  slice,
  squeeze,
  transpose,
  type Var,
  type WhileParams,
  whileLoop,
} from "@hyrax/core";
import { simplify } from "@hyrax/jit";
import { type Expr, i32, type Local, select } from "../assembler/index.js";
import { canEmit, emitElementwise } from "./elementwise.js";
import type { KernelContext } from "./kernel-context.js";
import { scalarOperation } from "./scalar-operations.js";
import { fromLanes, isScalarDType, literalScalar, type Scalar, toLanes } from "./scalar-types.js";
import type { LaneDType } from "./vector-types.js";

/** What leaves a single element as it is: views, and reductions of one element. */
const identities: ReadonlySet<Primitive> = new Set<Primitive>([
  ...[reshape, squeeze, transpose, rev, broadcastInDim, slice],
  ...[reduceSum, reduceProd, reduceMax, reduceMin, reduceAnd, reduceOr, reduceXor],
]);

const simplified = new WeakMap<Jaxpr, Jaxpr>();

/** A program within a loop as it is written, without calls. */
export function simpleProgram(jaxpr: Jaxpr): Jaxpr {
  let simple = simplified.get(jaxpr);
  if (simple === undefined) simplified.set(jaxpr, (simple = simplify(jaxpr)));
  return simple;
}

/** Whether a program computes single elements alone, all of them by code that this engine has. */
export function isScalarProgram(jaxpr: Jaxpr): boolean {
  const { eqns, invars, outs } = simpleProgram(jaxpr);
  return [...invars, ...outs].every(isElement) && eqns.every(isScalarEquation);
}

function isElement({ aval }: Atom): boolean {
  return aval.size === 1 && isScalarDType(aval.dtype);
}

function isScalarEquation(eqn: Eqn): boolean {
  const { primitive, inputs, outs, params } = eqn;
  if (![...inputs, ...outs].every(isElement)) return false;
  if (identities.has(primitive)) return inputs[0]!.aval.dtype === outs[0]!.aval.dtype;
  if (primitive === iota) return true;
  // The params of an equation are those of its primitive.
  if (primitive === cond) return (params as CondParams).branches.every(isScalarProgram);
  if (primitive === checkpoint) return isScalarProgram((params as CheckpointParams).jaxpr);
  if (primitive === whileLoop) {
    const { condJaxpr, bodyJaxpr } = params as WhileParams;
    return isScalarProgram(condJaxpr) && isScalarProgram(bodyJaxpr);
  }
  if (primitive === scan) {
    const { jaxpr, numConsts, numCarry } = params as ScanParams;
    // What is stacked, or scanned over, would need places in memory.
    return inputs.length === numConsts + numCarry && outs.length === numCarry && isScalarProgram(jaxpr);
  }
  const [dtypes, out] = [inputs.map(dtypeOf), dtypeOf(outs[0]!)];
  return scalarOperation(primitive, params, dtypes, out) !== undefined || canEmit(primitive, dtypes, out);
}

/** Writes a program of single elements as operations on variables; loops and branches within likewise. */
export function emitScalarProgram(context: KernelContext, jaxpr: Jaxpr, inputs: readonly Scalar[]): readonly Scalar[] {
  const { f } = context;
  const program = simpleProgram(jaxpr);
  const values = new Map<Var, Scalar>(program.invars.map((v, i) => [v, inputs[i]!]));
  const valueOf = (atom: Atom): Scalar =>
    atom instanceof Literal ? literalScalar(dtypeOf(atom), atom.value) : values.get(atom as Var)!;
  for (const eqn of program.eqns) {
    const results = emitEquation(context, eqn, eqn.inputs.map(valueOf));
    eqn.outs.forEach((v, i) => values.set(v, f.let(results[i]!)));
  }
  return program.outs.map(valueOf);
}

/** The dtype of an element that `isScalarProgram` has seen. */
const dtypeOf = (atom: Atom): LaneDType => atom.aval.dtype as LaneDType;

function emitEquation(context: KernelContext, eqn: Eqn, operands: readonly Scalar[]): readonly Scalar[] {
  const { primitive, params } = eqn;
  const out = dtypeOf(eqn.outs[0]!);
  if (identities.has(primitive)) return operands;
  if (primitive === iota) return [literalScalar(out, 0)];
  // The params of an equation are those of its primitive.
  if (primitive === cond) return emitChoice(context, eqn, params as CondParams, operands);
  if (primitive === checkpoint) return emitScalarProgram(context, (params as CheckpointParams).jaxpr, operands);
  if (primitive === whileLoop) return emitWhile(context, params as WhileParams, operands);
  if (primitive === scan) return emitScan(context, params as ScanParams, operands);
  const dtypes = eqn.inputs.map(dtypeOf);
  const { f } = context;
  const direct = scalarOperation(primitive, params, dtypes, out);
  if (direct !== undefined) return [direct(operands, params, (x) => f.let(x))];
  const lanes = operands.map((x, i) => toLanes(f, dtypes[i]!, x).map((vector) => f.let(vector)));
  return [fromLanes(out, emitElementwise(context, primitive, params, lanes, dtypes, out))];
}

/** Variables that hold values from step to step. */
export class ScalarCarry {
  readonly locals: readonly Local[];

  constructor(
    readonly context: KernelContext,
    start: readonly Scalar[],
  ) {
    this.locals = start.map((x) => context.f.let(x));
  }

  /** What a step returned is what the next one is given. */
  replace(next: readonly Scalar[]): void {
    const { f } = this.context;
    // Values may change places: all are taken before any is replaced.
    const moved = next.map((x, i) =>
      x.kind === "local" && x !== this.locals[i] && this.locals.includes(x) ? f.let(x) : x,
    );
    moved.forEach((x, i) => {
      if (x !== this.locals[i]) f.set(this.locals[i]!, x);
    });
  }
}

function emitScan(context: KernelContext, params: ScanParams, operands: readonly Scalar[]): readonly Scalar[] {
  const { jaxpr, numConsts, length } = params;
  const consts = operands.slice(0, numConsts);
  const carry = new ScalarCarry(context, operands.slice(numConsts));
  context.f.for({ from: i32.const(0), to: i32.const(length) }, () => {
    carry.replace(emitScalarProgram(context, jaxpr, [...consts, ...carry.locals]));
  });
  return carry.locals;
}

function emitWhile(context: KernelContext, params: WhileParams, operands: readonly Scalar[]): readonly Scalar[] {
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params;
  const start = condNumConsts + bodyNumConsts;
  const carry = new ScalarCarry(context, operands.slice(start));
  context.f.while(
    () => emitScalarCondition(context, condJaxpr, [...operands.slice(0, condNumConsts), ...carry.locals]),
    () =>
      carry.replace(emitScalarProgram(context, bodyJaxpr, [...operands.slice(condNumConsts, start), ...carry.locals])),
  );
  return carry.locals;
}

/** Whether a loop goes on. */
export function emitScalarCondition(context: KernelContext, jaxpr: Jaxpr, inputs: readonly Scalar[]): Expr<"i32"> {
  // A condition returns a bool.
  return emitScalarProgram(context, jaxpr, inputs)[0] as Expr<"i32">;
}

function emitChoice(
  context: KernelContext,
  eqn: Eqn,
  { branches }: CondParams,
  [index, ...operands]: readonly Scalar[],
): readonly Scalar[] {
  const { f } = context;
  const results = eqn.outs.map((v) => f.local(literalScalar(dtypeOf(v), 0).type));
  const given = index as Expr<"i32">; // an int32
  const chosen = f.let(select(i32.ltS(given, i32.const(0)), i32.const(0), given));
  f.switch(
    chosen,
    branches.map((branch) => () => {
      emitScalarProgram(context, branch, operands).forEach((x, i) => f.set(results[i]!, x));
    }),
  );
  return results;
}
