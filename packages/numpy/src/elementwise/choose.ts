import { Array as NDArray, type Operand, scalarArray, selectN } from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";

/**
 * The elements of `onTrue` where the condition holds, else those of `onFalse`, which have one dtype; bare numbers take it. All three
 * broadcast.
 */
export function choose(condition: NDArray, onTrue: Operand, onFalse: Operand): NDArray {
  const like = onTrue instanceof NDArray ? onTrue : (onFalse as NDArray);
  const operand = (x: Operand) => (x instanceof NDArray ? x : scalarArray(x, like.dtype, like.weakType));
  const [yes, no] = [operand(onTrue), operand(onFalse)];
  const shape = broadcastShapes("where", condition.shape, yes.shape, no.shape);
  const which = condition.ndim === 0 ? condition : broadcastArray(condition, shape);
  return selectN([which, broadcastArray(no, shape), broadcastArray(yes, shape)]);
}
