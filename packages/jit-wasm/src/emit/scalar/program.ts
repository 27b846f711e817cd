import {
  type Atom,
  add,
  and,
  type CheckpointParams,
  type CondParams,
  checkpoint,
  cond,
  dotGeneral,
  type Eqn,
  iota,
  type Jaxpr,
  type Literal,
  max,
  min,
  mul,
  or,
  type Primitive,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  type ScanParams,
  scan,
  Var,
  type WhileParams,
  whileLoop,
  xor,
} from "@hyrax/core";
import { type Expr, f32, f64, i32, select } from "../../assembler/index.js";
import { emitElementwise } from "../elementwise.js";
import type { KernelContext } from "../kernel-context.js";
import { LANES, type LaneDType } from "../vector-types.js";
import { ScalarCarry } from "./carry.js";
import { countsOf, movesOf, productPlaces, reducedPlaces } from "./elements.js";
import { LARGEST, simpleProgram } from "./fits.js";
import { packLanes, unpackLanes } from "./lanes.js";
import { isWindowRead, isWindowUpdate, type MemoryArray, readWindow, updateWindow } from "./memory.js";
import { scalarOperation } from "./operations.js";
import { literalScalar, type Scalar } from "./types.js";

/** The elements of a small array in variables, in row-major order. */
export type Elements = readonly Scalar[];

/** An array of a program in variables: small, or in memory, where it changes in place. */
export type Held = Elements | MemoryArray;

export function inMemory(value: Held): value is MemoryArray {
  return "address" in value;
}

/** Writes a program that `fitsVariables` has seen as operations on variables; loops and branches within likewise. */
export function emitScalarProgram(context: KernelContext, jaxpr: Jaxpr, inputs: readonly Held[]): readonly Held[] {
  const { f } = context;
  const program = simpleProgram(jaxpr);
  const values = new Map<Var, Held>(program.invars.map((v, i) => [v, inputs[i]!]));
  const valueOf = (atom: Atom): Held =>
    atom instanceof Var ? values.get(atom)! : [literalScalar(dtypeOf(atom), (atom as Literal).value)];
  for (const eqn of program.eqns) {
    const results = emitEquation(context, eqn, eqn.inputs.map(valueOf));
    eqn.outs.forEach((v, i) => {
      const result = results[i]!;
      values.set(v, inMemory(result) ? result : result.map((x) => (isPlain(x) ? x : f.let(x))));
    });
  }
  return program.outs.map(valueOf);
}

/** Whether a value costs nothing where it stands again, and stays what it is as long as it is asked for. */
function isPlain(x: Scalar): boolean {
  return x.kind === "number" || x.kind === "bigint" || x.kind === "local";
}

/** The dtype of an element that `fitsVariables` has seen. */
const dtypeOf = (atom: Atom): LaneDType => atom.aval.dtype as LaneDType;

function emitEquation(context: KernelContext, eqn: Eqn, operands: readonly Held[]): readonly Held[] {
  const { primitive, params } = eqn;
  const { f } = context;
  // The params of an equation are those of its primitive.
  if (primitive === cond) return emitChoice(context, eqn, params as CondParams, operands);
  if (primitive === checkpoint) return emitScalarProgram(context, (params as CheckpointParams).jaxpr, operands);
  if (primitive === whileLoop) return emitWhile(context, params as WhileParams, operands);
  if (primitive === scan) return emitScan(context, params as ScanParams, operands);
  const [array, ...rest] = operands;
  if (array !== undefined && inMemory(array)) {
    // Whatever else an array in memory is given to, `fitsVariables` has refused.
    const others = rest as readonly Elements[];
    if (isWindowRead(eqn)) {
      return [
        readWindow(
          f,
          eqn,
          array,
          others.map(([start]) => start!),
        ),
      ];
    }
    if (isWindowUpdate(eqn)) updateWindow(f, eqn, array, others);
    return [array];
  }
  return [emitElements(context, eqn, operands as readonly Elements[])];
}

function emitElements(context: KernelContext, eqn: Eqn, operands: readonly Elements[]): Elements {
  const out = dtypeOf(eqn.outs[0]!);
  if (eqn.primitive === iota) return countsOf(eqn).map((count) => literalScalar(out, count));
  const moves = movesOf(eqn);
  if (moves !== undefined) return moves.map(({ input, at }) => operands[input]![at]!);
  if (reducers.has(eqn.primitive)) return emitReduction(context, eqn, operands[0]!);
  return eqn.primitive === dotGeneral ? emitProduct(context, eqn, operands) : emitEach(context, eqn, operands);
}

