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
  require(kinds.includes(dtypeKind(x.dtype)), () => {
    const accepted = [...kinds].map((kind) => kindNames[kind as DTypeKind]).join(", ");
    return `takes ${accepted} dtypes, found ${x}; convert with astype`;
  });
}

/** Throws a `Misfit` unless the inputs have the same dtype. */
export function requireSameDtype(inputs: readonly ShapedArray[]): void {
  require(inputs.every((x) => x.dtype === inputs[0]?.dtype), () =>
    `the dtypes differ: ${inputs.join(" and ")}; convert one with astype, or use numpy, which promotes`);
}

/** Throws a `Misfit` unless the inputs have the same shape. */
export function requireSameShape(inputs: readonly ShapedArray[]): void {
  require(inputs.every((x) => sameShape(x.shape, (inputs[0] as ShapedArray).shape)), () =>
    `the shapes differ: ${inputs.join(" and ")}; broadcast one, or use numpy, which broadcasts`);
}

/** The shape that the inputs share; scalars go with every shape. Throws a `Misfit` if there is none. */
export function commonShape(inputs: readonly ShapedArray[]): Shape {
  const arrays = inputs.filter((x) => x.shape.length > 0);
  requireSameShape(arrays);
  return arrays[0]?.shape ?? [];
}

/** The type of a result that is made of all inputs: weak only if they all are. */
export function jointAval(
  shape: Shape,
  inputs: readonly ShapedArray[],
  dtype: DType = (inputs[0] as ShapedArray).dtype,
): ShapedArray {
  return shapedArray(
    shape,
    dtype,
    inputs.every((x) => x.weakType),
  );
}

/** The type of a contraction: that of the inputs, unless another dtype is asked for. */
export function contractionAval(shape: Shape, inputs: readonly ShapedArray[], preferred: DType | null): ShapedArray {
  return preferred === null ? jointAval(shape, inputs) : shapedArray(shape, preferred);
}

/** Throws a `Misfit` unless the axes are distinct axes of the input, counted from the front. */
export function requireAxes(x: ShapedArray, axes: readonly number[]): void {
  axes.forEach((axis, i) => {
    require(Number.isInteger(axis) && axis >= 0 && axis < x.shape.length && axes.indexOf(axis) === i, () =>
      `the axes [${axes.join(", ")}] must be different axes of ${x}`);
  });
}

/** Throws a `Misfit` unless each list, of what is named, has an entry for each axis of the input. */
export function requireEntries(x: ShapedArray, what: string, ...lists: readonly (readonly unknown[])[]): void {
  for (const list of lists) {
    require(list.length === x.shape.length, () => `${what} must have an entry for each axis of ${x}`);
  }
}

/** Throws a `Misfit` unless a part of this shape lies within the input. */
export function requirePart(x: ShapedArray, part: Shape): void {
  const fits = part.length === x.shape.length && part.every((n, axis) => n >= 0 && n <= (x.shape[axis] as number));
  require(fits, () => `a part [${part.join(",")}] does not fit into ${x}`);
}

/** Throws a `Misfit` unless the input that is named is a scalar. */
export function requireScalar(what: string, x: ShapedArray): void {
  require(x.shape.length === 0, () => `the ${what} must be a scalar, found ${x}`);
}

/** The first of the inputs; throws a `Misfit` if there is none. */
export function requireFirst([first]: readonly ShapedArray[]): ShapedArray {
  require(first !== undefined, () => "takes at least one array");
  return first as ShapedArray;
}

/** The shape without some axes. */
export function withoutAxes(shape: Shape, axes: readonly number[]): Shape {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** The shape with another size of an axis. */
export function resized(shape: Shape, axis: number, size: number): Shape {
  return shape.map((n, i) => (i === axis ? size : n));
}

/** Throws a `Misfit` with the message unless the condition holds. */
export function require(condition: boolean, message: () => string): void {
  if (!condition) throw new Misfit(message());
}

/** The aval with another shape. */
export function withShape(x: ShapedArray, shape: Shape): ShapedArray {
  return shapedArray(shape, x.dtype, x.weakType);
}

/** Equal in shape and dtype; weakness may differ. */
function sameType(a: ShapedArray, b: ShapedArray | undefined): boolean {
  return a === b || (a.dtype === b?.dtype && sameShape(a.shape, b.shape));
}

/** Throws a `Misfit` unless types, of what is named, are what they have to be. */
export function requireTypes(what: string, wanted: readonly ShapedArray[], found: readonly ShapedArray[]): void {
  require(wanted.length === found.length && wanted.every((aval, i) => sameType(aval, found[i])), () =>
    `${what} (${wanted.join(", ")}), found (${found.join(", ")})`);
}

/** Throws a `Misfit` unless the inputs are what a jaxpr takes. */
export function requireInputs(jaxpr: Jaxpr, inputs: readonly ShapedArray[]): void {
  requireTypes("the jaxpr takes", jaxpr.inAvals, inputs);
}
