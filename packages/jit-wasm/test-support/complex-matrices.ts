import { type DType, isComplex, type Array as NDArray } from "@hyrax/core";
import { expect } from "vitest";
import { onBothEngines, type Program } from "./both-engines.js";

type Complex = readonly [re: number, im: number];
/** A matrix of n × n numbers, in row-major order. */
type Numbers = readonly Complex[];

/** What the compiled program gives, as complex numbers. */
export function found(dtype: DType, program: Program, x: NDArray): readonly Numbers[] {
  return onBothEngines(program, [x]).map((result) => {
    if (!isComplex(dtype)) return result.found.map((re) => [re, 0] as const);
    return Array.from({ length: result.found.length / 2 }, (_, i) => [result.found[2 * i]!, result.found[2 * i + 1]!]);
  });
}

/** The product of two n × n matrices. */
export function times(n: number, x: Numbers, y: Numbers): Numbers {
  return x.map((_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let [re, im] = [0, 0];
    for (let k = 0; k < n; k++) {
      const [[a, b], [c, d]] = [x[i * n + k]!, y[k * n + j]!];
      re += a * c - b * d;
      im += a * d + b * c;
    }
    return [re, im];
  });
}

/** The conjugate transpose. */
export const adjoint = (n: number, x: Numbers): Numbers =>
  x.map((_, at) => {
    const [re, im] = x[(at % n) * n + Math.floor(at / n)]!;
    return [re, -im];
  });

/** A diagonal matrix of n × n numbers. */
export const diagonal = (n: number, value: (i: number) => Complex): Numbers =>
  Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? value(at % n) : [0, 0]));

/** Checks that no elements are further apart than the tolerance. */
export function expectEqual(x: Numbers, y: Numbers, tolerance: number): void {
  const distance = x.map(([re, im], i) => Math.hypot(re - y[i]![0], im - y[i]![1]));
  expect(Math.max(...distance)).toBeLessThan(tolerance);
}
