import {
  broadcastInDim,
  type CustomVmapParams,
  currentTrace,
  customVmapCall,
  functionJaxpr,
  isInexact,
  jaxprFunction,
  type Array as NDArray,
  runTrace,
  type Tangent,
} from "@hyrax/core";
import { JvpTrace } from "../interpreters/jvp.js";
import { jvpJaxpr } from "../interpreters/jvp-jaxpr.js";
import { pruned } from "../interpreters/partial-eval.js";
import { reorder } from "../interpreters/reorder.js";
import type { DerivativeRules, JvpRule } from "../interpreters/rule-kinds.js";
import { instantiate, isNonzero, zeroTangent } from "../interpreters/tangent.js";
import { count, only, range } from "./control-flow/masks.js";
import { placeTangents } from "./control-flow/tangents.js";

/**
 * The derivative of a function with a batching rule is such a function again, from values and tangents to tangents of the
 * results, whose batching rule is the derivative of the user's rule.
 *
 * Values are computed apart from tangents, so that reverse mode, which knows the values only, has them.
 */
export const customVmapJvp: JvpRule<typeof customVmapCall> = (primals, tangents, params, rules) => {
  const { call, name, numConsts } = params;
  const jaxpr = functionJaxpr(call, name);
  const nonzero = tangents.map(isNonzero);
  const wanted = jaxpr.outAvals.map(({ dtype }) => isInexact(dtype));
  const derived = jvpJaxpr(jaxpr, nonzero, wanted, rules);

  // What the function closes over stays in front, with its tangents.
  const numClosed = derived.consts.length;
  const closedNonzero = nonzero.slice(0, numConsts);
  const ownNonzero = nonzero.slice(numConsts);
  const atTangents = numClosed + primals.length;
  const ins = [
    ...range(0, numClosed + numConsts),
    ...range(atTangents, count(closedNonzero)),
    ...range(numClosed + numConsts, primals.length - numConsts),
    ...range(atTangents + count(closedNonzero), count(ownNonzero)),
  ];
  const numTangents = count(wanted);
  const outs = [...range(jaxpr.outs.length, numTangents), ...range(0, jaxpr.outs.length)];
  const tangentJaxpr = pruned(reorder(derived.jaxpr, ins, outs), numTangents);
  const closed = closedNonzero.includes(true);
  const numAllConsts = numClosed + numConsts + count(closedNonzero);
  const inputs = [...derived.consts, ...primals, ...tangents.filter(isNonzero)];
  const found = customVmapCall(
    ins.map((i) => inputs[i] as NDArray),
    {
      name,
      numConsts: numAllConsts,
      call: jaxprFunction(tangentJaxpr),
      rule: closed ? refused(name) : tangentRule(params, ownNonzero, wanted, rules),
    },
  );
  const values = customVmapCall(primals, closed ? { ...params, rule: refused(name) } : params);
  return [values, placeTangents(found, wanted, jaxpr.outAvals)];
};

type BatchingRule = CustomVmapParams["rule"];

/** The user's rule closes over a tracer that has ended by the time that the rule is asked. */
function refused(name: string): BatchingRule {
  return () => {
    throw new TypeError(
      `customVmap: ${name} closes over a value that is differentiated inside the map; its rule does not know of that ` +
        "value: pass it as an argument",
    );
  };
}

/** The derivative of the user's batching rule. A value and its tangent are mapped together, whichever of them was. */
function tangentRule(
  { rule }: CustomVmapParams,
  nonzero: readonly boolean[],
  wanted: readonly boolean[],
  rules: DerivativeRules,
): BatchingRule {
  return (axisSize, inBatched, inputs) => {
    const numPrimals = nonzero.length;
    const tangentOf = placesOf(nonzero, numPrimals);
    const batched = nonzero.map((_, i) => inBatched[i] === true || inBatched[tangentOf[i] ?? -1] === true);
    const whole = (i: number, is: boolean) => {
      const x = inputs[i] as NDArray;
      return is && !inBatched[i] ? repeated(x, axisSize) : x;
    };
    const primals = batched.map((is, i) => whole(i, is));
    const tangents = batched.map((is, i): Tangent => {
      const place = tangentOf[i];
      return place === undefined ? zeroTangent(primals[i] as NDArray) : whole(place, is);
    });
    return runTrace(new JvpTrace(currentTrace(), rules), (trace) => {
      const lifted = primals.map((x, i) => trace.lift(x, tangents[i] as Tangent));
      const [outs, outBatched] = rule(axisSize, batched, lifted);
      const outTangents = outs.map((out) => trace.unpack(out)[1]);
      return [only(outTangents, wanted).map(instantiate), only(outBatched, wanted)];
    });
  };
}

/** For each primal that has a tangent, the place of that among the inputs. */
function placesOf(nonzero: readonly boolean[], start: number): readonly (number | undefined)[] {
  let next = start;
  return nonzero.map((is) => (is ? next++ : undefined));
}

function repeated(x: NDArray, size: number): NDArray {
  return broadcastInDim(x, { shape: [size, ...x.shape], broadcastDimensions: x.shape.map((_, axis) => axis + 1) });
}
