import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { cond, scan, switch as switchOf } from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { promoteInexact } from "@hyrax/numpy";
import { squareMatricesOf } from "./matrices-of.js";
import { solveTriangular } from "./solve-triangular.js";

/** Options of `expm`. */
export interface ExpmOptions {
  /** The matrices are upper triangular. */
  readonly upperTriangular?: boolean;
  /** How often a scaled matrix may be squared, 16 by default; matrices that need more become NaN. */
  readonly maxSquarings?: number;
}

/**
 * The exponentials of square matrices `[..., n, n]`, by scaling, a Padé approximant and squaring (Higham 2005, "The scaling and squaring method for the
 * matrix exponential revisited"). Throws a `TypeError` for matrices that are not square, and for 16-bit dtypes.
 *
 * @example linalg.expm(np.zeros([2, 2])).tolist() // [[1, 0], [0, 1]]
 */
export function expm(x: ArrayLike, options: ExpmOptions = {}): NDArray {
  requireOptions("expm", options, ["upperTriangular", "maxSquarings"]);
  const { upperTriangular = false, maxSquarings = 16 } = options;
  const array = squareMatricesOf("expm", x);
  if (approximants[array.dtype] === undefined) {
    throw new TypeError(`expm: takes 32- and 64-bit floating dtypes, found ${array.dtype}; convert with astype first`);
  }
  const one = (a: NDArray) => exponential(a, upperTriangular, maxSquarings);
  // A function of one array returns one.
  return array.ndim === 2 ? one(array) : (np.vectorize(one, { signature: "(n,n)->(n,n)" })(array) as NDArray);
}

interface Approximants {
  /** The 1-norm up to which the last approximant is exact to the last bit. */
  readonly greatest: number;
  /** Up to each of these the approximant of the same place is. */
  readonly bounds: readonly number[];
  /** The approximants: functions that stay the same, so that they are staged once. */
  readonly parts: readonly ((a: NDArray) => [numerator: NDArray, denominator: NDArray])[];
}

const ofDegrees = (...degrees: readonly number[]) => degrees.map((degree) => (a: NDArray) => padeParts(a, degree));

/** Higham 2005, table 2.3; for single precision, as SciPy and TensorFlow have them, from the same backward error bound. */
const single: Approximants = {
  greatest: 3.92572478313866,
  bounds: [4.258730016922831e-1, 1.880152677804762],
  parts: /* @__PURE__ */ ofDegrees(3, 5, 7),
};
const double: Approximants = {
  greatest: 5.371920351148152,
  bounds: [1.495585217958292e-2, 2.53939833006323e-1, 9.504178996162932e-1, 2.097847961257068],
  parts: /* @__PURE__ */ ofDegrees(3, 5, 7, 9, 13),
};
const approximants: Readonly<Record<string, Approximants>> = {
  float32: single,
  complex64: single,
  float64: double,
  complex128: double,
};

/** eᴬ = (e^(A / 2ˢ))^(2ˢ), with so many squarings s that the approximant is exact. */
function exponential(a: NDArray, upperTriangular: boolean, maxSquarings: number): NDArray {
  const { greatest, bounds, parts } = approximants[a.dtype] as Approximants; // as expm has checked
  const size = np.linalg.norm(a, { ord: 1 });
  const squarings = np.maximum(np.floor(np.log2(size.div(greatest))), 0);
  const scaled = a.div(np.exp2(squarings).astype(a.dtype));
  const place = np.digitize(size, np.asarray(bounds, { dtype: size.dtype }));
  const [p, q] = switchOf(place, parts, scaled);
  const root = upperTriangular ? solveTriangular(q, p) : np.linalg.solve(q, p);
  // A loop of as many steps as there may be, so that it has a derivative in reverse.
  const steps = np.arange(maxSquarings, { dtype: squarings.dtype });
  const [[power]] = scan(squareWhileLess, [root, squarings] as const, steps);
  return np.where(squarings.greater(maxSquarings), Number.NaN, power);
}

/** A step of the loop: squares x if its number is less than that of the squarings that are wanted. */
function squareWhileLess([x, squarings]: readonly [NDArray, NDArray], i: NDArray): [[NDArray, NDArray], null] {
  return [[cond(i.less(squarings), squareOf, same, x), squarings], null];
}

const squareOf = (x: NDArray) => x.matmul(x);
const same = (x: NDArray) => x;

/** Numerator and denominator of the Padé approximant `[m/m]` of the exponential: the odd terms U and the even ones V make V ± U. */
function padeParts(a: NDArray, degree: number): [numerator: NDArray, denominator: NDArray] {
  const b = padeCoefficients(degree);
  const identity = np.eye(a.shape[0] as number, { dtype: a.dtype });
  const square = a.matmul(a);
  let power = identity;
  let [odd, even] = [identity.mul(b[1] as number), identity.mul(b[0] as number)];
  for (let k = 2; k <= degree; k += 2) {
    power = k === 2 ? square : power.matmul(square);
    even = even.add(power.mul(b[k] as number));
    odd = odd.add(power.mul(b[k + 1] as number));
  }
  const u = a.matmul(odd);
  return [even.add(u), even.sub(u)];
}

/** bₖ = (2m − k)! / ((m − k)! k!), multiplied so that the last is 1 (Higham 2005, (2.3)). They are all integers. */
function padeCoefficients(m: number): readonly number[] {
  const b = [1];
  for (let k = m; k > 0; k--) b.unshift(((b[0] as number) * (m + (m - k) + 1) * k) / (m - k + 1));
  return b;
}

/** Options of `expmFrechet`. */
export interface ExpmFrechetOptions {
  /** False for the derivative alone. */
  readonly computeExpm?: boolean;
}

/**
 * `[eᴬ, L]` with the derivative L of the exponential of a matrix A in the direction E, all `[..., n, n]`: L is the upper right block of the
 * exponential of `[[A, E], [0, A]]` (Najfeld & Havel 1995, "Derivatives of the matrix exponential and their computation"). Throws a
 * `TypeError` for matrices of other shapes.
 */
export function expmFrechet(
  a: ArrayLike,
  e: ArrayLike,
  options: ExpmFrechetOptions & { readonly computeExpm: false },
): NDArray;
export function expmFrechet(
  a: ArrayLike,
  e: ArrayLike,
  options?: { readonly computeExpm?: true },
): [expm: NDArray, L: NDArray];
export function expmFrechet(a: ArrayLike, e: ArrayLike, options: ExpmFrechetOptions = {}): NDArray | NDArray[] {
  requireOptions("expmFrechet", options, ["computeExpm"]);
  const [matrix, direction] = promoteInexact(
    "expmFrechet",
    squareMatricesOf("expmFrechet", a),
    squareMatricesOf("expmFrechet", e),
  );
  const n = matrix.shape.at(-1) as number;
  const [upper, lower] = [
    [matrix, direction],
    [np.zerosLike(matrix), matrix],
  ];
  const whole = expm(
    np.concatenate([np.concatenate(upper, { axis: -1 }), np.concatenate(lower, { axis: -1 })], { axis: -2 }),
  );
  const derivative = whole.get("...", `:${n}`, `${n}:`);
  return options.computeExpm === false ? derivative : [whole.get("...", `:${n}`, `:${n}`), derivative];
}
