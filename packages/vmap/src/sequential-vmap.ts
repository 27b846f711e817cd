import {
  type Args,
  flatten,
  flattenArrays,
  flattenResult,
  hoistConsts,
  type Array as NDArray,
  type PyTreeDef,
  scan,
  shapedArray,
  stage,
  unflatten,
} from "@hyrax/core";
import { type CustomVmap, customVmap } from "./custom-vmap.js";

/**
 * A function that `vmap` calls for one element after the other, in a compiled loop, instead of computing all elements
 * together: for functions that need much memory, or that have no batching rule.
 *
 * @example
 * const inverses = sequentialVmap((a: Array) => np.linalg.inv(a));
 * vmap(inverses)(np.ones([3, 2, 2]).add(np.eye(2))); // three inverses, one after the other
 */
export function sequentialVmap<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
): (...args: Args<A>) => R {
  const call: CustomVmap<A, R> = customVmap(f);
  call.defVmap((axisSize, inBatched, ...args) => {
    const [arrays, tree] = flattenArrays("sequentialVmap: the arguments", args);
    // In the structure of the arguments, as customVmap passes it.
    const mapped = flatten(inBatched)[0] as readonly boolean[];
    const shared = arrays.filter((_, i) => !mapped[i]);
    const rows = arrays.filter((_, i) => mapped[i]);
    let outTree: PyTreeDef = tree;
    const { jaxpr, consts } = stage(
      (elements) => {
        let [nextShared, nextRow] = [0, shared.length];
        const leaves = mapped.map((is) => elements[is ? nextRow++ : nextShared++]);
        // The arguments again, one element of each; the call has them in its own types.
        const [outs, found] = flattenResult("sequentialVmap", call(...(unflatten(tree, leaves) as unknown as Args<A>)));
        outTree = found;
        return outs;
      },
      [...shared.map((x) => x.aval), ...rows.map((x) => shapedArray(x.shape.slice(1), x.dtype, x.weakType))],
    );
    const results = scan([...consts, ...shared, ...rows], {
      jaxpr: hoistConsts(jaxpr),
      length: axisSize,
      numConsts: consts.length + shared.length,
      numCarry: 0,
      reverse: false,
      unroll: 1,
    });
    const allMapped = unflatten(
      outTree,
      results.map(() => true),
    );
    // What f returns, stacked; and true for each array of it.
    return [unflatten(outTree, results), allMapped] as unknown as ReturnType<Parameters<typeof call.defVmap>[0]>;
  });
  return call;
}
