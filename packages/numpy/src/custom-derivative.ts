import { customJvpCall, type Array as NDArray, type Tangent } from "@hyrax/core";

type Arrays<N> = { readonly [K in keyof N]: NDArray };

/**
 * A function of arrays with a derivative of its own, for where differentiating its steps would lose accuracy or meet a singularity.
 * @param tangent gives the tangent of the result from inputs, their tangents and the result
 */
export function withDerivative<const N extends readonly unknown[]>(
  name: string,
  f: (...inputs: Arrays<N>) => NDArray,
  tangent: (inputs: Arrays<N>, tangents: Arrays<N>, result: NDArray) => NDArray,
): (...inputs: Arrays<N>) => NDArray {
  // Lists of arrays become the tuple of the function's inputs: customJvpCall passes on as many as it gets.
  const call = (inputs: readonly NDArray[]) => [f(...(inputs as unknown as Arrays<N>))];
  const jvp = (
    primals: readonly NDArray[],
    tangents: readonly Tangent[],
  ): readonly [readonly NDArray[], readonly Tangent[]] => {
    const result = apply(...(primals as unknown as Arrays<N>));
    return [[result], [tangent(primals as unknown as Arrays<N>, tangents as unknown as Arrays<N>, result)]];
  };
  const apply = (...inputs: Arrays<N>): NDArray => {
    const params = { name, call, jvp, numConsts: 0, symbolicZeros: false };
    return customJvpCall(inputs as readonly NDArray[], params)[0] as NDArray;
  };
  return apply;
}
