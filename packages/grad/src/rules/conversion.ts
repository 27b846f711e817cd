import {
  bitcastConvertType,
  conversion,
  convertElementType,
  copy,
  isInexact,
  reducePrecision,
  Zero,
} from "@hyrax/core";
import { zeroTangent } from "../interpreters/tangent.js";
import { jvpFamily, linear, notLinear, transposeEach, transposeFamily, zeroDerivative } from "./derivatives.js";

export const conversionJvp = jvpFamily(conversion, {
  convertElementType: ([x], [dx], params) => {
    const y = convertElementType(x, params);
    return [y, dx instanceof Zero || !isInexact(y.dtype) ? zeroTangent(y) : convertElementType(dx, params)];
  },
  bitcastConvertType: zeroDerivative(bitcastConvertType),
  reducePrecision: linear(reducePrecision),
  copy: linear(copy),
});

export const conversionTranspose = transposeFamily(conversion, {
  convertElementType: transposeEach<typeof convertElementType>([
    (ct, { dtype, weakType }) => convertElementType(ct, { newDtype: dtype, weakType }),
  ]),
  bitcastConvertType: notLinear,
  reducePrecision: transposeEach<typeof reducePrecision>([(ct, _aval, _inputs, params) => reducePrecision(ct, params)]),
  copy: transposeEach<typeof copy>([(ct) => copy(ct)]),
});
