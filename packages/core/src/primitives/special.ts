import type { ShapedArray } from "../aval.js";
import { primitive } from "../primitive.js";
import { commonShape, jointAval, requireKind, requireSameDtype } from "./abstract.js";

function unary(name: string) {
  return primitive(name, ([x]: readonly [x: ShapedArray]) => {
    requireKind(x, "f");
    return x;
  });
}

function check(inputs: readonly [ShapedArray, ...ShapedArray[]]): ShapedArray {
  requireKind(inputs[0], "f");
  requireSameDtype(inputs);
  return jointAval(commonShape(inputs), inputs);
}

function binary(name: string) {
  return primitive<readonly [a: ShapedArray, x: ShapedArray]>(name, check);
}

export const erf = unary("erf");
export const erfc = unary("erfc");
export const erfInv = unary("erf_inv");
/** The logarithm of the absolute value of the gamma function. */
export const lgamma = unary("lgamma");
export const digamma = unary("digamma");
/** exp(−|x|) I₀(x), with the modified Bessel function of the first kind. */
export const besselI0e = unary("bessel_i0e");
/** exp(−|x|) I₁(x). */
export const besselI1e = unary("bessel_i1e");
/** The regularised lower incomplete gamma function P(a, x). */
export const igamma = binary("igamma");
/** The regularised upper incomplete gamma function Q(a, x). */
export const igammac = binary("igammac");
/** ∂P(a, x)/∂a. */
export const igammaGradA = binary("igamma_grad_a");
/** The derivative of a gamma sample `x` by its shape parameter `a`. */
export const randomGammaGrad = binary("random_gamma_grad");
/** The polygamma function of order `m` at `x`. */
export const polygamma = binary("polygamma");
/** The Hurwitz zeta function ζ(x, q). */
export const zeta = binary("zeta");
/** The regularised incomplete beta function I_x(a, b), called as `(a, b, x)`. */
export const regularizedIncompleteBeta = primitive<readonly [a: ShapedArray, b: ShapedArray, x: ShapedArray]>(
  "regularized_incomplete_beta",
  check,
);

/** Special functions of real elements. */
export const special = {
  erf,
  erfc,
  erfInv,
  lgamma,
  digamma,
  besselI0e,
  besselI1e,
  igamma,
  igammac,
  igammaGradA,
  randomGammaGrad,
  polygamma,
  zeta,
  regularizedIncompleteBeta,
};
