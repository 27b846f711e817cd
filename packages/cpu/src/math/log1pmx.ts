/**
 * `log(1 + u) - u` without cancellation. Where `1 + u` is known better than u is (u near -1), pass it as `ratio`.
 *
 * With `r = u/(2 + u)`, `log(1 + u) = 2·atanh(r)` and `u = 2r + r·u`, so the difference is `r·(2r²·(1/3 + r²/5 + …) - u)`.
 */
export function log1pmx(u: number, ratio = 1 + u): number {
  if (!(u > -0.6 && u < 1.5)) return (u < 0 ? Math.log(ratio) : Math.log1p(u)) - u;
  const r = u / (2 + u);
  const r2 = r * r;
  let sum = 0;
  let power = 1;
  for (let k = 3; ; k += 2) {
    const next = sum + power / k;
    if (next === sum) break;
    sum = next;
    power *= r2;
  }
  return r * (2 * r2 * sum - u);
}
