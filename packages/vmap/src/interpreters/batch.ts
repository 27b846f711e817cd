import {
  bind,
  currentTrace,
  customJvpCall,
  customVjpCall,
  evalJaxpr,
  hoistConsts,
  type Jaxpr,
  type Array as NDArray,
  type Params,
  type Primitive,
  runTrace,
  type ShapedArray,
  stage,
  Trace,
  Tracer,
  withTrace,
} from "@hyrax/core";
import { batchRules } from "../rules/index.js";
import { atFront, batchAval, elementAval, frontIfBatched } from "./axes.js";
import { axisNames } from "./axis-names.js";
import type { BatchAxis, Batched, BatchedJaxpr, MappedAxis, ResultAxis } from "./rule.js";

/** A single element of a batch; it holds the whole array. */
class BatchTracer extends Tracer implements Batched {
  override readonly aval: ShapedArray;

  constructor(
    override readonly owner: BatchTrace,
    readonly value: NDArray,
    readonly axis: number,
  ) {
    super();
    this.aval = elementAval(value.aval, axis);
  }
}

/** The size and, for collectives, the name of a mapped axis. */
export interface AxisOptions {
  readonly size: number;
  readonly name?: string | undefined;
}

/** Computes with whole batches where the traced function computes with single elements. */
export class BatchTrace extends Trace {
  readonly #map: MappedAxis;

  /**
   * @param map the traces of one map share it: a custom rule that runs later, under a trace of its own, may have closed
   *   over a tracer of the trace that it was made under
   */
  constructor(
    override readonly parent: Trace,
    map: MappedAxis,
  ) {
    super();
    this.#map = map;
  }

  /** The array as a single element of it looks to the traced function; what has no mapped axis stays as it is. */
  toElement({ value, axis }: Batched): NDArray {
    return axis === null ? value : new BatchTracer(this, value, axis);
  }

  /** The whole array, and where its mapped axis is. */
  toBatch(x: NDArray): Batched {
    return x instanceof BatchTracer && x.owner.#map === this.#map ? x : { value: x, axis: null };
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    const batches = inputs.map((x) => this.toBatch(x));
    const map = this.#map;
    if (batches.every(({ axis }) => axis === null) && !this.#concerns(primitive, params)) {
      return withTrace(this.parent, () => bind(primitive, inputs, params));
    }
    const rule = batchRules.find(primitive);
    const results = withTrace(this.parent, () => rule(batches, params, map));
    return (Array.isArray(results) ? results : [results]).map((result) => this.toElement(result));
  }

  override axisSize(name: string): number | undefined {
    return name === this.#map.name ? this.#map.size : this.parent.axisSize(name);
  }

  override get axesKey(): string {
    const { name, size } = this.#map;
    return name === undefined ? super.axesKey : `${super.axesKey}${name}:${size};`;
  }

  /** Whether an operation may depend on the mapped axis although none of its inputs has it. */
  #concerns(primitive: Primitive, params: Params): boolean {
    // The function of the user may have closed over anything.
    if (primitive === customJvpCall || primitive === customVjpCall) return true;
    return this.#map.name !== undefined && axisNames(primitive, params).includes(this.#map.name);
  }
}

/** An axis to map over. Each call makes one of its own, told apart from others of the same size and name. */
export function mappedAxis({ size, name }: AxisOptions): MappedAxis {
  const map: MappedAxis = {
    size,
    name,
    get nameless() {
      return mappedAxis({ size });
    },
    batchJaxpr: (jaxpr, inAxes, results) => batchJaxpr(jaxpr, { size, name }, inAxes, results),
    batchCall: (f, inputs) =>
      runTrace(new BatchTrace(currentTrace(), map), (trace) =>
        f(inputs.map((x) => trace.toElement(x))).map((x) => trace.toBatch(x)),
      ),
  };
  return map;
}

const batched = new WeakMap<Jaxpr, Map<string, BatchedJaxpr>>();

/**
 * A jaxpr over a batch of inputs. The same jaxpr, axis and places of it give the same object, so that programs that
 * were compiled for it are found again.
 *
 * @param inAxes where the mapped axis of each input is
 * @param results what becomes of it in the results
 */
export function batchJaxpr(
  jaxpr: Jaxpr,
  { size, name }: AxisOptions,
  inAxes: readonly BatchAxis[],
  results: ResultAxis | readonly ResultAxis[],
): BatchedJaxpr {
  let entries = batched.get(jaxpr);
  if (entries === undefined) batched.set(jaxpr, (entries = new Map()));
  const key = JSON.stringify([size, name, inAxes, results]);
  let found = entries.get(key);
  if (found === undefined) entries.set(key, (found = makeBatched(jaxpr, { size, name }, inAxes, results)));
  return found;
}

function makeBatched(
  jaxpr: Jaxpr,
  axis: AxisOptions,
  inAxes: readonly BatchAxis[],
  results: ResultAxis | readonly ResultAxis[],
): BatchedJaxpr {
  const map = mappedAxis(axis);
  let outAxes: readonly BatchAxis[] = [];
  const run = (inputs: readonly NDArray[]) => {
    const batches = inputs.map((value, i): Batched => ({ value, axis: inAxes[i] ?? null }));
    const outs = map
      .batchCall((elements) => evalJaxpr(jaxpr, [], elements), batches)
      .map((out, i) => place(out, typeof results === "string" ? results : results[i], axis.size));
    outAxes = outs.map((out) => out.axis);
    return outs.map((out) => out.value);
  };
  const inAvals = jaxpr.inAvals.map((aval, i) => batchAval(aval, inAxes[i] ?? null, axis.size));
  const closed = stage(run, inAvals);
  return { jaxpr: hoistConsts(closed.jaxpr), consts: closed.consts, outAxes };
}

function place(out: Batched, result: ResultAxis | undefined, size: number): Batched {
  if (result === "batched") return { value: atFront(out, size), axis: 0 };
  return result === "front" ? frontIfBatched(out) : out;
}
