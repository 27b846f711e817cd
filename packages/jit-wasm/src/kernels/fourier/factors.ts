/** The radices of a mixed-radix transform whose product is `n`: fours, what is left of two, then odd primes. */
export function radices(n: number): readonly number[] {
  const found: number[] = [];
  let rest = n;
  for (let radix = 4; rest > 1; ) {
    if (rest % radix === 0) {
      found.push(radix);
      rest /= radix;
    } else if (radix === 4) radix = 2;
    else if (radix === 2) radix = 3;
    else radix = radix * radix > rest ? rest : radix + 2;
  }
  return found;
}

/** About how many operations a mixed-radix transform of length `n` takes: an element meets each other of its radix. */
export function mixedRadixCost(n: number): number {
  return n * radices(n).reduce((sum, radix) => sum + radix, 0);
}

/** The smallest number from `least` on that has no prime factors but 2, 3 and 5. */
export function nextSmooth(least: number): number {
  let n = Math.max(1, least);
  while (radices(n).some((radix) => radix > 5)) n++;
  return n;
}
