/** `x` less the nearest integer, exactly: in [-½, ½]. */
function fraction(x: number): number {
  return x - Math.round(x);
}

/** `|sin(πx)|` without the error that `π·x` would have for large x; 0 at every integer. */
export function absSinPi(x: number): number {
  return Math.sin(Math.PI * Math.abs(fraction(x)));
}

/** `π·cot(πx)` likewise; infinite at every integer. */
export function piCotPi(x: number): number {
  const f = fraction(x);
  // Near the zero of the cotangent at ±½ the tangent of the complement is the accurate one.
  return Math.abs(f) > 0.25
    ? Math.sign(f) * Math.PI * Math.tan(Math.PI * (0.5 - Math.abs(f)))
    : Math.PI / Math.tan(Math.PI * f);
}
