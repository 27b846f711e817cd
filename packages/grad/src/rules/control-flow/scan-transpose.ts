import {
  addAny,
  type Jaxpr,
  type Array as NDArray,
  type ScanParams,
  scan,
  stage,
  type Tangent,
  Zero,
} from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, hoisted, maskKey } from "../../interpreters/derived.js";
import { type DerivativeRules, LinearInput, type TransposeRule } from "../../interpreters/rule-kinds.js";
import { instantiate, isNonzero, tangentAval, zeros } from "../../interpreters/tangent.js";
import { backwardPass } from "../../interpreters/transpose.js";
import { count, except, only } from "./masks.js";
import { divide } from "./scan-jvp.js";
import { areLinear, placeCotangents, valuesOf } from "./tangents.js";

/**
 * `[...closed, ...value consts, ...sums, ...ct carry, ...ct ys, ...value xs] → [...sums, ...ct carry, ...ct xs]`:
 * one step backwards, which adds the cotangents of constants to their sums.
 */
interface BackwardStep extends DerivedJaxpr {
  /** Which linear constants, and which linear xs, get a cotangent. */
  readonly constNonzero: readonly boolean[];
  readonly xNonzero: readonly boolean[];
}

const cache = new DerivedCache<BackwardStep>((made) => made.consts);

function backwardStep(
  params: ScanParams,
  linear: readonly boolean[],
  ctYNonzero: readonly boolean[],
  rules: DerivativeRules,
): BackwardStep {
  const { jaxpr, numCarry } = params;
  const [constLinear, , xLinear] = divide(linear, params);
  const [constAvals, carryAvals, xAvals] = divide(jaxpr.inAvals, params);
  const ctYAvals = jaxpr.outAvals.slice(numCarry);
  let constNonzero: readonly boolean[] = [];
  let xNonzero: readonly boolean[] = [];

  const staged = stage(
    (inputs) => {
      const next = reader(inputs);
      const values = next(except(constAvals, constLinear).length);
      const sums = next(count(constLinear));
      const ctCarry = next(numCarry);
      const ctYs = next(count(ctYNonzero));
      const xs = next(except(xAvals, xLinear).length);
      const args = [
        ...withLinear(constLinear, values, constAvals),
        ...carryAvals.map((aval) => new LinearInput(aval)),
        ...withLinear(xLinear, xs, xAvals),
      ];
      const nextCtY = reader(ctYs);
      const cts = ctYAvals.map((aval, i) => (ctYNonzero[i] ? (nextCtY(1)[0] as NDArray) : new Zero(tangentAval(aval))));
      const found = backwardPass(jaxpr, [], args, [...ctCarry, ...cts], rules);
      const [ofConsts, ofCarry, ofXs] = divide(found, params);
      constNonzero = onlyLinear(ofConsts).map(isNonzero);
      xNonzero = onlyLinear(ofXs).map(isNonzero);
      return [
        ...onlyLinear(ofConsts).map((ct, i) => (isNonzero(ct) ? addAny(sums[i] as NDArray, ct) : (sums[i] as NDArray))),
        ...onlyLinear(ofCarry).map(instantiate),
        ...onlyLinear(ofXs).filter(isNonzero),
      ];
    },
    [
      ...[...except(constAvals, constLinear), ...only(constAvals, constLinear)],
      ...[...carryAvals, ...only(ctYAvals, ctYNonzero), ...except(xAvals, xLinear)],
    ],
  );
  return { ...hoisted(staged), constNonzero, xNonzero };
}

function onlyLinear(cts: readonly (Tangent | null)[]): readonly Tangent[] {
  return cts.filter((ct) => ct !== null);
}

/** Takes the next so many of a list. */
function reader(list: readonly NDArray[]): (n: number) => readonly NDArray[] {
  let at = 0;
  return (n) => list.slice(at, (at += n));
}

function withLinear(linear: readonly boolean[], values: readonly NDArray[], avals: Jaxpr["inAvals"]) {
  const next = reader(values);
  return avals.map((aval, i) => (linear[i] ? new LinearInput(aval) : (next(1)[0] as NDArray)));
}

/** Runs the scan from its end to its start: cotangents are carried backwards, those of constants are summed. */
export const scanTranspose: TransposeRule<typeof scan> = (cts, inputs, params, rules) => {
  const { jaxpr, numCarry, numConsts } = params;
  const linear = areLinear(inputs);
  const ctYs = cts.slice(numCarry);
  const ctYNonzero = ctYs.map(isNonzero);
  const [constLinear] = divide(linear, params);
  // The carry is linear in every step; an initial value that is not asked for is a zero that was known.
  const key = `${maskKey(linear)}<${maskKey(ctYNonzero)}:${numConsts},${numCarry}`;
  const step = cache.get(rules, jaxpr, key, () => backwardStep(params, linear, ctYNonzero, rules));
  const [consts, carry, xs] = divide(inputs, params);
  const sums = only(consts, constLinear).map((x) => zeros(x.aval));
  const values = valuesOf(consts);
  const ctCarry = cts.slice(0, numCarry).map(instantiate);
  const results = scan([...step.consts, ...values, ...sums, ...ctCarry, ...ctYs.filter(isNonzero), ...valuesOf(xs)], {
    ...params,
    jaxpr: step.jaxpr,
    numConsts: step.consts.length + values.length,
    numCarry: sums.length + numCarry,
    reverse: !params.reverse,
  });
  const [constSums, ofCarry, ofXs] = divide(results, { numConsts: sums.length, numCarry });
  return [
    ...placeCotangents(only(constSums, step.constNonzero), step.constNonzero, consts),
    ...carry.map((x, i) => (x instanceof LinearInput ? (ofCarry[i] as NDArray) : null)),
    ...placeCotangents(ofXs, step.xNonzero, xs),
  ];
};
