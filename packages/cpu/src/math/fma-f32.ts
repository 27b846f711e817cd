const { fround } = Math;

/**
 * `a·b + c` of three float32 values with one rounding, as the fused multiply-add of the hardware gives it.
 *
 * The product of two 24-bit significands is exact in float64, the sum is not, and rounding it to 53 and then to 24 bits
 * differs from rounding it once where the first rounding lands exactly halfway between two float32 values. There the
 * error of the sum decides (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using
 * rounding to odd", 2008, analyse the problem). A sum that rounds to halfway between the largest float32 and 2^128
 * overflows, whatever its error.
 */
export function fmaF32(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const rounded = fround(sum);
  const rest = sum - rounded;
  if (rest === 0) return rounded;
  // Only at halfway is the mirror image of `rounded` a float32 too. (Infinities and NaN fail the comparison.)
  const neighbour = rounded + 2 * rest;
  if (fround(neighbour) !== neighbour) return rounded;
  // Knuth's two-sum: what the addition lost, exactly.
  const shifted = sum - product;
  const lost = product - (sum - shifted) + (c - shifted);
  return lost !== 0 && lost > 0 === rest > 0 ? neighbour : rounded;
}
