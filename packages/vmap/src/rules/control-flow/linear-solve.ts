import { customLinearSolve, type Jaxpr } from "@hyrax/core";
import { atFront } from "../../interpreters/axes.js";
import type { Batched, BatchRule } from "../../interpreters/rule.js";
import { inFront } from "./carry.js";

/**
 * One system for each element. The unknowns and the right-hand sides are mapped together, whichever of them were, since
 * a solve with the transpose turns one into the other.
 */
export const linearSolveBatch: BatchRule<typeof customLinearSolve> = (inputs, params, map) => {
  const { constLengths } = params;
  let next = 0;
  const own = (count: number) => inFront(inputs.slice(next, (next += count)));

  const batched = (jaxpr: Jaxpr, consts: readonly Batched[], numVectors: number) => {
    const inAxes = [...consts.map(({ axis }) => axis), ...Array.from({ length: numVectors }, () => 0)];
    const made = map.batchJaxpr(jaxpr, inAxes, "batched");
    return { jaxpr: made.jaxpr, consts: [...made.consts, ...consts.map(({ value }) => value)] };
  };
  const numVectors = params.matvec.outs.length;
  const none = { jaxpr: null, consts: [] };
  const optional = (jaxpr: Jaxpr | null, consts: readonly Batched[]) =>
    jaxpr === null ? none : batched(jaxpr, consts, numVectors);

  const matvec = batched(params.matvec, own(constLengths.matvec), numVectors);
  const vecmat = optional(params.vecmat, own(constLengths.vecmat));
  const solve = batched(params.solve, own(constLengths.solve), numVectors);
  const transposeSolve = optional(params.transposeSolve, own(constLengths.transposeSolve));
  const b = inputs.slice(next).map((x) => atFront(x, map.size));
  const consts = [...matvec.consts, ...vecmat.consts, ...solve.consts, ...transposeSolve.consts];
  const outs = customLinearSolve([...consts, ...b], {
    matvec: matvec.jaxpr,
    vecmat: vecmat.jaxpr,
    solve: solve.jaxpr,
    transposeSolve: transposeSolve.jaxpr,
    constLengths: {
      matvec: matvec.consts.length,
      vecmat: vecmat.consts.length,
      solve: solve.consts.length,
      transposeSolve: transposeSolve.consts.length,
    },
  });
  return outs.map((value) => ({ value, axis: 0 }));
};
