import { allocate, type DType, hostArray, type Array as NDArray, type Shape, sizeOf } from "@hyrax/core";
import * as fc from "fast-check";
import { randomFrom } from "../../../packages/vmap/test-support/draw.js";
import { arrays } from "./arrays.js";
import type { Block } from "./block.js";
import { functionCalls } from "./calls.js";
import { type Instruction, Scope } from "./compile.js";
import { controlFlow } from "./control-flow.js";
import { elementwise } from "./elementwise.js";
import { sideData } from "./side-data.js";

interface Recipe {
  readonly shapes: readonly Shape[];
  readonly instructions: readonly Instruction[];
  readonly results: number;
  /** What the elements of the inputs are drawn from. */
  readonly seed: number;
}

/** A generated function of floating arrays, with floating results. */
export class Program {
  #block: Block | undefined;

  constructor(
    readonly recipe: Recipe,
    readonly dtype: DType,
  ) {}

  get inputs(): readonly NDArray[] {
    const { shapes: list, seed } = this.recipe;
    const random = randomFrom(seed);
    return list.map((shape) => {
      const data = allocate(this.dtype, sizeOf(shape));
      for (let i = 0; i < data.length; i++) data[i] = 3 * random() - 1.5;
      return hostArray(data, shape, this.dtype);
    });
  }

  get block(): Block {
    const { instructions, results } = this.recipe;
    return (this.#block ??= new Scope(operations).compile(instructions, this.inputs, results));
  }

  /** The program in TypeScript, and the arrays that it is called with. */
  get source(): string {
    const inputs = this.inputs.map((x) => `np.array(${JSON.stringify(x.tolist())}, { dtype: "${x.dtype}" })`);
    return [...this.block.source(), ...inputs.map((input, i) => `${this.block.inputs[i]?.name} = ${input}`)].join("\n");
  }

  /** How fast-check prints it. */
  [fc.toStringMethod](): string {
    return `seed ${this.recipe.seed}`;
  }
}

/** Simple operations first: programs shrink towards them. Elementwise ones keep the others apart. */
const operations = [
  ...elementwise,
  ...arrays,
  ...elementwise,
  ...sideData,
  ...functionCalls,
  ...controlFlow,
  ...functionCalls,
];

const shapes: readonly Shape[] = [[], [3], [2, 3], [3, 2], [1], [2, 2], [3, 1]];

const choice = fc.nat({ max: 60 });
const instruction = (depth: number): fc.Arbitrary<Instruction> =>
  fc.record({
    operation: fc.nat({ max: operations.length - 1 }),
    choices: fc.array(choice, { minLength: 2, maxLength: 6 }),
    body: depth === 0 ? fc.constant([]) : fc.array(instruction(depth - 1), { maxLength: 3 }),
  });

/** Programs of a few statements, with loops, branches and calls within each other two deep. */
export function programs(dtype: DType): fc.Arbitrary<Program> {
  return fc
    .record({
      shapes: fc.array(fc.constantFrom(...shapes), { minLength: 1, maxLength: 3 }),
      instructions: fc.array(instruction(2), { minLength: 1, maxLength: 7 }),
      results: fc.integer({ min: 1, max: 2 }),
      seed: fc.nat({ max: 2 ** 16 }),
    })
    .map((recipe) => new Program(recipe, dtype));
}
