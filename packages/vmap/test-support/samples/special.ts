import type { special } from "@hyrax/core/library";
import { between, type Draw, positive, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const params = {};

type Kind = (...shape: number[]) => Draw;

const unary = (kind: Kind) => [kind(2, 3), kind()].map((x) => ({ inputs: [x] as const, params }));
const binary = (left: Kind, right: Kind) =>
  [[left(2, 3), right(2, 3)] as const, [left(), right(3)] as const, [left(3), right()] as const].map((inputs) => ({
    inputs,
    params,
  }));

const unit = between(0.1, 0.9);
const orders: Kind = (...shape) => ({ shape, dtype: "float32", element: (random) => Math.floor(4 * random()) });

export const specialSamples: Samples<typeof special> = {
  erf: unary(reals),
  erfc: unary(reals),
  erfInv: unary(between(-0.9, 0.9)),
  lgamma: unary(positive),
  digamma: unary(positive),
  besselI0e: unary(reals),
  besselI1e: unary(reals),
  igamma: binary(positive, positive),
  igammac: binary(positive, positive),
  igammaGradA: binary(positive, positive),
  randomGammaGrad: binary(positive, positive),
  polygamma: binary(orders, positive),
  zeta: binary(between(1.5, 4), positive),
  regularizedIncompleteBeta: [
    { inputs: [positive(2, 3), positive(2, 3), unit(2, 3)], params },
    { inputs: [positive(), positive(), unit(3)], params },
  ],
};
