import { config, jit, random } from "hyrax";
import { type Rows, rounding } from "./workload.js";

const sizes = { n: 1e6 };

export const randomNormal: Rows<"randomNormal"> = {
  rows: [
    {
      name: "random-normal",
      title: "random.normal 10⁶",
      work: "randomNormal",
      sizes,
      bar: { times: 1.5, of: "JAX" },
      check: "standard normal",
    },
  ],
  hyrax: ({ n }) => {
    const key = random.key(0);
    const f = jit((k: typeof key) => random.normal(k, [n]));
    return { run: () => f(key) };
  },
};

/** The layout of random bits that JAX has by default, so the values can be compared. */
export const randomNormalPartitionable: Rows<"randomNormalPartitionable"> = {
  rows: [
    {
      name: "random-normal-partitionable",
      title: "random.normal 10⁶, partitionable layout",
      work: "randomNormalPartitionable",
      sizes,
      bar: { times: 1.5, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ n }) => {
    const key = random.key(0);
    const f = jit((k: typeof key) => random.normal(k, [n]));
    return {
      run: () => {
        config.update("threefryPartitionable", true);
        try {
          return f(key);
        } finally {
          config.update("threefryPartitionable", false);
        }
      },
    };
  },
};
