import { type Shape, type ShapedArray, sameShape, shapedArray } from "../aval.js";
import { complexDtype, type DType, realDtype } from "../dtypes/dtype.js";
import { multiple, type NoParams, type Params, primitive } from "../primitive.js";
import { require, requireKind, requireSameDtype } from "./abstract.js";

type One = readonly [x: ShapedArray];

/** The parts of the type `[...batch, m, n]` of matrices. */
interface Matrices {
  readonly batch: Shape;
  readonly m: number;
  readonly n: number;
  /** The smaller of both sizes. */
  readonly k: number;
  /** The type `[...batch, ...shape]`, of the same dtype unless another is given. */
  of(shape: Shape, dtype?: DType): ShapedArray;
}

function matrices(x: ShapedArray | undefined): Matrices {
  require(x !== undefined && x.shape.length >= 2, () => `takes matrices [..., m, n], found ${x}`);
  const { shape, dtype } = x as ShapedArray;
  requireKind(x as ShapedArray, "fc");
  const batch = shape.slice(0, -2);
  const [m, n] = shape.slice(-2) as [number, number];
  return { batch, m, n, k: Math.min(m, n), of: (tail, as = dtype) => shapedArray([...batch, ...tail], as) };
}

function square(x: ShapedArray | undefined): Matrices {
  const found = matrices(x);
  require(found.m === found.n, () => `takes square matrices [..., n, n], found ${x}`);
  return found;
}

/** A decomposition of one array into several. */
function decomposition<P extends Params = NoParams>(
  name: string,
  results: (x: ShapedArray, params: P) => readonly ShapedArray[],
) {
  return multiple(name, ([x]: readonly ShapedArray[], params: P) => results(x as ShapedArray, params));
}

/** The lower triangular `L` with `A = L Lᴴ`, of a Hermitian positive definite matrix; NaN where it is none. */
export const cholesky = primitive("cholesky", ([x]: One) => square(x).of([square(x).n, square(x).n]));

export interface TriangularSolveParams {
  /** Solve `op(A) X = B`, rather than `X op(A) = B`. */
  readonly leftSide: boolean;
  /** Only the lower triangle of `A` is read, or else only the upper one. */
  readonly lower: boolean;
  readonly transposeA: boolean;
  readonly conjugateA: boolean;
  /** The diagonal of `A` is taken to be 1, whatever it is. */
  readonly unitDiagonal: boolean;
}

/** `triangularSolve(A, B)`: the solution of a triangular system with the columns, or the rows, of `B`. */
export const triangularSolve = primitive(
  "triangular_solve",
  (inputs: readonly [a: ShapedArray, b: ShapedArray], { leftSide }: TriangularSolveParams) => {
    const [a, b] = inputs;
    requireSameDtype(inputs);
    const { n, batch } = square(a);
    const right = matrices(b);
    require(sameShape(batch, right.batch) && (leftSide ? right.m : right.n) === n, () =>
      `${a} and ${b} must agree in their batch axes and in the ${leftSide ? "rows" : "columns"} of the second`);
    return right.of([right.m, right.n]);
  },
);

/** `[LU, pivots, permutation]` with partial pivoting: `A[permutation] = L U`, with the ones on the diagonal of `L` left out. */
export const lu = decomposition("lu", (x) => {
  const { m, n, k, of } = matrices(x);
  return [of([m, n]), of([k], "int32"), of([m], "int32")];
});

export interface LuPivotsToPermutationParams {
  readonly permutationSize: number;
}

/** The permutation of rows that exchanging row `i` with row `pivots[i]`, one after the other, makes. */
export const luPivotsToPermutation = primitive(
  "lu_pivots_to_permutation",
  ([pivots]: One, { permutationSize }: LuPivotsToPermutationParams) => {
    requireKind(pivots, "iu");
    require(pivots.shape.length >= 1 && (pivots.shape.at(-1) as number) <= permutationSize, () =>
      `takes [..., k] pivots, with k at most the permutationSize ${permutationSize}, found ${pivots}`);
    return shapedArray([...pivots.shape.slice(0, -1), permutationSize], pivots.dtype);
  },
);

/** `householderProduct(A, taus)`: the first columns of the product of the reflections that QR and others leave in `A`. */
export const householderProduct = primitive(
  "householder_product",
  (inputs: readonly [a: ShapedArray, taus: ShapedArray]) => {
    const { m, n, k, batch, of } = matrices(inputs[0]);
    const taus = inputs[1].shape;
    requireSameDtype(inputs);
    require(m >= n && sameShape(taus.slice(0, -1), batch) && (taus.at(-1) as number) <= k, () =>
      `takes [..., m, n] with m >= n and [..., k] with k <= n, found ${inputs.join(" and ")}`);
    return of([m, n]);
  },
);

export interface QrParams {
  readonly fullMatrices: boolean;
  /** Permute columns so that the diagonal of `R` decreases in size. */
  readonly pivoting: boolean;
}

