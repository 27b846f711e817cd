import type { DType, Array as NDArray, Shape } from "@hyrax/core";

/**
 * What a program is run as: written with the library's loops, branches and transformations, or plainly: loops unrolled, of
 * branches both, calls in place, batches one element after the other. Both must give the same.
 */
export type Flavour = "library" | "plain";

/** A value of a program: an input, or the result of a statement. */
export interface Value {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Modes of differentiation that a program refuses: reverse of `whileLoop`, forward of `customVjp`. */
export interface Refusals {
  readonly reverse: boolean;
  readonly forward: boolean;
}

/** How a statement computes its value from those before it. */
export interface Step {
  readonly source: readonly string[];
  readonly run: (read: (value: Value) => NDArray, flavour: Flavour) => NDArray;
  readonly refusals?: Refusals;
}

interface Statement extends Step {
  readonly value: Value;
}

const anyRefusal = (list: readonly (Refusals | undefined)[]): Refusals => ({
  reverse: list.some((refusals) => refusals?.reverse === true),
  forward: list.some((refusals) => refusals?.forward === true),
});

/** Statements one after the other, each of which names its value: the body of a function. */
export class Block {
  constructor(
    readonly inputs: readonly Value[],
    readonly statements: readonly Statement[],
    readonly results: readonly Value[],
  ) {}

  get refusals(): Refusals {
    return anyRefusal(this.statements.map(({ refusals }) => refusals));
  }

  run(xs: readonly NDArray[], flavour: Flavour): readonly NDArray[] {
    const values = new Map<Value, NDArray>(this.inputs.map((value, i) => [value, xs[i] as NDArray]));
    const read = (value: Value) => values.get(value) as NDArray;
    for (const { value, run } of this.statements) values.set(value, run(read, flavour));
    return this.results.map(read);
  }

  /** The program as a function in TypeScript, with its own way to write parameters and what it returns. */
  source({ parameters = listed, result = (names) => `[${listed(names)}]` }: Writing = {}): readonly string[] {
    const returned = result(this.results.map(({ name }) => name));
    const head = `(${parameters(this.inputs.map(({ name }) => name))}) =>`;
    if (this.statements.length === 0) return [`${head} ${returned}`];
    const lines = this.statements.flatMap(({ value, source: [first, ...rest] }) => {
      const text = [`const ${value.name} = ${first}`, ...rest];
      return text.map((line, i) => (i === text.length - 1 ? `${line}; // ${value.dtype}[${value.shape}]` : line));
    });
    return [`${head} {`, ...indented([...lines, `return ${returned};`]), "}"];
  }
}

type WriteNames = (names: readonly string[]) => string;

interface Writing {
  readonly parameters?: WriteNames;
  readonly result?: WriteNames;
}

const listed: WriteNames = (names) => names.join(", ");

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** A call with a function of several lines among its arguments. */
export function callWith(before: string, body: readonly string[], after: string): readonly string[] {
  const lines = [...body];
  lines[0] = `${before}${lines[0]}`;
  lines[lines.length - 1] = `${lines[lines.length - 1]}${after}`;
  return lines;
}
