import { withSign } from "./number.js";

/** [f g; 0 h] = Uᵀ diag(large, small) V with rotations U = [cl sl; −sl cl] and V = [cr sr; −sr cr]; values have signs. */
export interface Svd2 {
  readonly large: number;
  readonly small: number;
  readonly cl: number;
  readonly sl: number;
  readonly cr: number;
  readonly sr: number;
}

/** The smaller singular value of [f g; 0 h], to high relative accuracy. Source: LAPACK's `las2`. */
export function leastSingularValue2(f: number, g: number, h: number): number {
  const [fa, ga, ha] = [Math.abs(f), Math.abs(g), Math.abs(h)];
  const less = Math.min(fa, ha);
  const more = Math.max(fa, ha);
  if (less === 0) return 0;
  const sum = 1 + less / more;
  const gap = (more - less) / more;
  if (ga < more) {
    const ratio = (ga / more) ** 2;
    return less * (2 / (Math.sqrt(sum * sum + ratio) + Math.sqrt(gap * gap + ratio)));
  }
  const ratio = more / ga;
  if (ratio === 0) return (less * more) / ga;
  const c = 1 / (Math.sqrt(1 + (sum * ratio) ** 2) + Math.sqrt(1 + (gap * ratio) ** 2));
  return 2 * (less * c) * ratio;
}

/**
 * The singular value decomposition of [f g; 0 h], to high relative accuracy in all its parts.
 * Source: Demmel and Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11 (1990);
 * LAPACK's `lasv2`.
 */
export function svd2(f: number, g: number, h: number): Svd2 {
  const swapped = Math.abs(h) > Math.abs(f);
  const [first, last] = swapped ? [h, f] : [f, h];
  const [fa, ga, ha] = [Math.abs(first), Math.abs(g), Math.abs(last)];
  const found = ga === 0 ? { large: fa, small: ha, cl: 1, sl: 0, cr: 1, sr: 0 } : upright(first, g, last, fa, ga, ha);
  const { cl, sl, cr, sr } = swapped
    ? { cl: found.sr, sl: found.cr, cr: found.sl, sr: found.cl }
    : { cl: found.cl, sl: found.sl, cr: found.cr, sr: found.sr };
  // The sign of the greatest of the three elements decides that of the larger value.
  const sign =
    ga > fa
      ? withSign(1, sr) * withSign(1, cl) * withSign(1, g)
      : swapped
        ? withSign(1, sr) * withSign(1, sl) * withSign(1, h)
        : withSign(1, cr) * withSign(1, cl) * withSign(1, f);
  return {
    large: withSign(found.large, sign),
    small: withSign(found.small, sign * withSign(1, f) * withSign(1, h)),
    cl,
    sl,
    cr,
    sr,
  };
}

/** The decomposition where |f| ≥ |h|, with the sizes of the values. */
function upright(f: number, g: number, h: number, fa: number, ga: number, ha: number): Svd2 {
  if (ga > fa && fa / ga < Number.EPSILON / 2) {
    const small = ha > 1 ? fa / (ga / ha) : (fa / ga) * ha;
    return { large: ga, small, cl: 1, sl: h / g, cr: f / g, sr: 1 };
  }
  const gap = (fa - ha) / fa;
  const slope = g / f;
  const sum = 2 - gap;
  const long = Math.sqrt(sum * sum + slope * slope);
  const short = gap === 0 ? Math.abs(slope) : Math.sqrt(gap * gap + slope * slope);
  const mean = (long + short) / 2;
  const tangent =
    slope === 0
      ? gap === 0
        ? withSign(2, f) * withSign(1, g)
        : g / withSign(fa - ha, f) + slope / sum
      : (slope / (long + sum) + slope / (short + gap)) * (1 + mean);
  const length = Math.sqrt(tangent * tangent + 4);
  const [cr, sr] = [2 / length, tangent / length];
  return { large: fa * mean, small: ha / mean, cl: (cr + sr * slope) / mean, sl: ((h / f) * sr) / mean, cr, sr };
}
