import { hoistConsts, type Array as NDArray, reduceOr, scan, shapedArray, stage, whileLoop } from "@hyrax/core";

/** As many arrays as a tuple has. */
type Arrays<C extends readonly NDArray[]> = { readonly [K in keyof C]: NDArray };

/** Runs a step as long as a condition holds of the carried arrays, which keep their types; as one loop. */
export function repeatWhile<const C extends readonly NDArray[]>(
  condition: (carry: Arrays<C>) => NDArray,
  step: (carry: Arrays<C>) => Arrays<C>,
  init: C,
): Arrays<C> {
  const avals = init.map((x) => x.aval);
  // The tracers, and the results, are as many as the arrays of `init`.
  const test = stage((carry) => [condition(carry as unknown as Arrays<C>)], avals);
  const body = stage((carry) => step(carry as unknown as Arrays<C>), avals);
  return whileLoop([...test.consts, ...body.consts, ...init], {
    condJaxpr: hoistConsts(test.jaxpr),
    condNumConsts: test.consts.length,
    bodyJaxpr: hoistConsts(body.jaxpr),
    bodyNumConsts: body.consts.length,
  }) as unknown as Arrays<C>;
}

/** Runs a step for each slice of `xs` along axis 0, and stacks what it returns besides the carried array. */
export function scanOver(
  step: (carry: NDArray, slices: readonly NDArray[]) => readonly [carry: NDArray, out: NDArray],
  init: NDArray,
  xs: readonly NDArray[],
): readonly [carry: NDArray, outs: NDArray] {
  const length = xs[0]?.shape[0] ?? 0;
  const rows = xs.map((x) => shapedArray(x.shape.slice(1), x.dtype));
  const { jaxpr, consts } = stage(([carry, ...slices]) => step(carry as NDArray, slices), [init.aval, ...rows]);
  return scan([...consts, init, ...xs], {
    jaxpr: hoistConsts(jaxpr),
    length,
    numConsts: consts.length,
    numCarry: 1,
    reverse: false,
    unroll: 1,
  }) as unknown as readonly [NDArray, NDArray];
}

/** Whether any element is true. */
export function any(x: NDArray): NDArray {
  return x.ndim === 0 ? x : reduceOr(x, { axes: x.shape.map((_, axis) => axis) });
}
