import type { NDArray } from "../array/array.js";
import type { ShapedArray } from "../aval.js";
import { onConfigChange } from "../config.js";
import { commonDevice, compile, execute } from "../device/compile.js";
import type { Device } from "../device/device.js";
import type { Executable } from "../device/engine.js";
import { Jaxpr, Var } from "../jaxpr/jaxpr.js";
import { memo } from "../memo.js";
import type { Params, Primitive } from "../primitive.js";
import { paramsKey } from "./params-key.js";
import { installBottomTrace, Trace } from "./trace.js";

interface Compiled {
  readonly executable: Executable;
  readonly outAvals: readonly ShapedArray[];
}

/** Beyond so many programs the oldest are forgotten: a loop over ever new shapes stays within memory. */
const capacity = 8192;

const newPrograms = () => new Map<string, Compiled>();

/** Eager execution: each operation is the compiled jaxpr of one equation, kept by primitive, types and params. */
class EagerTrace extends Trace {
  override readonly parent = undefined;
  readonly #compiled = new Map<Device, Map<string, Compiled>>();

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    if (primitive.traits.evaluate !== undefined) return primitive.traits.evaluate(inputs, params);
    const device = commonDevice(inputs, primitive.name);
    const { executable, outAvals } = this.#lookup(primitive, inputs, params, device);
    return execute(executable, inputs, outAvals, device);
  }

  clear(): void {
    this.#compiled.clear();
  }

  #lookup(primitive: Primitive, inputs: readonly NDArray[], params: Params, device: Device): Compiled {
    const programs = memo(this.#compiled, device, newPrograms);
    let key = primitive.name;
    for (const x of inputs) key += `:${x.aval.id}`;
    for (const name in params) key += `;${name}=${paramsKey((params as Readonly<Record<string, unknown>>)[name])}`;
    let found = programs.get(key);
    if (found === undefined) {
      found = compileOne(primitive, inputs, params, device);
      if (programs.size >= capacity) programs.delete(programs.keys().next().value as string);
      programs.set(key, found);
    }
    return found;
  }
}

function compileOne(primitive: Primitive, inputs: readonly NDArray[], params: Params, device: Device): Compiled {
  const invars = inputs.map((x) => new Var(x.aval));
  const outAvals = primitive.abstractEval(
    invars.map((v) => v.aval),
    params,
  );
  const outs = outAvals.map((aval) => new Var(aval));
  const jaxpr = new Jaxpr([], invars, [{ primitive, inputs: invars, params, outs }], outs);
  return { executable: compile(jaxpr, { device, name: primitive.name }), outAvals };
}

const eager = new EagerTrace();
installBottomTrace(eager);
onConfigChange(() => eager.clear());
