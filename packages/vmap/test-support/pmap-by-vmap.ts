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
import { vmap } from "@hyrax/vmap";

/** Gives `pmap` its meaning without devices: the members are elements of a batch. */
class PmapByVmap extends Trace {
  constructor(override readonly parent: Trace) {
    super();
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    return withTrace(this.parent, () => {
      if (primitive !== pmap) return bind(primitive, inputs, params);
      const { axisName, axisSize, jaxpr, mapped } = params as PmapParams;
      const member = (...xs: NDArray[]) => evalJaxpr(jaxpr, [], xs);
      return vmap(member, { inAxes: mapped.map((is) => (is ? 0 : null)), axisName, axisSize })(...inputs);
    });
  }
}

export function withPmapByVmap<T>(run: () => T): T {
  return runTrace(new PmapByVmap(currentTrace()), run);
}
