import {
  type ArrayLike,
  abs,
  bitcastConvertType,
  broadcastInDim,
  type DType,
  dtypeBytes,
  dtypeKind,
  eq,
  isFinite,
  lt,
  type Array as NDArray,
  ne,
  scalarArray,
} from "@hyrax/core";
import { toArray } from "../convert.js";

/** Of floats, what `test` says; integers and bools are all finite. */
function ofFloats(x: ArrayLike, name: string, test: (x: NDArray) => NDArray, otherwise: boolean): NDArray {
  const array = toArray(x, name);
  if (dtypeKind(array.dtype) === "f") return test(array);
  return broadcastInDim(scalarArray(otherwise, "bool"), { shape: array.shape, broadcastDimensions: [] });
}

/** Whether x is NaN; bool. */
export function isnan(x: ArrayLike): NDArray {
  return ofFloats(x, "isnan", (array) => ne(array, array), false);
}

/** Whether x is infinite; bool. */
export function isinf(x: ArrayLike): NDArray {
  return ofFloats(x, "isinf", (array) => eq(abs(array), Number.POSITIVE_INFINITY), false);
}

/** Whether x is neither infinite nor NaN; bool. */
export function isfinite(x: ArrayLike): NDArray {
  return ofFloats(x, "isfinite", isFinite, true);
}

/** Whether x is ∞; bool. */
export function isposinf(x: ArrayLike): NDArray {
  return ofFloats(x, "isposinf", (array) => eq(array, Number.POSITIVE_INFINITY), false);
}

/** Whether x is −∞; bool. */
export function isneginf(x: ArrayLike): NDArray {
  return ofFloats(x, "isneginf", (array) => eq(array, Number.NEGATIVE_INFINITY), false);
}

/** Whether the imaginary part is zero; true of every real number. */
export function isreal(x: ArrayLike): NDArray {
  const { shape } = toArray(x, "isreal");
  return broadcastInDim(scalarArray(true, "bool"), { shape, broadcastDimensions: [] });
}

/** Whether the imaginary part is not zero; false of every real number. */
export function iscomplex(x: ArrayLike): NDArray {
  const { shape } = toArray(x, "iscomplex");
  return broadcastInDim(scalarArray(false, "bool"), { shape, broadcastDimensions: [] });
}

/** The signed integer dtype of as many bits. */
export function integersOf(dtype: DType): DType {
  return `int${8 * dtypeBytes(dtype)}` as DType;
}

/** Whether the sign is negative, also of −0 and NaN; bool. */
export function signbit(x: ArrayLike): NDArray {
  const array = toArray(x, "signbit");
  switch (dtypeKind(array.dtype)) {
    case "f":
      return lt(bitcastConvertType(array, { newDtype: integersOf(array.dtype) }), 0);
    case "i":
      return lt(array, 0);
    default:
      return broadcastInDim(scalarArray(false, "bool"), { shape: array.shape, broadcastDimensions: [] });
  }
}
