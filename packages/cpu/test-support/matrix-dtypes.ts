import { config } from "@hyrax/core";
import { afterAll, beforeAll, describe } from "vitest";

/** A dtype that matrices are factorised in, and how far results may be off, relative to the size of what they come from. */
export interface MatrixDtype {
  readonly dtype: "float32" | "float64" | "complex64" | "complex128";
  readonly eps: number;
}

/** Runs tests for real and complex numbers, of both precisions. */
export function describeEachMatrixDtype(name: string, tests: (dtype: MatrixDtype) => void): void {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));
  describe.each<MatrixDtype>([
    { dtype: "float32", eps: 2e-7 },
    { dtype: "float64", eps: 4e-15 },
    { dtype: "complex64", eps: 3e-7 },
    { dtype: "complex128", eps: 6e-15 },
  ])(`${name} of $dtype`, tests);
}

/** Square, tall and wide, with one row or column, and with none. */
export const oddShapes = [
  [1, 1],
  [2, 2],
  [5, 5],
  [17, 17],
  [5, 2],
  [2, 5],
  [1, 4],
  [4, 1],
  [13, 6],
  [6, 13],
  [7, 6],
  [0, 3],
  [3, 0],
] as const;
