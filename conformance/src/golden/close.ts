import { type ArrayText, numberOf } from "./encoded.js";

/** How far a result may be from JAX's. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
  /** Whether 0 and −0 differ. */
  readonly signedZero: boolean;
}

/** `|got - want| <= atol + rtol |want|`; NaN equals NaN, and an infinity only itself. */
export function isClose(want: number, got: number, { rtol, atol, signedZero }: Tolerance): boolean {
  if (Number.isNaN(want) || Number.isNaN(got)) return Number.isNaN(want) && Number.isNaN(got);
  if (!Number.isFinite(want) || !Number.isFinite(got)) return want === got;
  if (want === 0 && got === 0) return !signedZero || Object.is(want, got);
  return Math.abs(want - got) <= atol + rtol * Math.abs(want);
}

/** Whether an element of an array, as `tolist` gives it or as a pair of parts, is what a golden file says. */
export function isElement(want: ArrayText["data"][number], got: unknown, dtype: string, tolerance: Tolerance): boolean {
  if (dtype === "bool") return want === got;
  if (dtype.includes("int"))
    return (typeof got === "number" || typeof got === "bigint") && String(want) === String(got);
  // 32-bit floats are written in the shortest decimals that mean them.
  const exact = dtype === "float32" || dtype === "complex64" ? Math.fround : (x: number) => x;
  if (typeof want !== "object") return typeof got === "number" && isClose(exact(numberOf(want)), got, tolerance);
  if (!Array.isArray(got)) return false;
  // A complex number is as exact as its modulus is large: that, not the part, scales the relative tolerance.
  const modulus = Math.hypot(numberOf(want[0]), numberOf(want[1]));
  const atol = tolerance.atol + (Number.isFinite(modulus) ? tolerance.rtol * modulus : 0);
  return want.every((part, k) => isClose(exact(numberOf(part)), Number(got[k]), { ...tolerance, rtol: 0, atol }));
}
