import { type Array, jit, lax, np } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

export const rnn: Rows<"rnn"> = {
  rows: [
    {
      name: "rnn",
      title: "RNN by scan, 10,000 steps × 32",
      work: "rnn",
      sizes: { steps: 10_000, width: 32 },
      bar: { times: 1.5, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ steps, width }) => {
    const [w, u, xs] = [noisy([width, width], 1, 0.2), noisy([width, width], 3, 0.2), noisy([steps, width], 2)];
    const f = jit((recurrent: Array, input: Array, inputs: Array) => {
      const step = (h: Array, x: Array): [Array, Array] => {
        const next = np.tanh(np.matmul(recurrent, h).add(np.matmul(input, x)));
        return [next, next];
      };
      return lax.scan(step, np.zeros([width]), inputs) as [Array, Array];
    });
    return { run: () => f(w, u, xs) };
  },
};

export const foriLoop: Rows<"foriLoop"> = {
  rows: [
    {
      name: "fori-loop",
      title: "foriLoop, 10⁶ scalar steps with a sine",
      work: "foriLoop",
      sizes: { steps: 1e6 },
      bar: { times: 1.5, of: "JAX" },
      check: { tolerance: 1e-3 },
    },
  ],
  hyrax: ({ steps }) => {
    const f = jit((start: Array) =>
      lax.foriLoop(0, steps, (i, x) => np.sin(x.add(i.astype("float32").mul(1e-6))), start),
    );
    const start = np.array(0.5);
    return { run: () => f(start) as Array };
  },
};
