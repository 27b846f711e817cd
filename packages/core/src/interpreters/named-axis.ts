import type { NDArray } from "../array/array.js";
import type { Params, Primitive } from "../primitive.js";
import { currentTrace, runTrace, Trace } from "./trace.js";

/** Gives a name to an axis and leaves all operations to the interpreter below. */
class NamedAxisTrace extends Trace {
  constructor(
    override readonly parent: Trace,
    readonly name: string,
    readonly size: number,
  ) {
    super();
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    return this.parent.process(primitive, inputs, params);
  }

  override axisSize(name: string): number | undefined {
    return name === this.name ? this.size : super.axisSize(name);
  }

  override get axesKey(): string {
    return `${super.axesKey}${this.name}:${this.size};`;
  }
}

/** Runs a function in which collectives over the named axis have a meaning: the program of one of `size` members. */
export function withNamedAxis<T>(name: string, size: number, run: () => T): T {
  return runTrace(new NamedAxisTrace(currentTrace(), name, size), run);
}
