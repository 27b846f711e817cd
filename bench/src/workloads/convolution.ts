import { type Array, jit, lax } from "hyrax";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

export const convolution: Rows<"convolution"> = {
  rows: [
    {
      name: "convolution",
      title: "conv 8×16×64×64, 32 filters 3×3",
      work: "convolution",
      sizes: { batch: 8, channels: 16, size: 64, filters: 32, window: 3 },
      bar: { times: 2, of: "JAX" },
      check: rounding,
      boundByProducts: true,
    },
  ],
  hyrax: ({ batch, channels, size, filters, window }) => {
    const [x, w] = [noisy([batch, channels, size, size], 1), noisy([filters, channels, window, window], 2)];
    const f = jit((image: Array, kernel: Array) => lax.conv(image, kernel, [1, 1], "SAME"));
    return { run: () => f(x, w) };
  },
};
