import {
  type Args,
  evalJaxpr,
  isInexact,
  type Array as NDArray,
  type PyTreeDef,
  stage,
  Tracer,
  unflatten,
} from "@hyrax/core";
import { flattenArguments } from "./arguments.js";
import { requireFunction } from "./checks.js";
import { callFlat } from "./traced-call.js";

/**
 * A function with the values that it closes over as arguments, so that a custom rule can differentiate by them.
 *
 * @param f is traced once, with arguments of the types of the examples
 * @returns `[converted, consts]`, where `converted(...args, ...consts)` is `f(...args)`. The constants are the floating
 * values of transformations that are running, by which a derivative may be asked for
 *
 * @example
 * const [converted, consts] = closureConvert((x: Array) => x.mul(w), x);
 * converted(x, ...consts);
 */
export function closureConvert<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...examples: Args<A>
): [converted: (...args: [...Args<A>, ...consts: NDArray[]]) => R, consts: NDArray[]] {
  const name = "closureConvert";
  requireFunction(name, f);
  const { inputs, trees } = flattenArguments(name, examples);
  let outTree: PyTreeDef | undefined;
  const { jaxpr, consts } = stage(
    (tracers) => {
      const { outs, tree } = callFlat(name, f, trees, tracers, false);
      outTree = tree;
      return outs;
    },
    inputs.map((x) => x.aval),
  );
  const isHoisted = consts.map((x) => x instanceof Tracer && isInexact(x.dtype));
  const numHoisted = isHoisted.filter(Boolean).length;
  const converted = (...args: readonly unknown[]): R => {
    const flat = flattenArguments(name, args.slice(0, trees.length)).inputs;
    const hoisted = args.slice(trees.length) as NDArray[];
    const expected = trees.length + numHoisted;
    if (args.length !== expected) {
      throw new TypeError(
        `closureConvert: the converted function takes ${trees.length} arguments and then ${numHoisted} constants, as converted(...args, ...consts); found ${args.length} in all`,
      );
    }
    const all = consts.map((x, i) => (isHoisted[i] ? (hoisted.shift() as NDArray) : x));
    return unflatten(outTree as PyTreeDef, evalJaxpr(jaxpr, all, flat)) as R; // what f returned, of other values
  };
  return [converted, consts.filter((_, i) => isHoisted[i])];
}
