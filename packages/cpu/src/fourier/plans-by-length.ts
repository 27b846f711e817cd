/** Tables of so many elements are kept in all; a table of a transform takes some 32 bytes for each. */
const KEPT = 2 ** 19;

/**
 * Plans that are made once for a length, as long as they stay in use: those used least recently go first, and the one
 * used last is always kept. Kernels look them up in each call, so that a compiled program holds no tables.
 */
export function plansByLength<P>(make: (n: number) => P): (n: number) => P {
  const plans = new Map<number, P>();
  let held = 0;
  return (n) => {
    const found = plans.get(n);
    const plan = found ?? make(n);
    if (found === undefined) held += n;
    plans.delete(n);
    plans.set(n, plan);
    for (const oldest of plans.keys()) {
      if (held <= KEPT || oldest === n) break;
      plans.delete(oldest);
      held -= oldest;
    }
    return plan;
  };
}
