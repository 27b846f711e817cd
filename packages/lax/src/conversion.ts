import {
  asArray,
  canonicalDtype,
  conversion,
  type DType,
  elementwise,
  flatten,
  isInexact,
  Array as NDArray,
  type Operand,
  unflatten,
} from "@hyrax/core";

/** x with its elements converted: to integers they are truncated, to bool compared with zero. The same array if nothing changes. */
export function convertElementType(x: Operand, newDtype: DType): NDArray {
  const array = asArray(x);
  const dtype = canonicalDtype(newDtype);
  if (array.dtype === dtype && !array.weakType) return array;
  return conversion.convertElementType(array, { newDtype: dtype, weakType: false });
}

/** The bits of x read as another dtype: a wider one takes in the last axis, a narrower one adds an axis. */
export function bitcastConvertType(x: Operand, newDtype: DType): NDArray {
  return conversion.bitcastConvertType(x, { newDtype: canonicalDtype(newDtype) });
}

/** x rounded to a float of so many bits of exponent and mantissa, in the dtype of x. */
export function reducePrecision(x: Operand, exponentBits: number, mantissaBits: number): NDArray {
  return conversion.reducePrecision(x, { exponentBits, mantissaBits });
}

/** The pytree itself, as a constant to differentiation. */
export function stopGradient<T>(tree: T): T {
  const [leaves, treedef] = flatten(tree);
  const stopped = leaves.map((leaf) =>
    leaf instanceof NDArray && isInexact(leaf.dtype) ? elementwise.stopGradient(leaf) : leaf,
  );
  // The structure is that of the argument, so the type is too.
  return unflatten(treedef, stopped) as T;
}

/** The pytree itself. Engines here do not move work across calls, so there is nothing to hold back. */
export function optimizationBarrier<T>(tree: T): T {
  return tree;
}
