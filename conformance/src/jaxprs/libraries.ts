import type { Array } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { debug, makeJaxpr } from "@hyrax/jit";
import * as nn from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import type { Program } from "./program.js";

/** Functions of the libraries: activations, linear algebra, Fourier transforms, what is printed on the way. */
export const libraries: Readonly<Record<string, Program>> = {
  relu: () => makeJaxpr((x: Array) => nn.relu(x))(1),
  softmax: () => makeJaxpr((x: Array) => nn.softmax(x))(np.ones(3)),
  logsumexp: () => makeJaxpr((x: Array) => nn.logsumexp(x))(np.ones(3)),
  cholesky: () => makeJaxpr((x: Array) => np.linalg.cholesky(x))(np.eye(2)),
  solve: () => makeJaxpr((a: Array, b: Array) => np.linalg.solve(a, b))(np.eye(2), np.ones(2)),
  fft: () => makeJaxpr((x: Array) => np.fft.fft(x))(np.ones(4)),
  "grad-matmul-relu": () =>
    makeJaxpr(grad((w: Array, x: Array) => np.sum(nn.relu(x.matmul(w)))))(np.ones([3, 2]), np.ones([4, 3])),
  "grad-log-softmax": () => makeJaxpr(grad((x: Array) => nn.logSoftmax(x).get(0)))(np.ones(3)),
  "debug-print": () =>
    makeJaxpr((x: Array) => {
      debug.print("x={x}", { x });
      return x;
    })(1),
};
