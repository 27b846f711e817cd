import { isFloating, type Array as NDArray } from "@hyrax/core";
import { Block, type Step, type Value } from "./block.js";

/** A statement as fast-check generates it: numbers that choose among what is possible where it stands. Smaller is simpler. */
export interface Instruction {
  readonly operation: number;
  readonly choices: readonly number[];
  readonly body: readonly Instruction[];
}

/** Makes a statement of choices, or nothing where the values at hand do not suffice. */
export type Operation = (chooser: Chooser) => Step | undefined;

interface Known {
  readonly value: Value;
  readonly array: NDArray;
}

/** Turns numbers into choices, the most recent values first. */
export class Chooser {
  #next = 0;

  constructor(
    readonly instruction: Instruction,
    readonly known: readonly Known[],
    readonly scope: Scope,
  ) {}

  /** A number below `n`. */
  number(n: number): number {
    const choice = this.instruction.choices[this.#next++] ?? 0;
    return choice % n;
  }

  of<T>(list: readonly T[]): T {
    return list[this.number(list.length)] as T;
  }

  value(fits: (value: Value) => boolean): Value | undefined {
    const found = this.known.map(({ value }) => value).filter(fits);
    return found.length === 0 ? undefined : this.of(found.reverse());
  }

  float(fits: (value: Value) => boolean = () => true): Value | undefined {
    return this.value((value) => isFloating(value.dtype) && fits(value));
  }

  /** A known array, to try functions on. */
  array(value: Value): NDArray {
    return this.known.find((entry) => entry.value === value)?.array as NDArray;
  }

  /** The body of the statement as a function of such arrays, with one floating result. */
  body(parameters: readonly NDArray[]): Block {
    return this.scope.compile(this.instruction.body, parameters, 1);
  }
}

/** Names that are not taken, and the operations that there are. */
export class Scope {
  #names = 0;

  constructor(readonly operations: readonly Operation[]) {}

  /**
   * Makes a program of instructions, which it runs on the arrays given to learn all shapes.
   *
   * @param results how many of the last floating values are returned
   */
  compile(instructions: readonly Instruction[], inputs: readonly NDArray[], results: number): Block {
    const known: Known[] = inputs.map((array) => this.#name("x", array));
    const statements = instructions.map((instruction) => {
      const step = this.#step(instruction, known);
      const read = (value: Value) => known.find((entry) => entry.value === value)?.array as NDArray;
      const { value, array } = this.#name("v", step.run(read, "plain"));
      known.push({ value, array });
      return { ...step, value };
    });
    const floats = known.map(({ value }) => value).filter(({ dtype }) => isFloating(dtype));
    return new Block(
      known.slice(0, inputs.length).map(({ value }) => value),
      statements,
      floats.slice(-results),
    );
  }

  #name(letter: string, array: NDArray): Known {
    const value: Value = { name: `${letter}${this.#names++}`, shape: array.shape, dtype: array.dtype };
    return { value, array };
  }

  /** The statement of the operation that is asked for, or of the next one that is possible. */
  #step(instruction: Instruction, known: readonly Known[]): Step {
    const { operations } = this;
    for (let i = 0; i < operations.length; i++) {
      const operation = operations[(instruction.operation + i) % operations.length] as Operation;
      const step = operation(new Chooser(instruction, known, this));
      if (step !== undefined) return step;
    }
    throw new Error("no operation is possible");
  }
}
