import {
  type ClosedJaxpr,
  ConcreteArray,
  config,
  hoistConsts,
  jit,
  type Array as NDArray,
  paramsKey,
  stage,
} from "@hyrax/core";

/** What a program is specialised to, besides the types of its inputs. */
export type Statics = object;

/** Beyond so many specialisations of one program the oldest is forgotten. */
const capacity = 1024;

/**
 * A function of arrays as one compiled program: it is staged once for each combination of input types and statics, and
 * applied as one `jit`, eagerly and under every transformation. The body may close over constant arrays.
 */
export function program<const I extends readonly NDArray[], S extends Statics>(
  name: string,
  body: (inputs: I, statics: S) => NDArray,
): (inputs: I, statics: S) => NDArray {
  const staged = new Map<string, ClosedJaxpr>();
  return (inputs, statics) => {
    let key = `${config.values.enableX64}${paramsKey(statics)}`;
    for (const x of inputs) key += `:${x.aval.id}`;
    let found = staged.get(key);
    if (found === undefined) {
      found = stageBody(name, body, inputs, statics);
      if (staged.size >= capacity) staged.delete(staged.keys().next().value as string);
      staged.set(key, found);
    }
    const { jaxpr, consts } = found;
    return jit(consts.length === 0 ? inputs : [...consts, ...inputs], { jaxpr, name })[0] as NDArray;
  };
}

function stageBody<I extends readonly NDArray[], S extends Statics>(
  name: string,
  body: (inputs: I, statics: S) => NDArray,
  inputs: I,
  statics: S,
): ClosedJaxpr {
  const avals = inputs.map((x) => x.aval);
  // The tracers are as many as the inputs.
  const { jaxpr, consts } = stage((tracers) => [body(tracers as unknown as I, statics)], avals);
  // A tracer among them would be met again, long after its transformation has ended.
  const traced = consts.find((x) => !(x instanceof ConcreteArray));
  if (traced !== undefined) throw new Error(`${name}: the program closes over ${traced}`);
  return { jaxpr: hoistConsts(jaxpr), consts };
}
