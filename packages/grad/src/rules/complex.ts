import { complex, complexParts, conj, imag, isComplex, neg, real } from "@hyrax/core";
import { zeros } from "../interpreters/tangent.js";
import { jvpFamily, linear, transposeEach, transposeFamily } from "./derivatives.js";

// A cotangent t of a complex number z stands for dz ↦ Re(t dz), without a conjugate: of z = x + iy, Re(t) belongs to x
// and Re(it) = −Im(t) to y. So transposes of complex products are products, and `grad` of a real function gives
// ∂f/∂x − i ∂f/∂y, the conjugate of the direction of steepest ascent, as in JAX.

export const complexPartsJvp = jvpFamily(complexParts, {
  complex: linear(complex),
  real: linear(real),
  imag: linear(imag),
  conj: linear(conj),
});

export const complexPartsTranspose = transposeFamily(complexParts, {
  complex: transposeEach<typeof complex>([(ct) => real(ct), (ct) => imag(neg(ct))]),
  real: transposeEach<typeof real>([(ct) => complex(ct, zeros(ct.aval))]),
  imag: transposeEach<typeof imag>([(ct) => complex(zeros(ct.aval), neg(ct))]),
  conj: transposeEach<typeof conj>([
    (ct, { dtype }) => (isComplex(dtype) ? conj(ct, { inputDtype: ct.dtype }) : real(ct)),
  ]),
});
