import { jit, np } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding, type Workload } from "./workload.js";

/** Sizes between powers of two, at them and beside them: where micro-kernels have edges and caches have conflicts. */
const sweep = [
  200, 255, 256, 300, 333, 400, 500, 511, 512, 513, 640, 700, 767, 768, 800, 900, 1000, 1023, 1024, 1025, 1100,
];

/** The rows of the sweep, which the report shows as rates. */
export const sweepRows: readonly Workload<"matmul">[] = sweep.map((n) => ({
  name: `sweep-${n}`,
  title: `matmul ${n}³`,
  work: "matmul",
  sizes: { n },
  check: rounding,
  boundByProducts: true,
}));

export const matmul: Rows<"matmul"> = {
  rows: [
    {
      name: "matmul",
      title: "matmul 1024³",
      work: "matmul",
      sizes: { n: 1024 },
      bar: { times: 1.5, of: "JAX" },
      check: rounding,
      boundByProducts: true,
    },
  ],
  hyrax: ({ n }) => {
    const [a, b] = [noisy([n, n], 1), noisy([n, n], 2)];
    const product = jit((x: typeof a, y: typeof b) => np.matmul(x, y));
    return { run: () => product(a, b) };
  },
};
