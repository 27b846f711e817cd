import { type Shape, type ShapedArray, sameShape, shapedArray } from "../aval.js";
import { type DType, type DTypeKind, dtypeKind } from "../dtypes/dtype.js";
import { Misfit } from "../errors.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";

/** The kinds of dtypes that an operation takes, one letter each: `"f"`, `"iufc"`. */
export type Kinds = string;

const kindNames: Readonly<Record<DTypeKind, string>> = {
  b: "bool",
  i: "signed integer",
  u: "unsigned integer",
  f: "floating",
  c: "complex",
  x: "key",
};

/** Throws a `Misfit` unless the dtype of an input is of one of the kinds. */
export function requireKind(x: ShapedArray, kinds: Kinds): void {
  if (kinds.includes(dtypeKind(x.dtype))) return;
  const accepted = [...kinds].map((kind) => kindNames[kind as DTypeKind]).join(", ");
  throw new Misfit(`takes ${accepted} dtypes, found ${x}; convert with astype`);
}

/** Throws a `Misfit` unless the inputs have the same dtype. */
export function requireSameDtype(inputs: readonly ShapedArray[]): void {
  const [first] = inputs;
  if (inputs.every((x) => x.dtype === first?.dtype)) return;
  throw new Misfit(`the dtypes differ: ${inputs.join(" and ")}; convert one with astype, or use numpy, which promotes`);
}

/** The shape that the inputs share; scalars go with every shape. Throws a `Misfit` if there is none. */
export function commonShape(inputs: readonly ShapedArray[]): Shape {
  let shape: Shape = [];
  for (const x of inputs) {
    if (x.shape.length === 0 || x.shape === shape) continue;
    if (shape.length > 0 && !sameShape(shape, x.shape)) {
      throw new Misfit(`the shapes differ: ${inputs.join(" and ")}; broadcast one, or use numpy, which broadcasts`);
    }
    shape = x.shape;
  }
  return shape;
}

/** The type of an elementwise result: weak only if all inputs are. */
export function elementwiseAval(inputs: readonly ShapedArray[], dtype: DType): ShapedArray {
  return shapedArray(
    commonShape(inputs),
    dtype,
    inputs.every((x) => x.weakType),
  );
}

/** Throws a `Misfit` unless the axes are distinct axes of the input, counted from the front. */
export function requireAxes(x: ShapedArray, axes: readonly number[]): void {
  const rank = x.shape.length;
  for (const axis of axes) {
    if (!Number.isInteger(axis) || axis < 0 || axis >= rank) {
      throw new Misfit(`axis ${axis} is out of range for ${x}`);
    }
  }
  if (new Set(axes).size !== axes.length) throw new Misfit(`the axes [${axes.join(", ")}] repeat one`);
}

/** The shape without some axes. */
export function withoutAxes(shape: Shape, axes: readonly number[]): Shape {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** Throws a `Misfit` with the message unless the condition holds. */
export function require(condition: boolean, message: () => string): void {
  if (!condition) throw new Misfit(message());
}

/** The aval with another shape. */
export function withShape(x: ShapedArray, shape: Shape): ShapedArray {
  return shapedArray(shape, x.dtype, x.weakType);
}

/** Throws a `Misfit` unless the inputs are what a jaxpr takes. */
export function requireInputs(jaxpr: Jaxpr, inputs: readonly ShapedArray[]): void {
  const wanted = jaxpr.inAvals;
  const fits = wanted.length === inputs.length && wanted.every((aval, i) => sameType(aval, inputs[i] as ShapedArray));
  require(fits, () => `the jaxpr takes (${wanted.join(", ")}), found (${inputs.join(", ")})`);
}

/** Equal in shape and dtype; weakness may differ. */
export function sameType(a: ShapedArray, b: ShapedArray): boolean {
  return a === b || (a.dtype === b.dtype && a.shape.join() === b.shape.join());
}
