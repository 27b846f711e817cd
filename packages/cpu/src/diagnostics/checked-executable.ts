import {
  type CompileOptions,
  type CompileReport,
  ConcreteArray,
  type Executable,
  FloatingPointError,
  HostStorage,
  type Jaxpr,
  type ShapedArray,
  type Storage,
  type TypedArray,
} from "@hyrax/core";
import { type SpecialValue, specialText, specialValue } from "./special-values.js";
import { onlyOperation, runStepByStep } from "./step-by-step.js";

/** What computed results that are read asynchronously, and are looked at then. */
const origins = new WeakMap<Storage, { readonly operation: string; readonly aval: ShapedArray }>();

/** Looks at what a program returns, and finds the operation that made what the options forbid. */
export class CheckedExecutable implements Executable {
  constructor(
    readonly executable: Executable,
    readonly jaxpr: Jaxpr,
    readonly options: CompileOptions,
  ) {}

  get report(): CompileReport {
    return this.executable.report;
  }

  async ready(): Promise<void> {
    await this.executable.ready?.();
  }

  run(inputs: readonly Storage[]): readonly Storage[] {
    const results = this.executable.run(inputs);
    try {
      results.forEach((storage, i) => this.#check(storage, this.jaxpr.outAvals[i] as ShapedArray, inputs));
      return results;
    } catch (error) {
      for (const storage of results) storage.delete();
      throw error;
    }
  }

  get #operation(): string {
    return onlyOperation(this.jaxpr)?.name ?? `the jitted function ${this.options.name}`;
  }

  #check(storage: Storage, aval: ShapedArray, inputs: readonly Storage[]): void {
    if (!(storage instanceof HostStorage)) {
      origins.set(storage, { operation: this.#operation, aval });
      return;
    }
    const found = specialValue(storage.data, aval);
    if (found !== undefined) throw this.#error(found, aval, inputs);
  }

  #error(found: SpecialValue, aval: ShapedArray, inputs: readonly Storage[]): FloatingPointError {
    const text = specialText(found, this.#operation, aval);
    if (onlyOperation(this.jaxpr) !== undefined) return new FloatingPointError(text);
    const { inAvals } = this.jaxpr;
    const arrays = inputs.map(
      (storage, i) => new ConcreteArray(inAvals[i] as ShapedArray, storage, this.options.device),
    );
    try {
      runStepByStep(this.jaxpr, arrays);
    } catch (error) {
      if (error instanceof FloatingPointError) return error;
      throw error;
    }
    return new FloatingPointError(
      `${text}, but none of its operations makes one when they are run one by one: it is an input or a constant of the ` +
        "function, or comes of their being compiled together",
    );
  }
}

/** Looks at elements that have been read asynchronously: throws a `FloatingPointError` for what the options forbid. */
export function checkRead(storage: Storage, elements: TypedArray): void {
  const origin = origins.get(storage);
  if (origin === undefined) return;
  const found = specialValue(elements, origin.aval);
  if (found !== undefined) throw new FloatingPointError(specialText(found, origin.operation, origin.aval));
}
