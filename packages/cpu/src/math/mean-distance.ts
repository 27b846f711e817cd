/**
 * `a - (a + b)·x`, which is `(a + b)` times the distance of x from the mean `a/(a + b)` of a beta distribution, to full
 * relative accuracy however near the mean. Given x and y = 1 - x, it uses the smaller one, which is not rounded.
 */
export function meanDistance(a: number, b: number, x: number, y: number): number {
  return x <= y ? exactDifference(a, b, x) : -exactDifference(b, a, y);
}

/** `a - a·x - b·x` with the errors of both products and of the first difference (Dekker 1971); 0 ≤ x ≤ 1. */
function exactDifference(a: number, b: number, x: number): number {
  const ax = a * x;
  const bx = b * x;
  const high = a - ax;
  const lost = a - high - ax;
  return high - bx + (lost - productError(a, x, ax) - productError(b, x, bx));
}

/** `a·x - product`, exactly, by Veltkamp's splitting; 0 where the splitting would overflow. */
function productError(a: number, x: number, product: number): number {
  if (a > 1e290) return 0;
  const [a1, x1] = [upperHalf(a), upperHalf(x)];
  const [a2, x2] = [a - a1, x - x1];
  return a2 * x2 - (product - a1 * x1 - a2 * x1 - a1 * x2);
}

function upperHalf(value: number): number {
  const scaled = (2 ** 27 + 1) * value;
  return scaled - (scaled - value);
}
