import type { ShapedArray } from "../aval.js";
import { complexDtype, type DType, isComplex, realDtype } from "../dtypes/dtype.js";
import { primitive } from "../primitive.js";
import { commonShape, jointAval, require, requireKind, requireSameDtype } from "./abstract.js";

type One = readonly [x: ShapedArray];

/** Half precision has no complex numbers. */
function requirePart(x: ShapedArray): void {
  require(x.dtype === realDtype(complexDtype(x.dtype)), () =>
    `takes float32 or float64 parts, found ${x}; convert with astype`);
}

/** `complex(re, im)`: complex numbers from their parts, float32 to complex64 and float64 to complex128. */
export const complex = primitive("complex", (inputs: readonly [re: ShapedArray, im: ShapedArray]) => {
  const [re] = inputs;
  requirePart(re);
  requireSameDtype(inputs);
  return jointAval(commonShape(inputs), inputs, complexDtype(re.dtype));
});

const part = (name: string) =>
  primitive(name, ([z]: One) => {
    requireKind(z, "c");
    return jointAval(z.shape, [z], realDtype(z.dtype));
  });

export const real = part("real");
export const imag = part("imag");

export interface ConjParams {
  /** The dtype that the input stands for: of a real one, the conjugate is complex all the same. */
  readonly inputDtype: DType;
}

/** The complex conjugate. */
export const conj = primitive("conj", ([x]: One, _: ConjParams) => {
  if (!isComplex(x.dtype)) requirePart(x);
  return jointAval(x.shape, [x], complexDtype(x.dtype));
});

/** Complex numbers and their parts. */
export const complexParts = { complex, real, imag, conj };
