import { type Array, jit, np } from "hyrax";
import type { Rows } from "./workload.js";

export const sum: Rows<"sum"> = {
  rows: [
    {
      name: "sum",
      title: "sum of 10⁷ × 0.1",
      work: "sum",
      sizes: { n: 1e7 },
      bar: { times: 2, of: "JAX" },
      // What the project asks of the sum's accuracy is 1e-6; peers may round more.
      check: { tolerance: 1e-4 },
    },
  ],
  hyrax: ({ n }) => {
    const x = np.full([n], 0.1);
    const total = jit((v: Array) => np.sum(v));
    return { run: () => total(x) };
  },
};
