import { hoistConsts, type Array as NDArray, scan, stage } from "@hyrax/core";

/** What `step` makes of the carry after `count` steps, as one loop: it compiles to the same size for any count. */
export function iterate(
  count: number,
  step: (carry: readonly NDArray[]) => readonly NDArray[],
  carry: readonly NDArray[],
  unroll = 1,
): readonly NDArray[] {
  const { jaxpr, consts } = stage(
    step,
    carry.map((x) => x.aval),
  );
  return scan([...consts, ...carry], {
    jaxpr: hoistConsts(jaxpr),
    length: count,
    numConsts: consts.length,
    numCarry: carry.length,
    reverse: false,
    unroll,
  });
}
