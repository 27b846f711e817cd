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
  const apply: (...inputs: Arrays<N>) => readonly [NDArray] = withDerivatives<N, readonly [NDArray]>(
    name,
    (...inputs) => [f(...inputs)],
    (inputs, tangents) => {
      const result = apply(...inputs);
      return [result, [tangent(inputs, tangents, result[0])]];
    },
  );
  return (...inputs) => apply(...inputs)[0];
}

/**
 * As `withDerivative`, of a function with several results.
 * @param jvp gives the results and their tangents from inputs and their tangents
 */
export function withDerivatives<const N extends readonly unknown[], const M extends readonly NDArray[]>(
  name: string,
  f: (...inputs: Arrays<N>) => M,
  jvp: (inputs: Arrays<N>, tangents: Arrays<N>) => readonly [results: M, tangents: M],
): (...inputs: Arrays<N>) => M {
  // Lists of arrays become the tuple of the function's inputs: customJvpCall passes on as many as it gets.
  const params = {
    name,
    call: (inputs: readonly NDArray[]) => f(...(inputs as unknown as Arrays<N>)),
    jvp: (primals: readonly NDArray[], tangents: readonly Tangent[]) =>
      jvp(primals as unknown as Arrays<N>, tangents as unknown as Arrays<N>),
    numConsts: 0,
    symbolicZeros: false,
  };
  return (...inputs) => customJvpCall(inputs as readonly NDArray[], params) as unknown as M;
}
