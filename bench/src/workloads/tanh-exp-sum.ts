import { type Array, jit, np } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

export const tanhExpSum: Rows<"tanhExpSum"> = {
  rows: [
    {
      name: "tanh-exp-sum",
      title: "tanh(2x + 1) · exp(−x) summed, 10⁶",
      work: "tanhExpSum",
      sizes: { n: 1e6 },
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ n }) => {
    const x = noisy([n], 1);
    const f = jit((v: Array) => np.sum(np.tanh(v.mul(2).add(1)).mul(np.exp(v.neg()))));
    return { run: () => f(x) };
  },
};
