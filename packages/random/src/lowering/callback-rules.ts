import { type ConcreteArray, type HostStorage, hostArray, type Array as NDArray, type ShapedArray } from "@hyrax/core";
import { debugCallback, type HostFunction, ioCallback, pureCallback } from "@hyrax/core/library";
import { type KeyRuleEntry, keyRule } from "./key-rule.js";
import { isKey, physicalAval } from "./physical.js";

/** The elements of an array of the host's as an array of another type. */
function seenAs(x: NDArray, { shape, dtype }: ShapedArray): NDArray {
  // Functions of the host get and return arrays of the host.
  return hostArray(((x as ConcreteArray).storage as HostStorage).data, shape, dtype);
}

interface HostCall {
  readonly callback: HostFunction;
  readonly resultAvals: readonly ShapedArray[];
}

/** The same call for words: the user's function gets keys, and its keys are given back as words. */
function ofWords<P extends HostCall>(params: P, types: readonly ShapedArray[]): P {
  const { callback, resultAvals } = params;
  const onWords: HostFunction = (inputs) => {
    const given = inputs.map((x, i) => seenIfKey(x, types[i] as ShapedArray));
    const results = callback(given, resultAvals);
    return results.map((x) => (isKey(x.aval) ? seenAs(x, physicalAval(x.aval)) : x));
  };
  return { ...params, callback: onWords, resultAvals: resultAvals.map(physicalAval) };
}

const seenIfKey = (x: NDArray, type: ShapedArray) => (isKey(type) ? seenAs(x, type) : x);

export const callbackRules: readonly KeyRuleEntry[] = [
  keyRule(pureCallback, (inputs, params, types) => pureCallback(inputs, ofWords(params, types))),
  keyRule(ioCallback, (inputs, params, types) => ioCallback(inputs, ofWords(params, types))),
  keyRule(debugCallback, (inputs, params, types) => debugCallback(inputs, ofWords(params, types))),
];
