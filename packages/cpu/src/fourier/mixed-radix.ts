import { makePass } from "./butterflies.js";
import type { ComplexTransform } from "./complex-transform.js";
import { radices } from "./factors.js";
import type { Pass } from "./pass.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/** The transform of length `n` by a pass for each of its radices: O(n Σ radices). */
export function mixedRadix(n: number): ComplexTransform {
  const roots = rootsOfUnity(n);
  const passes: Pass[] = [];
  let l = 1;
  for (const radix of radices(n)) {
    passes.push(makePass(n, l, radix, roots));
    l *= radix;
  }
  const other = new Float64Array(2 * n);
  return (data) => {
    let [from, to]: [Float64Array, Float64Array] = [data, other];
    for (const pass of passes) {
      pass(from, to);
      [from, to] = [to, from];
    }
    if (from !== data) data.set(from);
  };
}
