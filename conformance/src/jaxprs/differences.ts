/** How far a jaxpr of Hyrax agrees with JAX's where the texts differ, and why they do. */
export interface Difference {
  /** The same primitives in the same order, with other params; or only results of the same types. */
  readonly agrees: "primitives" | "types";
  readonly because: string;
}

const wrapped = "JAX's function of numpy is jitted, so that its jaxpr stands within another";
const dimensionNumbers = "the params that JAX has as classes and enumerations are records and strings";
const broadcasts = "operands broadcast to the common shape, where JAX's arithmetic takes axes of size 1";
const hoisted = "JAX prints a jaxpr that is called more than once in front of the others";
const indices = "indices that are bare numbers of Python are weak, and JAX converts them to strong ones";
const scanned = "rows of a Jacobian are computed by a scan, where JAX maps over them: grad stands without vmap";

/** The cases of `jaxprs.json` whose text is another, by name. */
export const differences: Readonly<Record<string, Difference>> = {
  broadcast: { agrees: "types", because: broadcasts },
  where: { agrees: "types", because: wrapped },
  clip: { agrees: "types", because: wrapped },
  "floor-div": { agrees: "types", because: wrapped },
  mod: { agrees: "types", because: wrapped },
  gather: { agrees: "primitives", because: dimensionNumbers },
  "at-set": { agrees: "primitives", because: dimensionNumbers },
  "at-add": { agrees: "types", because: `${dimensionNumbers}, and the sum of a scatter is not a jaxpr within it` },
  "dynamic-slice": { agrees: "types", because: indices },
  "dynamic-update-slice": { agrees: "types", because: indices },
  stack: { agrees: "types", because: "a stack is a concatenation of arrays with one more axis, not a primitive" },
  pad: { agrees: "types", because: wrapped },
  sort: { agrees: "types", because: wrapped },
  argsort: { agrees: "types", because: wrapped },
  cumsum: { agrees: "types", because: wrapped },
  conv: { agrees: "primitives", because: dimensionNumbers },
  "jit-named": { agrees: "primitives", because: hoisted },
  "nested-jit-closure": { agrees: "primitives", because: "a function without a name is `fun`, not `<lambda>`" },
  jacfwd: { agrees: "types", because: scanned },
  jacrev: { agrees: "types", because: scanned },
  hessian: { agrees: "types", because: scanned },
  "grad-where": { agrees: "types", because: wrapped },
  "grad-gather": { agrees: "types", because: `${dimensionNumbers}, and the sum of a scatter is not a jaxpr within it` },
  "grad-max": { agrees: "types", because: broadcasts },
  "vmap-index": { agrees: "primitives", because: dimensionNumbers },
  "vmap-dynamic-slice": { agrees: "primitives", because: dimensionNumbers },
  "vmap-cond": { agrees: "types", because: "the primitive cond clamps its index by itself, so batching must, too" },
  "vmap-psum": { agrees: "types", because: "a sum over a mapped axis is a reduction" },
  "vmap-while": {
    agrees: "types",
    because: "the condition of a loop is one bool, so that a batched one stands in the body as well",
  },
  "grad-scan": { agrees: "types", because: "two independent equations of the transposed body are in the other order" },
  "grad-cond": { agrees: "types", because: "JAX leaves the tangents that it did not need as empty arrays" },
  "random-normal-new-key": { agrees: "types", because: `${hoisted}; ${broadcasts}` },
  "random-uniform-raw-key": { agrees: "types", because: `${hoisted}; ${broadcasts}` },
  pmap: { agrees: "types", because: "a pmap is a primitive, where JAX's is a shard_map" },
  "mlp-loss-grad": { agrees: "types", because: broadcasts },
  relu: { agrees: "types", because: wrapped },
  softmax: { agrees: "types", because: broadcasts },
  logsumexp: { agrees: "types", because: broadcasts },
  cholesky: { agrees: "types", because: wrapped },
  solve: { agrees: "types", because: wrapped },
  fft: { agrees: "types", because: wrapped },
  "grad-matmul-relu": { agrees: "types", because: wrapped },
  "grad-log-softmax": { agrees: "types", because: wrapped },
  "debug-print": { agrees: "types", because: "what is printed is a host callback, as every other one" },
};
