import { type Shape, type ShapedArray, sameShape, shapedArray } from "../aval.js";
import { type DType, type DTypeKind, dtypeKind } from "../dtypes/dtype.js";
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

/** Throws a `TypeError` unless the dtype of an input is of one of the kinds. */
export function requireKind(name: string, x: ShapedArray, kinds: Kinds): void {
  if (kinds.includes(dtypeKind(x.dtype))) return;
  const accepted = [...kinds].map((kind) => kindNames[kind as DTypeKind]).join(", ");
  throw new TypeError(`${name}: takes ${accepted} dtypes, found ${x}; convert with astype`);
}

/** Throws a `TypeError` unless the inputs have the same dtype. */
export function requireSameDtype(name: string, inputs: readonly ShapedArray[]): void {
  const [first] = inputs;
  if (inputs.every((x) => x.dtype === first?.dtype)) return;
  throw new TypeError(
    `${name}: the inputs must have the same dtype, found ${inputs.join(" and ")}; convert one with astype, or use the function of numpy, which promotes`,
  );
}

/** The shape that the inputs share; scalars go with every shape. Throws a `TypeError` if there is none. */
export function commonShape(name: string, inputs: readonly ShapedArray[]): Shape {
  let shape: Shape = [];
  for (const x of inputs) {
    if (x.shape.length === 0 || x.shape === shape) continue;
    if (shape.length > 0 && !sameShape(shape, x.shape)) {
      throw new TypeError(
        `${name}: the shapes of the inputs differ: ${inputs.join(" and ")}; broadcast one, or use the function of numpy, which broadcasts`,
      );
    }
    shape = x.shape;
  }
  return shape;
}

/** The type of an elementwise result: weak only if all inputs are. */
export function elementwiseAval(name: string, inputs: readonly ShapedArray[], dtype: DType): ShapedArray {
  return shapedArray(
    commonShape(name, inputs),
    dtype,
    inputs.every((x) => x.weakType),
  );
}

/** Throws a `TypeError` unless the axes are distinct axes of the input, counted from the front. */
export function requireAxes(name: string, x: ShapedArray, axes: readonly number[]): void {
  const rank = x.shape.length;
  for (const axis of axes) {
    if (!Number.isInteger(axis) || axis < 0 || axis >= rank) {
      throw new TypeError(`${name}: axis ${axis} is out of range for ${x}, which has ${rank} axes`);
    }
  }
  if (new Set(axes).size !== axes.length) throw new TypeError(`${name}: the axes [${axes.join(", ")}] repeat one`);
}

/** The shape without some axes. */
export function withoutAxes(shape: Shape, axes: readonly number[]): Shape {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** Throws a `TypeError` with the message unless the condition holds. */
export function require(condition: boolean, message: () => string): void {
  if (!condition) throw new TypeError(message());
}

/** The aval with another shape. */
export function withShape(x: ShapedArray, shape: Shape): ShapedArray {
  return shapedArray(shape, x.dtype, x.weakType);
}

/** Throws a `TypeError` unless the inputs are what a jaxpr takes. */
export function requireInputs(name: string, jaxpr: Jaxpr, inputs: readonly ShapedArray[]): void {
  const wanted = jaxpr.inAvals;
  const fits = wanted.length === inputs.length && wanted.every((aval, i) => sameType(aval, inputs[i] as ShapedArray));
  require(fits, () => `${name}: the jaxpr takes (${wanted.join(", ")}), found (${inputs.join(", ")})`);
}

/** Equal in shape and dtype; weakness may differ. */
export function sameType(a: ShapedArray, b: ShapedArray): boolean {
  return a === b || (a.dtype === b.dtype && a.shape.join() === b.shape.join());
}
