import { config, isFloating, type Array as NDArray } from "@hyrax/core";
import { jvp, vjp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { directions, elements, finiteDifference, pairings } from "../sweeps/finite-difference.js";
import type { Program } from "./program.js";
import { applyAll, type ListFunction, possible, stackSource } from "./stack.js";

/** What became of a check: `skipped` where the point is no place for it. */
export type Outcome = "agrees" | "skipped";

/** A program does not do what it should, and here it is. */
class Disagreement extends Error {
  override readonly name = "Disagreement";
}

const engineNames = ["wasm", "reference"] as const;
type EngineName = (typeof engineNames)[number];

const numbers = (list: readonly NDArray[]) =>
  list.map((x) => (isFloating(x.dtype) ? Array.from(x.astype("float64").dataSync() as Float64Array) : []));
const all = (list: readonly (readonly number[])[]) => list.flat();
const finite = (list: readonly (readonly number[])[]) => all(list).every((x) => Math.abs(x) < 1e12);

/** The greatest difference, relative to the greatest of the numbers. */
function distance(found: readonly (readonly number[])[], wanted: readonly (readonly number[])[]): number {
  const scale = Math.max(1, ...all(wanted).map(Math.abs));
  const worst = wanted.map((ys, i) => Math.max(0, ...ys.map((y, k) => Math.abs(y - (found[i]?.[k] ?? Number.NaN)))));
  // Math.max gives NaN where one is: near nothing.
  return Math.max(0, ...worst) / scale;
}

/** Checks a program and what a stack of transformations makes of it. Throws an error that has the program in it. */
export function check(program: Program, stack: readonly string[]): readonly Outcome[] {
  const checks = new Checks(program);
  const { dtype, recipe } = program;
  // Every program is compiled by the faster engine, and some by the other one.
  const engines = recipe.seed % 3 === 0 ? engineNames : engineNames.slice(0, 1);
  try {
    const outcomes = [checks.value(), checks.stack(stack, engines)];
    // Single precision is not enough for finite differences.
    if (dtype !== "float64") return outcomes;
    return [...outcomes, checks.derivatives(recipe.seed % 6 === 0 ? stack.slice(0, 2) : [])];
  } catch (error) {
    throw new Disagreement(`stack [${stack}] of\n${program.source}\n`, { cause: error });
  }
}

class Checks {
  readonly #program: Program;
  readonly #rtol: number;

  constructor(program: Program) {
    this.#program = program;
    this.#rtol = program.dtype === "float64" ? 1e-7 : 5e-3;
  }

  #library: ListFunction = (xs) => this.#program.block.run(xs, "library");
  #plain: ListFunction = (xs) => this.#program.block.run(xs, "plain");

  #expect(what: string, found: readonly NDArray[], wanted: readonly NDArray[]): Outcome {
    const types = (list: readonly NDArray[]) => list.map((x) => x.aval.toString()).join(", ");
    if (types(found) !== types(wanted)) this.#fail(what, types(found), types(wanted));
    const [a, b] = [numbers(found), numbers(wanted)];
    if (!finite(b)) return "skipped";
    if (!(distance(a, b) <= this.#rtol)) this.#fail(what, JSON.stringify(a), JSON.stringify(b));
    return "agrees";
  }

  #fail(what: string, found: string, wanted: string): never {
    throw new Disagreement(`${what}: found ${found}, expected ${wanted}`);
  }

  /** Loops, branches and calls give what they give written out. */
  value(): Outcome {
    const { inputs } = this.#program;
    return this.#expect("the value", this.#library(inputs), this.#plain(inputs));
  }

  /** Stacked transformations of the program give what they amount to, eagerly and under jit. */
  stack(names: readonly string[], engines: readonly EngineName[]): Outcome {
    const { block, inputs } = this.#program;
    const stacked = possible(names, block);
    const wanted = applyAll(stacked, this.#plain, "plain")(inputs);
    const f = applyAll(stacked, this.#library, "library");
    const text = stackSource(stacked);
    const found = f(inputs);
    const outcome = this.#expect(text, found, wanted);
    for (const engine of engines) {
      config.update("cpuEngine", engine);
      try {
        this.#expect(`jit(${text}) on the engine ${engine}`, jit((...xs: NDArray[]) => f(xs))(...inputs), found);
      } finally {
        config.update("cpuEngine", "reference");
      }
    }
    return outcome;
  }

  /** Derivatives of the stack are finite differences, in each mode that there is, and both modes fit together. */
  derivatives(names: readonly string[]): Outcome {
    const { block, inputs } = this.#program;
    const stacked = possible(names, block);
    const [forward, reverse] = ["jvp", "vjp"].map(
      (name) => possible([...stacked, name], block).length > stacked.length,
    );
    const f = applyAll(stacked, this.#library, "library");
    const plain = applyAll(stacked, this.#plain, "plain");
    const along = directions(inputs, this.#program.recipe.seed);
    const wanted = finiteDifference(plain, inputs, along);
    // Where the step matters there is a kink, or the function is too steep for a finite difference to be near.
    const isSmooth = () => distance(finiteDifference(plain, inputs, along, 5e-4), wanted) < 1e-8;
    const text = stackSource(stacked);
    let tangents: readonly (readonly number[])[] | undefined;
    if (forward) {
      tangents = jvp((...xs: NDArray[]) => f(xs), [...inputs], [...along])[1].map(elements);
      if (!(distance(tangents, wanted) <= 1e-6)) {
        if (!isSmooth()) return "skipped";
        this.#fail(`jvp(${text}) against finite differences`, JSON.stringify(tangents), JSON.stringify(wanted));
      }
    }
    const change = tangents ?? (isSmooth() ? wanted : undefined);
    if (change === undefined || !finite(change)) return "skipped";
    if (reverse) {
      const [outs, pullback] = vjp((...xs: NDArray[]) => f(xs), ...inputs);
      const cts = directions(outs, this.#program.recipe.seed + 1);
      const gradients = pullback(cts) as readonly NDArray[];
      const [left, right] = [pairings(gradients, along.map(elements)), pairings(cts, change)];
      const scale = Math.max(1, ...all(change).map(Math.abs), ...gradients.flatMap(elements).map(Math.abs));
      if (!(Math.abs(left - right) <= 1e-7 * scale)) {
        this.#fail(`pairing of vjp(${text}) and ${tangents ? "jvp" : "finite differences"}`, `${left}`, `${right}`);
      }
    }
    return "agrees";
  }
}
