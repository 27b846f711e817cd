import { type Array, config, grad, lax, np, pmap, vmap } from "hyrax";
import { heading, printed, shown } from "./check.js";

/** "Automatic differentiation", "Automatic vectorization" and the comment on `pmap`. */
export function higherOrderFunctions(): void {
  heading("Automatic differentiation with grad()");
  const sumSquaredError = (x: Array, y: Array) => np.sum(x.mul(y));
  const x = np.array([0, 1, 2, 3]);
  const y = np.zeros([4]);
  printed("df/dx = y =", grad(sumSquaredError)(x, y), "[0. 0. 0. 0.]");
  printed("df/dy = x =", grad(sumSquaredError, { argnums: 1 })(x, y), "[0. 1. 2. 3.]");
  const somePolynomial = (x: Array) => x.pow(2).add(1);
  printed("f''(x) =", grad(grad(somePolynomial))(0), "2.0");

  heading("Automatic vectorization with vmap()");
  const convolve = (x: Array, weights: Array): Array => {
    const output: Array[] = [];
    for (let i = 1; i < x.size - 1; i++) output.push(np.dot(x.get(`${i - 1}:${i + 2}`), weights));
    return np.array(output);
  };
  const signal = np.array([-1, 0, 1, 0, -1]);
  const weights = np.array([1, 1, 1]).div(3);
  shown(convolve(signal, weights), "Array([0.        , 0.33333334, 0.        ], dtype=float32)");
  const batch = np.stack([np.zerosLike(signal), signal, np.onesLike(signal)]).T;
  printed("x_batch =", batch, "[[ 0. -1.  1.]\n [ 0.  0.  1.]\n [ 0.  1.  1.]\n [ 0.  0.  1.]\n [ 0. -1.  1.]]");
  const convolveColumns = vmap(convolve, { inAxes: [1, null], outAxes: 1 });
  printed(
    "column by column =",
    convolveColumns(batch, weights),
    "[[0.         0.         1.        ]\n [0.         0.33333334 1.        ]\n [0.         0.         1.        ]]",
  );

  heading("Parallel execution with pmap()");
  config.update("numHostDevices", 2);
  const normalize = pmap((x: Array) => x.div(lax.psum(x, "devices")), { axisName: "devices" });
  printed("each device's share =", normalize(np.array([1, 3])), "[0.25 0.75]");
}
