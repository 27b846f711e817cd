import {
  abs,
  add,
  type DType,
  div,
  exp,
  gt,
  log,
  log1p,
  mul,
  type Array as NDArray,
  neg,
  selectN,
  sign,
  square,
  sub,
  unsupported,
} from "@hyrax/core";
import {
  besselI0e,
  besselI1e,
  digamma,
  erf,
  erfc,
  erfInv,
  igamma,
  igammac,
  igammaGradA,
  lgamma,
  polygamma,
  randomGammaGrad,
  regularizedIncompleteBeta,
  special,
  zeta,
} from "@hyrax/core/library";
import { full } from "../interpreters/tangent.js";
import { jvpFamily, notLinear, perOperand, scalar, transposeFamily } from "./derivatives.js";

/** The distance from 1 to the next float. */
const epsilon: Partial<Readonly<Record<DType, number>>> = {
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
  float32: 2 ** -23,
  float64: 2 ** -52,
};

/** ∂P(a, x)/∂x = xᵃ⁻¹ e⁻ˣ / Γ(a). */
function gammaDensity(a: NDArray, x: NDArray): NDArray {
  return exp(sub(sub(mul(sub(a, 1), log(x)), x), lgamma(a)));
}

/** I₁ₑ′(x) = I₀ₑ(x) − I₁ₑ(x) (sign x + 1/x), and its limit ½ at 0. */
function besselI1eDerivative(x: NDArray, y: NDArray): NDArray {
  const tiny = epsilon[x.dtype] as number; // the primitive takes floats only
  const regular = gt(abs(x), tiny);
  const safe = selectN([regular, full(x.aval, tiny), x]);
  const derivative = sub(besselI0e(safe), mul(y, add(sign(safe), div(1, safe))));
  return selectN([regular, full(x.aval, 0.5), derivative]);
}

/** ∂Iₓ(a, b)/∂x = xᵃ⁻¹ (1 − x)ᵇ⁻¹ / B(a, b). */
function betaDensity(a: NDArray, b: NDArray, x: NDArray): NDArray {
  const logBeta = sub(add(lgamma(a), lgamma(b)), lgamma(add(a, b)));
  return exp(sub(add(mul(sub(b, 1), log1p(neg(x))), mul(sub(a, 1), log(x))), logBeta));
}

const noClosedForm = unsupported("the derivative by a shape parameter has no closed form that is implemented");

export const specialJvp = jvpFamily(special, {
  erf: scalar(erf, (x) => mul(2 / Math.sqrt(Math.PI), exp(neg(square(x))))),
  erfc: scalar(erfc, (x) => mul(-2 / Math.sqrt(Math.PI), exp(neg(square(x))))),
  erfInv: scalar(erfInv, (_, y) => mul(Math.sqrt(Math.PI) / 2, exp(square(y)))),
  lgamma: scalar(lgamma, (x) => digamma(x)),
  digamma: scalar(digamma, (x) => polygamma(1, x)),
  besselI0e: scalar(besselI0e, (x, y) => sub(besselI1e(x), mul(sign(x), y))),
  besselI1e: scalar(besselI1e, besselI1eDerivative),
  igamma: perOperand(igamma, [(da, [a, x]) => mul(da, igammaGradA(a, x)), (dx, [a, x]) => mul(dx, gammaDensity(a, x))]),
  igammac: perOperand(igammac, [
    (da, [a, x]) => neg(mul(da, igammaGradA(a, x))),
    (dx, [a, x]) => neg(mul(dx, gammaDensity(a, x))),
  ]),
  igammaGradA: perOperand(igammaGradA, [noClosedForm, noClosedForm]),
  randomGammaGrad: perOperand(randomGammaGrad, [noClosedForm, noClosedForm]),
  polygamma: perOperand(polygamma, [
    unsupported("the order of polygamma is an integer, by which there is no derivative"),
    (dx, [m, x]) => mul(dx, polygamma(add(m, 1), x)),
  ]),
  // ∂ζ(x, q)/∂q = −x ζ(x + 1, q).
  zeta: perOperand(zeta, [noClosedForm, (dq, [x, q]) => neg(mul(dq, mul(x, zeta(add(x, 1), q))))]),
  regularizedIncompleteBeta: perOperand(regularizedIncompleteBeta, [
    noClosedForm,
    noClosedForm,
    (dx, [a, b, x]) => mul(dx, betaDensity(a, b, x)),
  ]),
});

export const specialTranspose = transposeFamily(special, {
  erf: notLinear,
  erfc: notLinear,
  erfInv: notLinear,
  lgamma: notLinear,
  digamma: notLinear,
  besselI0e: notLinear,
  besselI1e: notLinear,
  igamma: notLinear,
  igammac: notLinear,
  igammaGradA: notLinear,
  randomGammaGrad: notLinear,
  polygamma: notLinear,
  zeta: notLinear,
  regularizedIncompleteBeta: notLinear,
});
