import { type ShapedArray, shapedArray } from "../aval.js";
import { canonicalDtype, type DType, dtypeBytes } from "../dtypes/dtype.js";
import { primitive } from "../primitive.js";
import { require, requireKind, withShape } from "./abstract.js";

type One = readonly [x: ShapedArray];

export interface ConvertElementTypeParams {
  readonly newDtype: DType;
  readonly weakType: boolean;
}

/** Converts elements: to integers it truncates and saturates, to bool it compares with zero. */
export const convertElementType = primitive(
  "convert_element_type",
  ([x]: One, { newDtype, weakType }: ConvertElementTypeParams) => {
    requireKind(x, "biufc");
    return shapedArray(x.shape, canonicalDtype(newDtype), weakType);
  },
);

export interface BitcastConvertTypeParams {
  readonly newDtype: DType;
}

/** Reads the bits as another dtype; a wider one takes the last axis in, a narrower one adds an axis. */
export const bitcastConvertType = primitive(
  "bitcast_convert_type",
  ([x]: One, { newDtype }: BitcastConvertTypeParams) => {
    requireKind(x, "iuf");
    const from = dtypeBytes(x.dtype);
    const to = dtypeBytes(newDtype);
    if (from === to) return shapedArray(x.shape, newDtype);
    if (from > to) return shapedArray([...x.shape, from / to], newDtype);
    require(x.shape.at(-1) === to / from, () => `the last axis of ${x} must have size ${to / from} for ${newDtype}`);
    return shapedArray(x.shape.slice(0, -1), newDtype);
  },
);

export interface ReducePrecisionParams {
  readonly exponentBits: number;
  readonly mantissaBits: number;
}

/** Rounds to a float of fewer bits and back. */
export const reducePrecision = primitive(
  "reduce_precision",
  ([x]: One, { exponentBits, mantissaBits }: ReducePrecisionParams) => {
    requireKind(x, "f");
    require(exponentBits >= 1 && mantissaBits >= 0, () =>
      `exponentBits must be 1 or more and mantissaBits 0 or more, found ${exponentBits} and ${mantissaBits}`);
    return x;
  },
);

/** A copy: its result shares no memory with its input. */
export const copy = primitive("copy", ([x]: One) => withShape(x, x.shape));

/** Changes of dtype and representation. */
export const conversion = { convertElementType, bitcastConvertType, reducePrecision, copy };
