import { type Array, jit, np } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

export const sort: Rows<"sort"> = {
  rows: [
    {
      name: "sort",
      title: "sort 10⁶",
      work: "sort",
      sizes: { n: 1e6 },
      bar: { times: 1, of: "NumPy" },
      check: rounding,
    },
  ],
  hyrax: ({ n }) => {
    const x = noisy([n], 1);
    const f = jit((v: Array) => np.sort(v));
    return { run: () => f(x) };
  },
};
