import { mapping, pmap, withNamedAxis } from "@hyrax/core";
import { atAxis } from "../interpreters/axes.js";
import { batchFamily } from "../interpreters/rule.js";

export const mappingBatch = batchFamily(mapping, {
  // The members' axis comes first; behind it, or in front of what all members get, lies the mapped one.
  pmap: (inputs, params, map) => {
    const { axisName, axisSize, mapped } = params;
    const inAxes = inputs.map(({ axis }) => (axis === null ? null : 0));
    const values = inputs.map((x, i) => (x.axis === null ? x.value : atAxis(x, mapped[i] ? 1 : 0, map.size)));
    // The members' own axis hides one of the same name further out.
    const inner = axisName === map.name ? map.nameless : map;
    const { jaxpr, consts, outAxes } = withNamedAxis(axisName, axisSize, () =>
      inner.batchJaxpr(params.jaxpr, inAxes, "front"),
    );
    const outs = pmap([...consts, ...values], { ...params, jaxpr, mapped: [...consts.map(() => false), ...mapped] });
    return outs.map((value, i) => ({ value, axis: outAxes[i] === 0 ? 1 : null }));
  },
});
