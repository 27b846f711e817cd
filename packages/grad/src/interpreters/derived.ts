import { type ClosedJaxpr, hoistConsts, type Jaxpr, type Array as NDArray, Tracer } from "@hyrax/core";

/** A jaxpr made from another one. What user's rules closed over are its leading inputs, with these values. */
export interface DerivedJaxpr {
  readonly jaxpr: Jaxpr;
  readonly consts: readonly NDArray[];
}

export function hoisted({ jaxpr, consts }: ClosedJaxpr): DerivedJaxpr {
  return { jaxpr: hoistConsts(jaxpr), consts };
}

/**
 * Remembers what is made from a jaxpr, as long as the jaxpr is held: a jitted function that is differentiated again
 * gives the same jaxprs again, and so finds them compiled.
 */
export class DerivedCache<T> {
  readonly #made = new WeakMap<object, WeakMap<Jaxpr, Map<string, T>>>();

  /** @param constsOf what the result holds on to: a tracer among it is of this trace only, and so is the result */
  constructor(readonly constsOf: (made: T) => readonly NDArray[]) {}

  /**
   * @param rules the tables that it is made with
   * @param key tells apart what is made from the same jaxpr
   */
  get(rules: object, jaxpr: Jaxpr, key: string, make: () => T): T {
    let perJaxpr = this.#made.get(rules);
    if (perJaxpr === undefined) this.#made.set(rules, (perJaxpr = new WeakMap()));
    let perKey = perJaxpr.get(jaxpr);
    if (perKey === undefined) perJaxpr.set(jaxpr, (perKey = new Map()));
    let found = perKey.get(key);
    if (found === undefined) {
      found = make();
      if (!this.constsOf(found).some((x) => x instanceof Tracer)) perKey.set(key, found);
    }
    return found;
  }
}

/** A list of booleans as part of a key. */
export function maskKey(mask: readonly boolean[]): string {
  let key = "";
  for (const bit of mask) key += bit ? "1" : "0";
  return key;
}
