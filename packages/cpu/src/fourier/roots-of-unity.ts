/**
 * The first `count` powers of e^(−2πi/n), interleaved. Angles are brought into the first eighth of a turn by integers,
 * so that each part is as good as the host's sine and cosine there, whatever `n` is, and symmetric powers are
 * symmetric in every bit.
 */
export function rootsOfUnity(n: number, count = n): Float64Array {
  const roots = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) writeRoot(k % n, n, roots, 2 * k);
  return roots;
}

/** Writes e^(−2πik/n), for 0 ≤ k < n. */
function writeRoot(k: number, n: number, to: Float64Array, at: number): void {
  // In units of 1/8n of a turn; n of them are an eighth of one.
  let angle = 8 * k;
  const lower = angle > 4 * n;
  if (lower) angle = 8 * n - angle;
  const left = angle > 2 * n;
  if (left) angle = 4 * n - angle;
  const steep = angle > n;
  if (steep) angle = 2 * n - angle;
  const radians = (Math.PI * angle) / (4 * n);
  // The host's sine and cosine of an eighth of a turn may differ.
  const [cos, sin] = angle === n ? [Math.SQRT1_2, Math.SQRT1_2] : [Math.cos(radians), Math.sin(radians)];
  const [re, im] = steep ? [sin, cos] : [cos, sin];
  to[at] = left ? -re : re;
  to[at + 1] = lower ? im : -im;
}
