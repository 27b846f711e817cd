import { type ArrayLike, type Array as NDArray, type Scalar, scalarArray, type Typed } from "@hyrax/core";
import { broadcastArrays } from "./broadcast.js";
import { convertTo, toArray } from "./convert.js";
import { isScalar, promotedType, toInexact } from "./scalar-type.js";

/** An array for each argument. */
export type Arrays<X extends readonly unknown[]> = { -readonly [K in keyof X]: NDArray };

/**
 * The arguments as arrays of one dtype and one shape: JAX's promotion, weak types included, then NumPy's broadcasting.
 * Scalars without axes stay so: primitives take them beside every shape. Throws a `TypeError` that names the function and
 * the shapes if these do not broadcast.
 */
export function promoteArgs<const X extends readonly ArrayLike[]>(name: string, ...xs: X): Arrays<X> {
  return broadcastArrays(name, ...promoteDtypes(name, ...xs)) as Arrays<X>;
}

/** As `promoteArgs`, with integers and booleans as floats. */
export function promoteInexact<const X extends readonly ArrayLike[]>(name: string, ...xs: X): Arrays<X> {
  return broadcastArrays(name, ...promoteDtypesInexact(name, ...xs)) as Arrays<X>;
}

/** The arguments as arrays of one dtype, each of its own shape. */
export function promoteDtypes<const X extends readonly ArrayLike[]>(name: string, ...xs: X): Arrays<X> {
  const operands = xs.map((x) => (isScalar(x) ? x : toArray(x, name)));
  if (operands.some((x) => isScalar(x) || !isKey(x))) refuseKeys(name, operands);
  return convertAll(operands, promotedType(operands)) as Arrays<X>;
}

/** The arguments as arrays of one floating or complex dtype, each of its own shape. */
export function promoteDtypesInexact<const X extends readonly ArrayLike[]>(name: string, ...xs: X): Arrays<X> {
  const operands = xs.map((x) => (isScalar(x) ? x : toArray(x, name)));
  refuseKeys(name, operands);
  const { dtype, weakType } = promotedType(operands);
  return convertAll(operands, { dtype: toInexact(dtype), weakType }) as Arrays<X>;
}

const isKey = ({ dtype }: NDArray) => dtype === "key<fry>";

/** Throws a `TypeError` where a random key stands among numbers: it has no value to compute with. */
function refuseKeys(name: string, operands: readonly (NDArray | Scalar)[]): void {
  const key = operands.find((x) => !isScalar(x) && isKey(x));
  if (key === undefined) return;
  throw new TypeError(
    `${name}: takes numbers, found the random key ${(key as NDArray).aval}; draw numbers from it (random.uniform), or read its words with random.keyData`,
  );
}

/** The array with an inexact dtype. */
export function inexact(x: ArrayLike, name: string): NDArray {
  return promoteDtypesInexact(name, x)[0];
}

function convertAll(operands: readonly (NDArray | Scalar)[], { dtype, weakType }: Typed): NDArray[] {
  return operands.map((x) => (isScalar(x) ? scalarArray(x, dtype, weakType) : convertTo(x, dtype, weakType)));
}

/** As `promoteArgs`, with booleans as int32: for arithmetic that has no meaning on them. */
export function promoteNumeric<const X extends readonly ArrayLike[]>(name: string, ...xs: X): Arrays<X> {
  const arrays = promoteArgs(name, ...xs) as readonly NDArray[];
  return arrays.map((x) => (x.dtype === "bool" ? convertTo(x, "int32") : x)) as Arrays<X>;
}
