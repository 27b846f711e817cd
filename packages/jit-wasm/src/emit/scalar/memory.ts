import {
  add,
  type DynamicSliceParams,
  dynamicSlice,
  dynamicUpdateSlice,
  type Eqn,
  max,
  min,
  mul,
  type Primitive,
  type ScatterParams,
  type Shape,
  type ShapedArray,
  scatter,
  scatterAdd,
  scatterMax,
  scatterMin,
  scatterMul,
} from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, select } from "../../assembler/index.js";
import { bytesOf } from "../vector-memory.js";
import type { LaneDType } from "../vector-types.js";
import { indicesOf } from "./elements.js";
import { scalarOperation } from "./operations.js";
import { loadScalar, type Scalar, storeScalar } from "./types.js";

/** An array in memory, from which elements are taken, and in which they are replaced in place. */
export interface MemoryArray {
  readonly aval: ShapedArray;
  readonly address: Expr<"i32">;
}

/** How updates and elements are combined; undefined where they replace them. */
const scatters: ReadonlyMap<Primitive, Primitive | undefined> = new Map<Primitive, Primitive | undefined>([
  [scatter, undefined],
  [scatterAdd, add],
  [scatterMul, mul],
  [scatterMin, min],
  [scatterMax, max],
]);

/** Whether the equation takes a window of its first input. */
export function isWindowRead({ primitive }: Eqn): boolean {
  return primitive === dynamicSlice;
}

/** Whether the equation replaces or changes one window of its first input, by code that this engine has. */
export function isWindowUpdate(eqn: Eqn): boolean {
  if (eqn.primitive === dynamicUpdateSlice) return true;
  if (!scatters.has(eqn.primitive)) return false;
  const { dimensionNumbers: d } = eqn.params as ScatterParams; // the params of a scatter
  const [x, indices] = eqn.inputs;
  const dtype = x!.aval.dtype as LaneDType;
  const how = scatters.get(eqn.primitive);
  return (
    indices!.aval.shape.length === 1 &&
    d.operandBatchingDims.length === 0 &&
    (how === undefined || scalarOperation(how, {}, [dtype, dtype], dtype) !== undefined)
  );
}

/** Whether indices of this dtype are understood. */
export function isIndexDType(dtype: string): boolean {
  return ["int8", "int16", "int32", "uint8", "uint16"].includes(dtype);
}

/** Where a window of an array starts, axis by axis, and how large it is. */
interface Window {
  readonly shape: Shape;
  /** Undefined along an axis where it starts at 0. */
  readonly starts: readonly (Scalar | undefined)[];
}

/** Takes a window, moved so that it lies inside. */
export function readWindow(f: FunctionBuilder, eqn: Eqn, x: MemoryArray, starts: readonly Scalar[]): readonly Scalar[] {
  const { sliceSizes } = eqn.params as DynamicSliceParams; // the params of a dynamic slice
  const address = f.let(windowAddress(x, clamped(f, x, { shape: sliceSizes, starts })));
  return offsetsOf(x.aval, sliceSizes).map((offset) => f.let(loadScalar(f, dtypeOf(x), address, offset)));
}

/** Replaces a window in place. `operands` are those behind the array: elements of each. */
export function updateWindow(
  f: FunctionBuilder,
  eqn: Eqn,
  x: MemoryArray,
  operands: readonly (readonly Scalar[])[],
): void {
  if (eqn.primitive === dynamicUpdateSlice) {
    const [update, ...starts] = operands;
    const { shape } = eqn.inputs[1]!.aval;
    const window = { shape, starts: starts.map(([start]) => start) };
    return replace(f, x, windowAddress(x, clamped(f, x, window)), shape, update!);
  }
  const { dimensionNumbers: d, mode } = eqn.params as ScatterParams; // the params of a scatter
  const [indices, updates] = operands as [readonly Scalar[], readonly Scalar[]]; // a scatter has three inputs
  const sizes = [...d.updateWindowDims].sort((a, b) => a - b).map((axis) => eqn.inputs[2]!.aval.shape[axis]!);
  const shape = x.aval.shape.map((_, axis) => (d.insertedWindowDims.includes(axis) ? 1 : sizes.shift()!));
  const starts = x.aval.shape.map((_, axis) => indices[d.scatterDimsToOperandDims.indexOf(axis)]);
  const how = scatters.get(eqn.primitive);
  if (mode === "clip") {
    return replace(f, x, windowAddress(x, clamped(f, x, { shape, starts })), shape, updates, how);
  }
  // A window that does not lie inside is dropped; as unsigned numbers, negative indices are beyond every limit.
  const inside = starts.flatMap((start, axis) =>
    start === undefined ? [] : [i32.leU(start as Expr<"i32">, i32.const(x.aval.shape[axis]! - shape[axis]!))],
  );
  f.if(inside.reduce(i32.and, i32.const(1)), () => {
    replace(f, x, windowAddress(x, { shape, starts }), shape, updates, how);
  });
}

function replace(
  f: FunctionBuilder,
  x: MemoryArray,
  start: Expr<"i32">,
  shape: Shape,
  updates: readonly Scalar[],
  how?: Primitive,
): void {
  const address = f.let(start);
  const dtype = dtypeOf(x);
  const combine = how && scalarOperation(how, {}, [dtype, dtype], dtype)!;
  offsetsOf(x.aval, shape).forEach((offset, i) => {
    const update = updates[i]!;
    const value = combine?.([f.let(loadScalar(f, dtype, address, offset)), update], {}, (y) => f.let(y)) ?? update;
    storeScalar(f, dtype, address, value, offset);
  });
}

/** The window moved so that it lies inside. */
function clamped(f: FunctionBuilder, { aval }: MemoryArray, { shape, starts }: Window): Window {
  return {
    shape,
    starts: starts.map((start, axis) => {
      const limit = aval.shape[axis]! - shape[axis]!;
      if (start === undefined || limit === 0) return undefined;
      const index = start as Expr<"i32">; // of a dtype that `isIndexDType` knows
      const low = f.let(select(i32.gtS(index, i32.const(0)), index, i32.const(0)));
      return select(i32.ltS(low, i32.const(limit)), low, i32.const(limit));
    }),
  };
}

function windowAddress({ aval, address }: MemoryArray, { starts }: Window): Expr<"i32"> {
  const bytes = bytesOf(aval.dtype as LaneDType);
  const { strides } = contiguous(aval.shape);
  return starts.reduce<Expr<"i32">>(
    (sum, start, axis) =>
      start === undefined ? sum : i32.add(sum, i32.mul(start as Expr<"i32">, i32.const(strides[axis]! * bytes))),
    address,
  );
}

/** The elements of a window, in bytes from its first one. */
function offsetsOf({ shape, dtype }: ShapedArray, window: Shape): readonly number[] {
  const { strides } = contiguous(shape);
  const bytes = bytesOf(dtype as LaneDType);
  return indicesOf(window).map((index) => index.reduce((sum, i, axis) => sum + i * strides[axis]! * bytes, 0));
}

const dtypeOf = ({ aval }: MemoryArray): LaneDType => aval.dtype as LaneDType;
