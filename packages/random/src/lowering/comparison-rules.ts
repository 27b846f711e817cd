import { eq, type Array as NDArray, ne, reduceAnd, reduceOr, type ShapedArray } from "@hyrax/core";
import { keyRule } from "./key-rule.js";
import { commonShape, spreadKeys } from "./movement-rules.js";

function both(inputs: readonly [NDArray, NDArray], types: readonly ShapedArray[]): readonly [NDArray, NDArray] {
  const shape = commonShape(types);
  return [spreadKeys(inputs[0], shape), spreadKeys(inputs[1], shape)];
}

/** Keys are equal if both of their words are. They have no order. */
export const comparisonRules = [
  keyRule(eq, (inputs, _, types) => {
    const equal = eq(...both(inputs, types));
    return reduceAnd(equal, { axes: [equal.ndim - 1] });
  }),
  keyRule(ne, (inputs, _, types) => {
    const different = ne(...both(inputs, types));
    return reduceOr(different, { axes: [different.ndim - 1] });
  }),
];
