import { type Array, jit, np } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

export const cumsum: Rows<"cumsum"> = {
  rows: [{ name: "cumsum", title: "cumsum 10⁶", work: "cumsum", sizes: { n: 1e6 }, bar: { ms: 2 }, check: rounding }],
  hyrax: ({ n }) => {
    const x = noisy([n], 1);
    const f = jit((v: Array) => np.cumsum(v));
    return { run: () => f(x) };
  },
};
