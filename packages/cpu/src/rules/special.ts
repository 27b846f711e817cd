import type { ShapedArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import { cpuFamily } from "../kernel.js";
import { type BinaryKernel, doubles1, doubles2, doubles3, each1, each2, each3, type UnaryKernel } from "../loops.js";
import * as math from "../math/index.js";

type Outs = readonly ShapedArray[];

function unary(f: (x: number) => number) {
  return ([x]: readonly [ShapedArray], _: object, [out]: Outs): UnaryKernel => doubles1(each1(f), x, out!);
}

function binary(f: (a: number, x: number) => number) {
  return (inputs: readonly [ShapedArray, ShapedArray], _: object, [out]: Outs): BinaryKernel =>
    doubles2(each2(f), inputs, out!);
}

const erfInv = { float32: unary(math.erfInvF32), float64: unary(math.erfInv) };

export const specialCpu = cpuFamily(special, {
  erf: unary(math.erf),
  erfc: unary(math.erfc),
  // Normal samples are made of it, which are to be the bits that JAX has; XLA computes it in float32 for less than that.
  erfInv: (inputs, params, outs) => erfInv[inputs[0].dtype === "float64" ? "float64" : "float32"](inputs, params, outs),
  lgamma: unary(math.lgamma),
  digamma: unary(math.digamma),
  besselI0e: unary(math.besselI0e),
  besselI1e: unary(math.besselI1e),
  igamma: binary(math.igamma),
  igammac: binary(math.igammac),
  igammaGradA: binary(math.igammaGradA),
  randomGammaGrad: binary(math.randomGammaGrad),
  polygamma: binary(math.polygamma),
  zeta: binary(math.zeta),
  regularizedIncompleteBeta: (inputs, _, [out]) => doubles3(each3(math.betainc), inputs, out!),
});
