import type { FunctionRef, Parameters } from "./expression.js";
import type { BodyOf } from "./function-builder.js";
import type { ModuleBuilder } from "./module-builder.js";
import type { ResultType } from "./types.js";

/** Functions that kernels of one module share: each is written once, when it is first asked for. */
export class SharedFunctions {
  readonly #functions = new Map<string, FunctionRef>();

  constructor(readonly module: ModuleBuilder) {}

  /** The function of this name; `body` writes it if there is none yet. A name stands for one function, of one signature. */
  readonly get = <P extends Parameters, R extends ResultType>(
    name: string,
    parameters: P,
    result: R,
    body: BodyOf<P, R>,
  ): FunctionRef<P, R> => {
    const known = this.#functions.get(name);
    if (known !== undefined) return known as FunctionRef<P, R>; // By this name it was written with this signature.
    const ref = this.module.declare(name, parameters, result);
    // Known before its body is written, so that it may call itself.
    this.#functions.set(name, ref);
    this.module.define(ref, body);
    return ref;
  };
}
