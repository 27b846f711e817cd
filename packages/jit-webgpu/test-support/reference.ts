import {
  type ConcreteArray,
  decode,
  type HostStorage,
  hoistConsts,
  type Array as NDArray,
  stage,
  type TypedArray,
} from "@hyrax/core";
import { compileJaxpr } from "@hyrax/cpu";

/** What the reference engine computes from arrays of the host, rounded to the results' dtypes. */
export function reference(
  f: (...inputs: NDArray[]) => readonly NDArray[],
  inputs: readonly NDArray[],
): readonly TypedArray[] {
  const { jaxpr, consts } = stage(
    (tracers) => f(...tracers),
    inputs.map((x) => x.aval),
  );
  const elements = [...consts, ...inputs].map((x) => ((x as ConcreteArray).storage as HostStorage).data);
  return compileJaxpr(hoistConsts(jaxpr))(elements).map((data, i) => decode(data, jaxpr.outAvals[i]!.dtype));
}