/** An elementwise operation: by instructions of scalars, or of four elements at once. */
function emitEach(context: KernelContext, eqn: Eqn, operands: readonly Elements[]): Elements {
  const { f } = context;
  const { primitive, params, inputs, outs } = eqn;
  const [dtypes, out] = [inputs.map(dtypeOf), dtypeOf(outs[0]!)];
  const { size, shape } = outs[0]!.aval;
  // A bare element goes with every element of the others.
  const at = (input: number, i: number) => operands[input]![inputs[input]!.aval.shape.length < shape.length ? 0 : i]!;
  const direct = scalarOperation(primitive, params, dtypes, out);
  if (direct !== undefined) {
    return Array.from({ length: size }, (_, i) =>
      f.let(
        direct(
          inputs.map((_, input) => at(input, i)),
          params,
          (x) => f.let(x),
        ),
      ),
    );
  }
  return Array.from({ length: Math.ceil(size / LANES) }, (_, vector) => {
    const first = vector * LANES;
    const count = Math.min(LANES, size - first);
    const lanes = dtypes.map((dtype, input) =>
      packLanes(
        f,
        dtype,
        Array.from({ length: count }, (_, lane) => at(input, first + lane)),
      ),
    );
    const value = emitElementwise(context, primitive, params, lanes, dtypes, out).map((x) => f.let(x));
    return unpackLanes(out, value, count);
  }).flat();
}

/** How reductions combine two elements. */
const reducers: ReadonlyMap<Primitive, Primitive> = new Map<Primitive, Primitive>([
  [reduceSum, add],
  [reduceProd, mul],
  [reduceMax, max],
  [reduceMin, min],
  [reduceAnd, and],
  [reduceOr, or],
  [reduceXor, xor],
]);

function emitReduction({ f }: KernelContext, eqn: Eqn, x: Elements): Elements {
  const dtype = dtypeOf(eqn.inputs[0]!);
  const isSum = eqn.primitive === reduceSum || eqn.primitive === reduceProd;
  // Sums and products of float32 are rounded once, as those of large arrays are.
  const wide = dtype === "float32" && isSum ? "float64" : dtype;
  const widened = wide === dtype ? x : x.map((y) => f.let(f64.promoteF32(y as Expr<"f32">)));
  const primitive = reducers.get(eqn.primitive)!;
  const combine = scalarOperation(primitive, {}, [wide, wide], wide)!;
  const keep = (y: Scalar) => f.let(y);
  return reducedPlaces(eqn).map((places) => {
    const total = places.map((at) => widened[at]!).reduce((sum, y) => f.let(combine([sum, y], {}, keep)));
    return wide === dtype ? total : f.let(f32.demoteF64(total as Expr<"f64">));
  });
}

function emitProduct({ f }: KernelContext, eqn: Eqn, [lhs, rhs]: readonly Elements[]): Elements {
  const dtype = dtypeOf(eqn.outs[0]!);
  const keep = (x: Scalar) => f.let(x);
  const [plus, times] = [add, mul].map((primitive) => scalarOperation(primitive, {}, [dtype, dtype], dtype)!);
  return productPlaces(eqn).map((pairs) => {
    const products = pairs.map(([i, j]) => f.let(times!([lhs![i]!, rhs![j]!], {}, keep)));
    return products.reduce((sum, x) => f.let(plus!([sum, x], {}, keep)), literalScalar(dtype, 0));
  });
}

function emitScan(context: KernelContext, params: ScanParams, operands: readonly Held[]): readonly Held[] {
  const { jaxpr, numConsts, length } = params;
  const consts = operands.slice(0, numConsts);
  const carry = new ScalarCarry(context, operands.slice(numConsts));
  context.f.for({ from: i32.const(0), to: i32.const(length) }, () => {
    carry.replace(emitScalarProgram(context, jaxpr, [...consts, ...carry.values]));
  });
  return carry.values;
}

function emitWhile(context: KernelContext, params: WhileParams, operands: readonly Held[]): readonly Held[] {
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params;
  const start = condNumConsts + bodyNumConsts;
  const carry = new ScalarCarry(context, operands.slice(start));
  context.f.while(
    () => emitScalarCondition(context, condJaxpr, [...operands.slice(0, condNumConsts), ...carry.values]),
    () =>
      carry.replace(emitScalarProgram(context, bodyJaxpr, [...operands.slice(condNumConsts, start), ...carry.values])),
  );
  return carry.values;
}

/** Whether a loop goes on. */
export function emitScalarCondition(context: KernelContext, jaxpr: Jaxpr, inputs: readonly Held[]): Expr<"i32"> {
  const [result] = emitScalarProgram(context, jaxpr, inputs) as readonly Elements[]; // a condition returns a bool
  return result![0] as Expr<"i32">;
}

function emitChoice(
  context: KernelContext,
  eqn: Eqn,
  { branches }: CondParams,
  [index, ...operands]: readonly Held[],
): readonly Held[] {
  const { f } = context;
  const results = eqn.outs.map((v) =>
    Array.from({ length: v.aval.size <= LARGEST ? v.aval.size : 0 }, () => f.local(literalScalar(dtypeOf(v), 0).type)),
  );
  const arrays: (MemoryArray | undefined)[] = eqn.outs.map(() => undefined);
  const [given] = index as readonly Expr<"i32">[]; // an int32
  const chosen = f.let(select(i32.ltS(given!, i32.const(0)), i32.const(0), given!));
  f.switch(
    chosen,
    branches.map((branch) => () => {
      emitScalarProgram(context, branch, operands).forEach((value, i) => {
        if (inMemory(value)) arrays[i] = value;
        else value.forEach((x, k) => f.set(results[i]![k]!, x));
      });
    }),
  );
  return results.map((locals, i) => arrays[i] ?? locals);
}
