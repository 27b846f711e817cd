import { type Array, jit } from "hyrax";
import { noisy, places } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

export const gather: Rows<"gather"> = {
  rows: [
    {
      name: "gather",
      title: "gather 10⁶ of 10⁶",
      work: "gather",
      sizes: { n: 1e6 },
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ n }) => {
    const [x, at] = [noisy([n], 1), places(n, n, 2)];
    const f = jit((v: Array, i: Array) => v.get(i));
    return { run: () => f(x, at) };
  },
};

export const scatterAdd: Rows<"scatterAdd"> = {
  rows: [
    {
      name: "scatter-add",
      title: "scatter-add 10⁶ to 10⁶",
      work: "scatterAdd",
      sizes: { n: 1e6 },
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ n }) => {
    const [x, at, updates] = [noisy([n], 1), places(n, n, 2), noisy([n], 3)];
    const f = jit((v: Array, i: Array, u: Array) => v.at(i).add(u));
    return { run: () => f(x, at, updates) };
  },
};
