import { type Jaxpr, printJaxpr, type TypedArray } from "@hyrax/core";
import * as fc from "fast-check";
import { lowerKeys } from "../../../packages/random/src/lowering/lower-keys.js";
import { Builder, type Limit } from "./builder.js";
import { Chooser } from "./chooser.js";
import { type Fill, fillArray } from "./inputs.js";
import { inLoops, operations } from "./operations/index.js";

/** An equation or a few, as fast-check generates them: which operation, and what it chooses. */
interface Instruction {
  readonly operation: number;
  readonly seed: number;
}

export interface Recipe {
  readonly instructions: readonly Instruction[];
  readonly seed: number;
}

const small: Limit = { elements: 5000, work: 200_000 };
const large: Limit = { elements: 300_000, work: 20_000_000 };

/** A generated jaxpr, with elements for its inputs. */
export class EngineProgram {
  #jaxpr: Jaxpr | undefined;
  #fills: readonly Fill[] = [];
  /** Some inputs are given away. */
  readonly donated: boolean;
  /** Has arrays so large that threads share work. */
  readonly large: boolean;

  constructor(readonly recipe: Recipe) {
    this.donated = recipe.seed % 5 === 0;
    this.large = recipe.seed % 200 === 7;
  }

  get jaxpr(): Jaxpr {
    return (this.#jaxpr ??= this.#build());
  }

  #build(): Jaxpr {
    const { instructions, seed } = this.recipe;
    const builder = new Builder(inLoops, this.large ? large : small);
    for (const instruction of instructions) {
      const operation = operations[instruction.operation % operations.length]!;
      operation(new Chooser(instruction.seed, builder), builder);
    }
    this.#fills = builder.fills;
    const choose = new Chooser(seed, builder);
    // Engines know keys as their words.
    return lowerKeys(builder.finish(choose.some(builder.values, 0.1)));
  }

  get inputs(): readonly TypedArray[] {
    return this.jaxpr.inAvals.map((aval, i) => fillArray(aval, this.#fills[i]!));
  }

  /** How fast-check prints it. */
  [fc.toStringMethod](): string {
    return printJaxpr(this.jaxpr);
  }
}

const seeds = fc.noBias(fc.nat({ max: 2 ** 30 }));
const instruction = fc.record({ operation: fc.noBias(fc.nat({ max: operations.length - 1 })), seed: seeds });

/** Programs of three to fourteen operations, which are up to twenty-five equations and more, most of them on small arrays. */
export const engineProgram: fc.Arbitrary<EngineProgram> = fc
  .record({ instructions: fc.array(instruction, { minLength: 3, maxLength: 14, size: "max" }), seed: seeds })
  .map((recipe) => new EngineProgram(recipe));
