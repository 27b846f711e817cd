import { type Array, jit, nn, np } from "hyrax";
import type { Job, Matrix } from "../works.js";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

// Work along the rows of a matrix, several reductions each: one pass over memory if they are fused.

const sizes: Matrix = { rows: 1024, columns: 1024 };

function ofRows(f: (x: Array) => Array): (sizes: Matrix) => Job<Array> {
  return ({ rows, columns }) => {
    const x = noisy([rows, columns], 1, 4);
    const compiled = jit(f);
    return { run: () => compiled(x) };
  };
}

export const softmax: Rows<"softmax"> = {
  rows: [
    {
      name: "softmax",
      title: "softmax 1024 × 1024",
      work: "softmax",
      sizes,
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ofRows((x) => nn.softmax(x)),
};

export const logSumExp: Rows<"logSumExp"> = {
  rows: [
    {
      name: "log-sum-exp",
      title: "log-sum-exp 1024 × 1024",
      work: "logSumExp",
      sizes,
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ofRows((x) => nn.logsumexp(x, { axis: -1 })),
};

export const layerNorm: Rows<"layerNorm"> = {
  rows: [
    {
      name: "layer-norm",
      title: "layer norm 1024 × 1024",
      work: "layerNorm",
      sizes,
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ rows, columns }) => {
    const [x, scale, offset] = [noisy([rows, columns], 1, 4), noisy([columns], 2), noisy([columns], 3)];
    const normalize = jit((v: Array, g: Array, b: Array) => {
      const centred = v.sub(np.mean(v, { axis: -1, keepdims: true }));
      const variance = np.mean(np.square(centred), { axis: -1, keepdims: true });
      return centred
        .div(np.sqrt(variance.add(1e-5)))
        .mul(g)
        .add(b);
    });
    return { run: () => normalize(x, scale, offset) };
  },
};
