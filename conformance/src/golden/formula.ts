import type { FormulaText } from "./encoded.js";
import { lookupFunction, method } from "./names.js";

/** Builds the array of a formula: computed in double precision, then rounded to its dtype. */
export function decodeFormula(formula: FormulaText): unknown {
  const { shape, dtype } = Object.values(formula)[0] as { shape: readonly number[]; dtype: string };
  const size = shape.reduce((product, n) => product * n, 1);
  const exact = Float64Array.from({ length: size }, elements(formula));
  const typed = dtype === "float32" ? Float32Array.from(exact) : dtype === "int32" ? Int32Array.from(exact) : exact;
  return method(lookupFunction("numpy.array")(typed), "reshape")(shape);
}

/** The elements of a formula, one after the other. */
function elements(formula: FormulaText): (_: unknown, i: number) => number {
  if ("full" in formula) return () => formula.full.value;
  if ("linspace" in formula) {
    const { shape, start, stop } = formula.linspace;
    const step = (stop - start) / (shape[0] - 1);
    return (_, i) => start + i * step;
  }
  const { seed, lo, hi, dtype } = formula.lcg;
  let x = seed;
  return () => {
    x = (Math.imul(1664525, x) + 1013904223) >>> 0;
    const value = lo + (hi - lo) * (x / 2 ** 32);
    return dtype.includes("int") ? Math.floor(value) : value;
  };
}
