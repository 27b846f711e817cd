import {
  type ArrayLike,
  abs,
  and,
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
  or,
  scalarArray,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { imag, real } from "./complex.js";
import { requireReal } from "./parts.js";

/** Of floats, what `test` says, and of complex numbers what `join` makes of both parts; integers and bools are all finite. */
function ofFloats(
  x: ArrayLike,
  name: string,
  test: (x: NDArray) => NDArray,
  otherwise: boolean,
  join?: (re: NDArray, im: NDArray) => NDArray,
): NDArray {
  const array = toArray(x, name);
  const kind = dtypeKind(array.dtype);
  if (join === undefined) requireReal(name, array);
  else if (kind === "c") return join(test(real(array)), test(imag(array)));
  if (kind === "f") return test(array);
  return broadcastInDim(scalarArray(otherwise, "bool"), { shape: array.shape, broadcastDimensions: [] });
}

/** Whether x, or one of its parts, is NaN; bool. */
export function isnan(x: ArrayLike): NDArray {
  return ofFloats(x, "isnan", (array) => ne(array, array), false, or);
}

/** Whether x, or one of its parts, is infinite; bool. */
export function isinf(x: ArrayLike): NDArray {
  return ofFloats(x, "isinf", (array) => eq(abs(array), Number.POSITIVE_INFINITY), false, or);
}

/** Whether x is neither infinite nor NaN; bool. */
export function isfinite(x: ArrayLike): NDArray {
  return ofFloats(x, "isfinite", isFinite, true, and);
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
  return eq(imag(toArray(x, "isreal")), 0);
}

/** Whether the imaginary part is not zero; false of every real number. */
export function iscomplex(x: ArrayLike): NDArray {
  return ne(imag(toArray(x, "iscomplex")), 0);
}

/** The signed integer dtype of as many bits. */
export function integersOf(dtype: DType): DType {
  return `int${8 * dtypeBytes(dtype)}` as DType;
}

/** Whether the sign is negative, also of −0 and NaN; bool. */
export function signbit(x: ArrayLike): NDArray {
  const array = toArray(x, "signbit");
  requireReal("signbit", array);
  switch (dtypeKind(array.dtype)) {
    case "f":
      return lt(bitcastConvertType(array, { newDtype: integersOf(array.dtype) }), 0);
    case "i":
      return lt(array, 0);
    default:
      return broadcastInDim(scalarArray(false, "bool"), { shape: array.shape, broadcastDimensions: [] });
  }
}
