import {
  bind,
  currentTrace,
  evalJaxpr,
  type Array as NDArray,
  type Params,
  type PmapParams,
  type Primitive,
  pmap,
  runTrace,
  Trace,
  withTrace,
} from "@hyrax/core";
import { array, elements } from "./arrays.js";
import { asMembers } from "./members.js";

/** Runs pmap as a loop over its members on float64 arrays, where no engine does. */
class PmapLoopTrace extends Trace {
  constructor(override readonly parent: Trace) {
    super();
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    return withTrace(this.parent, () => {
      if (primitive !== pmap) return bind(primitive, inputs, params);
      const { axisName, axisSize, jaxpr, mapped } = params as PmapParams;
      const parts = inputs.map((x, i) => (mapped[i] ? rows(x) : Array.from({ length: axisSize }, () => x)));
      return asMembers(axisName, parts, (own) => evalJaxpr(jaxpr, [], own)).map(stacked);
    });
  }
}

function rows(x: NDArray): readonly NDArray[] {
  const [n, ...shape] = x.shape as readonly [number, ...number[]];
  const size = x.size / n;
  return Array.from({ length: n }, (_, i) => array(elements(x).slice(i * size, (i + 1) * size), shape));
}

function stacked(list: readonly NDArray[]): NDArray {
  const [first] = list as readonly [NDArray];
  return array(list.flatMap(elements), [list.length, ...first.shape]);
}

/** Runs a function in which pmap is a loop. */
export function withPmapLoop<T>(run: () => T): T {
  return runTrace(new PmapLoopTrace(currentTrace()), run);
}
