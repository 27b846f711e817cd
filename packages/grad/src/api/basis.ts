import {
  convertElementType,
  eq,
  hoistConsts,
  iota,
  type Array as NDArray,
  reshape,
  type ShapedArray,
  scan,
  shapedArray,
  slice,
  stage,
  sub,
} from "@hyrax/core";
import { full } from "../interpreters/tangent.js";

type LinearFunction = (inputs: readonly NDArray[]) => readonly NDArray[];

/**
 * Applies a linear function to every vector of the standard basis of its inputs.
 *
 * The function is staged once, and the basis is run through by one compiled loop, which makes each vector as it goes:
 * the basis itself is never in memory, and tracing does not grow with its size. (To map over the basis at once would
 * take a batching interpreter, which this package does without.)
 *
 * @returns for each input, for each out, the outs stacked along axis 0, in the order of the elements of the input
 */
export function applyToBasis(f: LinearFunction, inAvals: readonly ShapedArray[]): readonly (readonly NDArray[])[] {
  const starts: number[] = [];
  let length = 0;
  for (const aval of inAvals) {
    starts.push(length);
    length += aval.size;
  }
  const stacked = length === 1 ? alone(f, inAvals) : looped(f, inAvals, starts, length);
  return inAvals.map((aval, i) =>
    stacked.map((rows) => rowsOf(rows, starts[i] as number, (starts[i] as number) + aval.size)),
  );
}

/** A basis of one vector needs no loop. */
function alone(f: LinearFunction, inAvals: readonly ShapedArray[]): readonly NDArray[] {
  return f(inAvals.map((aval) => full(aval, 1))).map((out) => reshape(out, { newSizes: [1, ...out.shape] }));
}

function looped(
  f: LinearFunction,
  inAvals: readonly ShapedArray[],
  starts: readonly number[],
  length: number,
): readonly NDArray[] {
  const { jaxpr, consts } = stage(
    ([step]) => f(inAvals.map((aval, i) => unitVector(aval, sub(step as NDArray, starts[i] as number)))),
    [shapedArray([], "int32")],
  );
  const steps = iota({ dtype: "int32", shape: [length], dimension: 0 });
  return scan([...consts, steps], {
    jaxpr: hoistConsts(jaxpr),
    length,
    numConsts: consts.length,
    numCarry: 0,
    reverse: false,
    unroll: 1,
  });
}

/** One at a flat position, zero elsewhere; zero everywhere for a position outside. */
function unitVector({ dtype, shape, size }: ShapedArray, position: NDArray): NDArray {
  const places = iota({ dtype: "int32", shape: [size], dimension: 0 });
  return reshape(convertElementType(eq(places, position), { newDtype: dtype, weakType: false }), { newSizes: shape });
}

function rowsOf(x: NDArray, start: number, limit: number): NDArray {
  return slice(x, {
    startIndices: x.shape.map((_, axis) => (axis === 0 ? start : 0)),
    limitIndices: x.shape.map((n, axis) => (axis === 0 ? limit : n)),
    strides: null,
  });
}
