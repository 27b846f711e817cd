import type { AxisLabel, Subscripts } from "./einsum-subscripts.js";

/** The operands of each contraction, by their places in the list; its result goes to the end of what is left. */
export type ContractionPath = readonly (readonly number[])[];

/** How to find a path: the cheapest of all, one that is good at each step, whichever suits, or from left to right. */
export type PathStrategy = "auto" | "optimal" | "greedy" | boolean;

type Labels = ReadonlySet<AxisLabel>;

/** Up to so many operands, all orders are tried. */
const exhaustive = 4;

/** An order in which to contract operands two by two. */
export function contractionPath(subscripts: Subscripts, strategy: PathStrategy = "auto"): ContractionPath {
  const { inputs, output, sizes } = subscripts;
  const terms = inputs.map((labels): Labels => new Set(labels));
  if (terms.length === 1) return [[0]];
  const search = new Search(new Set(output), sizes);
  if (strategy === false) return terms.slice(1).map((_, i) => [0, i === 0 ? 1 : terms.length - 1 - i]);
  const all = strategy === "optimal" || (strategy !== "greedy" && terms.length <= exhaustive);
  return all ? search.cheapest(terms).path : search.greedy(terms);
}

/** The number of multiplications and additions that a path takes. */
export function pathCost(subscripts: Subscripts, path: ContractionPath): number {
  const search = new Search(new Set(subscripts.output), subscripts.sizes);
  let terms = subscripts.inputs.map((labels): Labels => new Set(labels));
  let cost = 0;
  for (const places of path) {
    const step = search.contract(terms, places);
    cost += step.cost;
    terms = step.terms;
  }
  return cost;
}

interface Step {
  readonly cost: number;
  readonly terms: Labels[];
  /** By how much the contraction grows what has to be kept. */
  readonly growth: number;
}

class Search {
  constructor(
    readonly output: Labels,
    readonly sizes: ReadonlyMap<AxisLabel, number>,
  ) {}

  size(labels: Iterable<AxisLabel>): number {
    let size = 1;
    for (const label of labels) size *= this.sizes.get(label) ?? 1;
    return size;
  }

  contract(terms: readonly Labels[], places: readonly number[]): Step {
    const taken = places.map((place) => terms[place] as Labels);
    const rest = terms.filter((_, i) => !places.includes(i));
    const all = new Set(taken.flatMap((labels) => [...labels]));
    const kept = new Set(
      [...all].filter((label) => this.output.has(label) || rest.some((labels) => labels.has(label))),
    );
    const sums = all.size > kept.size ? 1 : 0;
    return {
      cost: this.size(all) * Math.max(1, taken.length - 1 + sums),
      terms: [...rest, kept],
      growth: this.size(kept) - taken.reduce((total, labels) => total + this.size(labels), 0),
    };
  }

  /** Tries every order. */
  cheapest(terms: readonly Labels[]): { readonly cost: number; readonly path: ContractionPath } {
    if (terms.length === 1) return { cost: 0, path: [] };
    let best: { readonly cost: number; readonly path: ContractionPath } | undefined;
    for (const places of pairs(terms.length)) {
      const step = this.contract(terms, places);
      if (best !== undefined && step.cost >= best.cost) continue;
      const rest = this.cheapest(step.terms);
      const cost = step.cost + rest.cost;
      if (best === undefined || cost < best.cost) best = { cost, path: [places, ...rest.path] };
    }
    return best as { readonly cost: number; readonly path: ContractionPath };
  }

  /** At each step contracts the pair that shrinks what has to be kept most, the cheapest of equals. */
  greedy(given: readonly Labels[]): ContractionPath {
    const path: (readonly number[])[] = [];
    let terms = given;
    while (terms.length > 1) {
      const steps = pairs(terms.length).map((places) => ({ places, ...this.contract(terms, places) }));
      const best = steps.reduce((a, b) => (b.growth < a.growth || (b.growth === a.growth && b.cost < a.cost) ? b : a));
      path.push(best.places);
      terms = best.terms;
    }
    return path;
  }
}

function pairs(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: count - i - 1 }, (_, k): readonly [number, number] => [i, i + 1 + k]),
  );
}
