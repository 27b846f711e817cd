import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { exp1 } from "./expn.js";
import { horner } from "./horner.js";

/** A quotient of polynomials, the coefficients of the highest power first. */
interface Rational {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

const quotient = ({ p, q }: Rational, x: NDArray) => horner(p, x).div(horner(q, x));

// Source of the coefficients: Moshier, Cephes, ei.c.
/** (Ei(x) − γ − log x) / x up to 2. */
const near: Rational = {
  p: [
    -5.350447357812543, 218.50491688166133, -4176.572384826693, 55411.76756393557, -331338.13311781443,
    1592627.1633849454,
  ],
  q: [
    1.0, -52.505479591128626, 1259.6161867867906, -17565.495819735348, 149306.2117002726, -729494.9239640528,
    1592627.1633849454,
  ],
};

/** x (x exp(−x) Ei(x) − 1) as a function of 1 / x, up to each bound. */
const segments: readonly (Rational & { readonly upTo: number })[] = [
  {
    upTo: 4,
    p: [
      0.019818085032596897, -1.2716456259849176, -2.0881603356812284, 2.7555445091879367, -0.44095070487016,
      0.046656238059358916, -0.0015450426796734852, 7.059980605299618e-5,
    ],
    q: [
      1.0, 1.4764986709149215, 0.5629177174822436, 0.16990178978793072, 0.02291647179034212, 0.0044501504397287525,
      0.00017274396122065214, 3.953167195549672e-5,
    ],
  },
  {
    upTo: 8,
    p: [
      -1.3732153758712087, -0.7084559133740839, 1.580806855547941, -0.2601500427425623, 0.029946746941137137,
      -0.001038086040188744, 4.371064420753005e-5, 2.141783679522603e-6,
    ],
    q: [
      1.0, 0.8585231423622028, 0.4483285822873995, 0.07687932158124476, 0.024498682410218877, 0.0008832165941927797,
      0.00045909522995113536, -4.729848351866523e-6, 2.66519553739071e-6,
    ],
  },
  {
    upTo: 16,
    p: [
      -2.1069346016919166, 1.7327338696646881, -0.2423619178935842, 0.02322724180937566, 0.00023728804404931798,
      -8.343219561192553e-5, 1.3634087956052505e-5, -3.655412321999254e-7, 1.4649417339759612e-8, 6.17640786371036e-10,
    ],
    q: [
      1.0, -0.2298062239901678, 0.11050770414740378, -0.015665429666307924, 0.002761106850817353,
      -0.00020891480122840484, 1.7085289388076754e-5, -4.4593117963566865e-7, 1.3946349303538475e-8,
      6.150865933977338e-10,
    ],
  },
  {
    upTo: 32,
    p: [
      -0.24581193676740204, -0.14833822533220778, 0.07248291795735552, -0.013483156873809405, 0.001342775069788637,
      -7.942465637159712e-5, 2.644179518984236e-6, -4.239473659313765e-8,
    ],
    q: [
      1.0, -0.10442259084438711, -0.26764531281014026, 0.09695000254621984, -0.01601745692712991, 0.001496414899205908,
      -8.462452563778485e-5, 2.7289384034767266e-6, -4.239462431819542e-8,
    ],
  },
  {
    upTo: 64,
    p: [
      0.12125611181054567, -0.5823133179043894, 0.2348887314557017, -0.030400343181132484, 0.0015100821468651906,
      -2.5231370954995714e-5,
    ],
    q: [
      1.0, -1.002252150365854, 0.2928709694872224, -0.03337004338674008, 0.0015605448811273888, -2.5231370936032347e-5,
    ],
  },
  {
    upTo: Number.POSITIVE_INFINITY,
    p: [
      -0.7657847078286127, 0.6886192415566705, -0.2132598113545206, 0.033461075523841935, -0.003076541477344756,
      0.00017471193164549074, -6.1037116822741705e-6, 1.218032765428652e-7, -1.0860761027932903e-9,
    ],
    q: [
      1.0, -1.8888028686623086, 1.066691687211409, -0.27519159823063805, 0.039308526882338234, -0.003414684558602365,
      0.00018668443707035555, -6.345146083130515e-6, 1.239754287483207e-7, -1.0860761027931265e-9,
    ],
  },
];

function positive(x: NDArray): NDArray {
  const inverse = np.reciprocal(x);
  const scale = np.exp(x).mul(inverse);
  // The last segment first: each one is replaced up to the bound of the one before it.
  const beyond = segments.reduceRight<NDArray | undefined>((later, segment) => {
    const value = quotient(segment, inverse);
    return later === undefined ? value : np.where(np.lessEqual(x, segment.upTo), value, later);
  }, undefined) as NDArray; // there are segments
  const atNear = x.mul(quotient(near, x)).add(np.log(x)).add(np.eulerGamma);
  return np.where(np.lessEqual(x, 2), atNear, scale.mul(inverse.mul(beyond).add(1)));
}

const expiOf = np.withDerivative(
  "expi",
  (x: NDArray) => {
    const negative = x.less(0);
    const [above, below] = [np.where(negative, 1, x), np.where(negative, x.neg(), 1)];
    return np.where(negative, exp1(below).neg(), positive(above));
  },
  ([x], [dx]) => dx.mul(np.exp(x).div(x)),
);

/** The exponential integral −∫₋ₓ^∞ exp(−t) / t dt, as its principal value; −∞ at 0. Integers become floats. */
export function expi(x: ArrayLike): NDArray {
  return expiOf(...np.promoteInexact("expi", x));
}
