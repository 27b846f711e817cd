import { bitcastConvertType, conversion, convertElementType, copy, reducePrecision } from "@hyrax/core";
import { atFront } from "../interpreters/axes.js";
import { batchFamily } from "../interpreters/rule.js";
import { pointwise } from "./pointwise.js";

export const conversionBatch = batchFamily(conversion, {
  convertElementType: pointwise(convertElementType),
  // A change of width adds or takes the last axis, which the mapped one must not be.
  bitcastConvertType: ([x], params, { size }) => ({ value: bitcastConvertType(atFront(x, size), params), axis: 0 }),
  reducePrecision: pointwise(reducePrecision),
  copy: pointwise(copy),
});
