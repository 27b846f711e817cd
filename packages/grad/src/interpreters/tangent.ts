import {
  addAny,
  allocate,
  broadcastInDim,
  hostArray,
  isInexact,
  Array as NDArray,
  type ShapedArray,
  sameShape,
  scalarArray,
  shapedArray,
  type Tangent,
  Zero,
} from "@hyrax/core";
import { randomWrap } from "@hyrax/core/library";

/** The type of the tangents of a value: its own, or `float0` for integers, booleans and keys, which have none. */
export function tangentAval(aval: ShapedArray): ShapedArray {
  return isInexact(aval.dtype) ? aval : shapedArray(aval.shape, "float0");
}

/** The zero tangent of a value. */
export function zeroTangent(x: { readonly aval: ShapedArray }): Zero {
  return new Zero(tangentAval(x.aval));
}

/** An array of zeros. */
export function zeros(aval: ShapedArray): NDArray {
  if (aval.dtype === "float0") return hostArray(allocate("float0", aval.size), aval.shape, "float0");
  if (aval.dtype === "key<fry>") return randomWrap(zeros(shapedArray([...aval.shape, 2], "uint32")));
  return full(aval, 0);
}

/** An array of this type, filled with one number. */
export function full({ dtype, shape, weakType }: ShapedArray, value: number): NDArray {
  const scalar = scalarArray(value, dtype, weakType);
  return shape.length === 0 ? scalar : broadcastInDim(scalar, { shape, broadcastDimensions: [] });
}

/** The arrays that zero tangents were made into for functions of the user's. */
const instantiated = new WeakSet<NDArray>();

/** A tangent as an array. */
export function instantiate(tangent: Tangent): NDArray {
  if (!(tangent instanceof Zero)) return tangent;
  const array = zeros(tangent.aval);
  instantiated.add(array);
  return array;
}

/**
 * The tangent that an array stands for. Where a custom rule returns what `jvp` gave it, a zero is one again: what follows
 * is not differentiated, as a function with a `customVjp` rule could not be.
 */
export function symbolic(tangent: Tangent): Tangent {
  return tangent instanceof NDArray && instantiated.has(tangent) ? new Zero(tangent.aval) : tangent;
}

/** Whether something else than zero, so far as is known. */
export function isNonzero(tangent: Tangent): tangent is NDArray {
  return tangent instanceof NDArray;
}

/** A scalar spread over the shape of the result that it takes part in; everything else as it is. */
export function spread(x: NDArray, { shape }: ShapedArray): NDArray {
  return sameShape(x.shape, shape) ? x : broadcastInDim(x, { shape, broadcastDimensions: [] });
}

/** The sum of two tangents of the same value. */
export function addTangents(a: Tangent, b: Tangent): Tangent {
  return a instanceof Zero ? b : b instanceof Zero ? a : addAny(a, b);
}
