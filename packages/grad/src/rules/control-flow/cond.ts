import { cond, type Array as NDArray } from "@hyrax/core";
import { jvpJaxpr } from "../../interpreters/jvp-jaxpr.js";
import type { JvpRule, TransposeRule } from "../../interpreters/rule-kinds.js";
import { isNonzero } from "../../interpreters/tangent.js";
import { transposeJaxpr } from "../../interpreters/transpose-jaxpr.js";
import { joined } from "./branches.js";
import { union } from "./masks.js";
import { areLinear, placeCotangents, valuesOf, withTangents } from "./tangents.js";

/** The branches differentiated; an out has a tangent in all of them if it has one in any. */
export const condJvp: JvpRule<typeof cond> = ([index, ...operands], [, ...tangents], { branches }, rules) => {
  const nonzero = tangents.map(isNonzero);
  const wanted = union(branches.map((branch) => jvpJaxpr(branch, nonzero, [], rules).outNonzero));
  const { branches: derived, consts } = joined(branches.map((branch) => jvpJaxpr(branch, nonzero, wanted, rules)));
  const inputs = [index as NDArray, ...consts, ...operands, ...tangents.filter(isNonzero)];
  return withTangents(cond(inputs, { branches: derived }), wanted);
};

/** The branches transposed; a linear input has a cotangent in all of them if it has one in any. */
export const condTranspose: TransposeRule<typeof cond> = (cts, [index, ...inputs], { branches }, rules) => {
  const linear = areLinear(inputs);
  const ctNonzero = cts.map(isNonzero);
  const wanted = union(branches.map((branch) => transposeJaxpr(branch, linear, ctNonzero, [], rules).nonzero));
  const transposed = joined(branches.map((branch) => transposeJaxpr(branch, linear, ctNonzero, wanted, rules)));
  const args = [index as NDArray, ...transposed.consts, ...valuesOf(inputs), ...cts.filter(isNonzero)];
  return [null, ...placeCotangents(cond(args, { branches: transposed.branches }), wanted, inputs)];
};
