import { type Array, jit, np, tree } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

interface Layer {
  readonly weights: Array;
  readonly bias: Array;
}

/** Adam: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1. */
export const adam: Rows<"adam"> = {
  rows: [
    {
      name: "adam",
      title: "Adam step, 10⁶ parameters in 20 arrays",
      work: "adam",
      sizes: { layers: 10, width: 316 },
      bar: { times: 2, of: "JAX" },
      check: rounding,
    },
  ],
  hyrax: ({ layers, width }) => {
    const state = (seed: number, scale: number): Layer[] =>
      globalThis.Array.from({ length: layers }, (_, i) => ({
        weights: noisy([width, width], seed + 2 * i, scale),
        bias: noisy([width], seed + 2 * i + 1, scale),
      }));
    const [params, grads, mean] = [state(100, 1), state(200, 0.1), state(300, 0.1)];
    const variance = tree.map((m: Array) => m.mul(m), mean);
    const step = jit((p: Layer[], g: Layer[], m: Layer[], v: Layer[], t: Array) => {
      const m1 = tree.map((a: Array, b: Array) => a.mul(0.9).add(b.mul(0.1)), m, g);
      const v1 = tree.map((a: Array, b: Array) => a.mul(0.999).add(b.mul(b).mul(0.001)), v, g);
      const [c1, c2] = [np.subtract(1, np.power(0.9, t)), np.subtract(1, np.power(0.999, t))];
      const move = (x: Array, a: Array, b: Array) =>
        x.sub(
          a
            .div(c1)
            .mul(1e-3)
            .div(np.sqrt(b.div(c2)).add(1e-8)),
        );
      return [tree.map(move, p, m1, v1), m1, v1];
    });
    const t = np.array(3);
    return { run: () => tree.leaves(step(params, grads, mean, variance, t)) as Array[] };
  },
};
