import {
  allocate,
  type DType,
  encodeScalar,
  Jaxpr,
  type Primitive,
  type Scalar,
  type Shape,
  type ShapedArray,
  shapedArray,
  type TypedArray,
  Var,
} from "@hyrax/core";
import { compileJaxpr } from "../src/program.js";

/** An array of a test: its type and its elements. */
export interface TestArray {
  readonly aval: ShapedArray;
  readonly data: TypedArray;
}

/** An array from elements as JavaScript has them, whatever the dtype. */
export function testArray(values: readonly Scalar[], dtype: DType, shape: Shape = [values.length]): TestArray {
  const data = allocate(dtype, values.length);
  values.forEach((value, i) => encodeScalar(data, i, value, dtype));
  return { aval: shapedArray(shape, dtype), data };
}

/** Runs one primitive as eager execution does: the compiled jaxpr of one equation. */
export function runPrimitive(primitive: Primitive, inputs: readonly TestArray[], params: object = {}): TestArray[] {
  const invars = inputs.map((x) => new Var(x.aval));
  const avals = primitive.abstractEval(
    inputs.map((x) => x.aval),
    params,
  );
  const outs = avals.map((aval) => new Var(aval));
  const kernel = compileJaxpr(new Jaxpr([], invars, [{ primitive, inputs: invars, params, outs }], outs));
  const results = kernel(inputs.map((x) => x.data));
  return avals.map((aval, i) => ({ aval, data: results[i]! }));
}
