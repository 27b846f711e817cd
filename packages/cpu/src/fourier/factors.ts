/** The radices of a mixed-radix transform whose product is `n`: fours, what is left of two, then odd primes. */
export function radices(n: number): readonly number[] {
  const found: number[] = [];
  let rest = n;
  while (rest % 4 === 0 && rest > 0) {
    found.push(4);
    rest /= 4;
  }
  for (let radix = 2; radix * radix <= rest; radix += radix === 2 ? 1 : 2) {
    while (rest % radix === 0) {
      found.push(radix);
      rest /= radix;
    }
  }
  if (rest > 1) found.push(rest);
  return found;
}

/** About how many operations a mixed-radix transform of length `n` takes: an element meets each other of its radix. */
export function mixedRadixCost(n: number): number {
  return n * radices(n).reduce((sum, radix) => sum + radix, 0);
}

/** The smallest number from `least` on that has no prime factors but 2, 3 and 5. */
export function nextSmooth(least: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let fives = 1; fives < best; fives *= 5) {
    for (let product = fives; product < best; product *= 3) {
      let candidate = product;
      while (candidate < least) candidate *= 2;
      best = Math.min(best, candidate);
    }
  }
  return best;
}