/** `[Q, R]` with `A = Q R`, and with pivoting `[Q, R, p]` with `A[:, p] = Q R`. */
export const qr = decomposition<QrParams>("qr", (x, { fullMatrices, pivoting }) => {
  const { m, n, k, of } = matrices(x);
  const inner = fullMatrices ? m : k;
  return [of([m, inner]), of([inner, n]), ...(pivoting ? [of([n], "int32")] : [])];
});

export interface EighParams {
  readonly lower: boolean;
  readonly sortEigenvalues: boolean;
  /** The eigenvalues to find, as a half-open range of their order; null for all. */
  readonly subsetByIndex: readonly [number, number] | null;
}

/** `[V, w]` of Hermitian matrices: eigenvectors in the columns of `V`, and real eigenvalues. */
export const eigh = decomposition<EighParams>("eigh", (x, { subsetByIndex }) => {
  const { n, of } = square(x);
  const count = subsetByIndex === null ? n : subsetByIndex[1] - subsetByIndex[0];
  return [of([n, count]), of([count], realDtype(x.dtype))];
});

export interface EigParams {
  readonly computeLeftEigenvectors: boolean;
  readonly computeRightEigenvectors: boolean;
}

/** `[w, left vectors?, right vectors?]` of any square matrices, complex also where the matrices are real. */
export const eig = decomposition<EigParams>("eig", (x, { computeLeftEigenvectors, computeRightEigenvectors }) => {
  const { n, of } = square(x);
  const dtype = complexDtype(x.dtype);
  const vectors = [computeLeftEigenvectors, computeRightEigenvectors].filter((wanted) => wanted);
  return [of([n], dtype), ...vectors.map(() => of([n, n], dtype))];
});

export interface SvdParams {
  readonly fullMatrices: boolean;
  readonly computeUv: boolean;
  /** The singular values to find, as a half-open range of their order; null for all. */
  readonly subsetByIndex: readonly [number, number] | null;
}

/** `[s, U, Vᴴ]` with `A = U diag(s) Vᴴ`, singular values in descending order; `[s]` without vectors. */
export const svd = decomposition<SvdParams>("svd", (x, { fullMatrices, computeUv, subsetByIndex }) => {
  const { m, n, k, of } = matrices(x);
  const count = subsetByIndex === null ? k : subsetByIndex[1] - subsetByIndex[0];
  const s = of([count], realDtype(x.dtype));
  return computeUv ? [s, of([m, fullMatrices ? m : count]), of([fullMatrices ? n : count, n])] : [s];
});

/** `[A, taus]` of the reduction `Qᴴ A Q = H` to a Hessenberg matrix: `H`, and below it the reflections that make `Q`. */
export const hessenberg = decomposition("hessenberg", (x) => {
  const { n, of } = square(x);
  return [of([n, n]), of([Math.max(n - 1, 0)])];
});

export interface TridiagonalParams {
  readonly lower: boolean;
}

/** `[A, d, e, taus]` of the reduction of Hermitian matrices to tridiagonal ones: diagonals `d` and `e`, and reflections. */
export const tridiagonal = decomposition<TridiagonalParams>("tridiagonal", (x) => {
  const { n, of } = square(x);
  const dtype = realDtype(x.dtype);
  const beside = Math.max(n - 1, 0);
  return [of([n, n]), of([n], dtype), of([beside], dtype), of([beside])];
});

export interface SchurParams {
  readonly computeSchurVectors: boolean;
}

/** `[T, Z?]` with `A = Z T Zᴴ` and unitary `Z`: `T` is upper triangular, of a real `A` with blocks of two on its diagonal. */
export const schur = decomposition<SchurParams>("schur", (x, { computeSchurVectors }) => {
  const { n, of } = square(x);
  const t = of([n, n]);
  return computeSchurVectors ? [t, t] : [t];
});

/** `tridiagonalSolve(dl, d, du, b)`: the diagonals below, on and above, `[..., n]` each, and right-hand sides `[..., n, k]`. */
export const tridiagonalSolve = primitive(
  "tridiagonal_solve",
  (inputs: readonly [dl: ShapedArray, d: ShapedArray, du: ShapedArray, b: ShapedArray]) => {
    const [dl, d, du, b] = inputs;
    const { batch, m, n, of } = matrices(b);
    requireSameDtype(inputs);
    require([dl, d, du].every(({ shape }) => sameShape(shape, [...batch, m])), () =>
      `takes three diagonals [..., n] and [..., n, k], found ${inputs.join(", ")}`);
    return of([m, n]);
  },
);

/** Factorisations of matrices, and the solution of systems that have a simple form. */
export const linearAlgebra = {
  cholesky,
  triangularSolve,
  lu,
  luPivotsToPermutation,
  householderProduct,
  qr,
  eigh,
  eig,
  svd,
  hessenberg,
  tridiagonal,
  schur,
  tridiagonalSolve,
};
