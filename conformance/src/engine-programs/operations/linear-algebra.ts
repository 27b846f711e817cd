import { type Shape, sizeOf, type Var } from "@hyrax/core";
import {
  cholesky,
  eigh,
  fft,
  hessenberg,
  lu,
  qr,
  svd,
  triangularSolve,
  tridiagonal,
  tridiagonalSolve,
} from "@hyrax/core/library";
import type { Chooser } from "../chooser.js";
import { type Operation, ofKind } from "./operation.js";

function matrices(choose: Chooser, shape: Shape): Var {
  const dtype = choose.of(["float32", "float32", "float64"] as const);
  return choose.builder.fresh(shape, dtype, { kind: "dominant", seed: choose.below(2 ** 20) });
}

const factorisation: Operation = (choose, builder) => {
  const n = choose.size(33);
  const batch = choose.of<Shape>([[], [], [choose.size(3)]]);
  const square = () => matrices(choose, [...batch, n, n]);
  if (!builder.fits([...batch, n, n])) return false;
  switch (choose.below(7)) {
    case 0:
      builder.apply(cholesky, [square()]);
      return true;
    case 1:
      builder.apply(lu, [square()]);
      return true;
    case 2: {
      const m = choose.size(33);
      const tall = matrices(choose, [...batch, m, n]);
      builder.apply(qr, [tall], { fullMatrices: choose.chance(0.3), pivoting: false });
      return true;
    }
    case 3:
      builder.apply(svd, [square()], { fullMatrices: true, computeUv: false, subsetByIndex: null });
      return true;
    case 4:
      builder.apply(tridiagonal, [square()], { lower: true });
      return true;
    case 5:
      builder.apply(hessenberg, [square()]);
      return true;
    default: {
      const a = matrices(choose, [...batch, n, n]);
      const eigen = builder.apply(eigh, [a], { lower: choose.chance(0.5), sortEigenvalues: true, subsetByIndex: null });
      // Vectors may have either sign: eigenvalues are compared.
      builder.hide(eigen[0] as Var);
      return true;
    }
  }
};

const solution: Operation = (choose, builder) => {
  const n = choose.size(33);
  const columns = choose.size(17);
  const a = matrices(choose, [n, n]);
  const { dtype } = a.aval;
  if (choose.chance(0.3)) {
    const diagonals = [0, 1, 2].map((i) =>
      builder.fresh([n], dtype, { kind: i === 1 ? "far" : "ordinary", seed: choose.below(2 ** 20) }),
    );
    builder.apply(tridiagonalSolve, [...diagonals, builder.fresh([n, columns], dtype, choose.fill())]);
    return true;
  }
  const leftSide = choose.chance(0.5);
  const b = builder.fresh(leftSide ? [n, columns] : [columns, n], dtype, {
    kind: "ordinary",
    seed: choose.below(2 ** 20),
  });
  builder.apply(triangularSolve, [a, b], {
    leftSide,
    lower: choose.chance(0.5),
    transposeA: choose.chance(0.5),
    conjugateA: false,
    unitDiagonal: false,
  });
  return true;
};

const fourier: Operation = (choose, builder) => {
  const fftType = choose.of(["FFT", "IFFT", "RFFT", "IRFFT"] as const);
  const x = choose.array(ofKind(fftType === "RFFT" ? "f" : "c"), [1, 3]);
  if (x === undefined || !["float32", "float64", "complex64", "complex128"].includes(x.aval.dtype)) return false;
  const { shape } = x.aval;
  const rank = 1 + choose.below(shape.length);
  const lengths = shape.slice(-rank);
  const last = lengths[rank - 1] as number;
  if (fftType === "IRFFT") lengths[rank - 1] = 2 * (last - 1) + choose.below(2);
  if (sizeOf(lengths) < 1 || lengths.some((n) => n < 1)) return false;
  builder.apply(fft, [x], { fftType, fftLengths: lengths });
  return true;
};

export const linearAlgebraOperations: readonly Operation[] = [factorisation, solution];
export const fourierOperations: readonly Operation[] = [fourier];
