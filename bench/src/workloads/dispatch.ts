import { type Array, jit, np } from "hyrax";
import { type Rows, rounding } from "./workload.js";

const row = { sizes: { n: 10 }, check: rounding, calls: 2000 };

export const jittedCall: Rows<"jittedCall"> = {
  rows: [
    { ...row, name: "jitted-call", title: "call of a jitted small function", work: "jittedCall", bar: { ms: 0.0015 } },
  ],
  hyrax: ({ n }) => {
    const y = np.ones([n]);
    const f = jit((a: Array, b: Array) => a.mul(2).add(b));
    return { run: () => f(y, y) };
  },
};

export const eagerOperation: Rows<"eagerOperation"> = {
  rows: [{ ...row, name: "eager-operation", title: "eager operation", work: "eagerOperation", bar: { ms: 0.003 } }],
  hyrax: ({ n }) => {
    const y = np.ones([n]);
    return { run: () => y.add(y) };
  },
};
