import {
  type CompileOptions,
  type CompileReport,
  type Engine,
  type Executable,
  type HostStorage,
  type Jaxpr,
  printJaxpr,
  type Storage,
  type TypedArray,
  TypedArrayStorage,
} from "@hyrax/core";
import { callsHost } from "./calls-host.js";
import type { Kernel } from "./kernel.js";
import { compileJaxpr } from "./program.js";

/** Runs every primitive in plain typed-array TypeScript: correct first, and the oracle of the other engines. */
export class ReferenceEngine implements Engine {
  readonly name = "reference";

  compile(jaxpr: Jaxpr, _: CompileOptions): Executable {
    return new ReferenceExecutable(compileJaxpr(jaxpr), jaxpr);
  }
}

class ReferenceExecutable implements Executable {
  readonly report: CompileReport;
  readonly #ownsInputs: boolean;

  constructor(
    readonly kernel: Kernel,
    jaxpr: Jaxpr,
  ) {
    this.#ownsInputs = jaxpr.eqns.some(callsHost);
    this.report = {
      engine: "reference",
      kernels: jaxpr.eqns.map(({ primitive }) => ({ kind: "reference", primitives: [primitive.name] })),
      asText: () => printJaxpr(jaxpr),
    };
  }

  run(inputs: readonly Storage[]): readonly Storage[] {
    const elements = new Array<TypedArray>(inputs.length);
    // Arrays of the cpu device, which this engine runs on, are in the host's memory.
    for (let i = 0; i < inputs.length; i++) {
      const { data } = inputs[i] as HostStorage;
      elements[i] = this.#ownsInputs ? detached(data) : data;
    }
    const results = this.kernel(elements);
    const storages = new Array<Storage>(results.length);
    for (let i = 0; i < results.length; i++) storages[i] = new TypedArrayStorage(detached(results[i]!));
    return storages;
  }
}

/** A view of a larger memory as an array of its own: it would keep all of that alive, or move with it. */
function detached(x: TypedArray): TypedArray {
  return x.byteLength === x.buffer.byteLength ? x : x.slice();
}
