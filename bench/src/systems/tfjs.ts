import { indices, noise } from "../inputs.js";
import { peerVersion, requirePeer } from "./peer.js";
import type { System } from "./system.js";

interface Tensor {
  dispose(): void;
  dataSync(): Float32Array;
}

interface Tf {
  setBackend(name: "wasm"): Promise<boolean>;
  ready(): Promise<void>;
  env(): { getAsync(flag: string): Promise<boolean> };
  tidy<R>(f: () => R): R;
  tensor(data: Float32Array | Int32Array, shape: readonly number[], dtype?: "int32"): Tensor;
  fill(shape: readonly number[], value: number): Tensor;
  ones(shape: readonly number[]): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor | number): Tensor;
  sub(a: Tensor, b: Tensor | number): Tensor;
  mul(a: Tensor, b: Tensor | number): Tensor;
  div(a: Tensor, b: Tensor | number): Tensor;
  neg(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  sqrt(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  sum(x: Tensor, axis?: number): Tensor;
  mean(x: Tensor, axis?: number, keepDims?: boolean): Tensor;
  softmax(x: Tensor): Tensor;
  logSoftmax(x: Tensor): Tensor;
  logSumExp(x: Tensor, axis: number): Tensor;
  cumsum(x: Tensor): Tensor;
  gather(x: Tensor, i: Tensor): Tensor;
  conv2d(x: Tensor, filter: Tensor, strides: number, pad: "same"): Tensor;
  oneHot(x: Tensor, classes: number): Tensor;
  randomNormal(shape: readonly number[]): Tensor;
  valueAndGrads(f: (...args: Tensor[]) => Tensor): (args: readonly Tensor[]) => { value: Tensor; grads: Tensor[] };
}

// The build for Node finds its WebAssembly by itself; the packages' ES modules are for bundlers.
const tf = requirePeer<Tf>("@tensorflow/tfjs");
const wasm = requirePeer<{ getThreadsCount(): number }>("@tensorflow/tfjs-backend-wasm");
await tf.setBackend("wasm");
await tf.ready();
const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");

const sizeOf = (shape: readonly number[]) => shape.reduce((size, n) => size * n, 1);
const noisy = (shape: readonly number[], seed: number, scale = 1) =>
  tf.tensor(noise(sizeOf(shape), seed, scale), shape);

/** Intermediate results are freed after each run. */
const tidied = (f: () => Tensor) => ({ run: () => tf.tidy(f) });

/** The elements of an array with its axes in another order. */
function transposed(data: ArrayLike<number>, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const out = new Float32Array(data.length);
  const to = order.map((axis) => shape[axis] as number);
  for (let i = 0; i < out.length; i++) {
    let [rest, from] = [i, 0];
    for (let axis = to.length - 1; axis >= 0; axis--) {
      const n = to[axis] as number;
      from += (rest % n) * (strides[order[axis] as number] as number);
      rest = Math.floor(rest / n);
    }
    out[i] = data[from] as number;
  }
  return out;
}

export const tfjs: System<Tensor> = {
  version: `${peerVersion("@tensorflow/tfjs")}, wasm, ${simd ? "SIMD" : "no SIMD"}, ${wasm.getThreadsCount()} threads`,
  // The kernels of this backend have run when the call returns.
  ready: () => undefined,
  read: (result) => result.dataSync(),
  release: (result) => result.dispose(),
  works: {
    matmul: ({ n }) => {
      const [a, b] = [noisy([n, n], 1), noisy([n, n], 2)];
      return tidied(() => tf.matMul(a, b));
    },
    tanhExpSum: ({ n }) => {
      const x = noisy([n], 1);
      return tidied(() => tf.sum(tf.mul(tf.tanh(tf.add(tf.mul(x, 2), 1)), tf.exp(tf.neg(x)))));
    },
    softmax: ({ rows, columns }) => {
      const x = noisy([rows, columns], 1, 4);
      return tidied(() => tf.softmax(x));
    },
    logSumExp: ({ rows, columns }) => {
      const x = noisy([rows, columns], 1, 4);
      return tidied(() => tf.logSumExp(x, -1));
    },
    layerNorm: ({ rows, columns }) => {
      const [x, scale, offset] = [noisy([rows, columns], 1, 4), noisy([columns], 2), noisy([columns], 3)];
      return tidied(() => {
        const centred = tf.sub(x, tf.mean(x, -1, true));
        const variance = tf.mean(tf.square(centred), -1, true);
        return tf.add(tf.mul(tf.div(centred, tf.sqrt(tf.add(variance, 1e-5))), scale), offset);
      });
    },
    sum: ({ n }) => {
      const x = tf.fill([n], 0.1);
      return tidied(() => tf.sum(x));
    },
    cumsum: ({ n }) => {
      const x = noisy([n], 1);
      return tidied(() => tf.cumsum(x));
    },
    gather: ({ n }) => {
      const [x, at] = [noisy([n], 1), tf.tensor(indices(n, n, 2), [n], "int32")];
      return tidied(() => tf.gather(x, at));
    },
    convolution: ({ batch, channels, size, filters, window }) => {
      // Channels last is the layout of its kernels.
      const image = [batch, channels, size, size];
      const kernel = [filters, channels, window, window];
      const x = transposed(noise(sizeOf(image), 1), image, [0, 2, 3, 1]);
      const w = transposed(noise(sizeOf(kernel), 2), kernel, [2, 3, 1, 0]);
      const [input, filter] = [
        tf.tensor(x, [batch, size, size, channels]),
        tf.tensor(w, [window, window, channels, filters]),
      ];
      return {
        run: () => tf.conv2d(input, filter, 1, "same"),
        inOrder: (elements) => transposed(elements, [batch, size, size, filters], [0, 3, 1, 2]),
      };
    },
    mlp: ({ batch, inputs, hidden, classes }) => {
      const params = [
        noisy([inputs, hidden], 1, 0.05),
        noisy([hidden], 2, 0.05),
        noisy([hidden, classes], 3, 0.05),
        noisy([classes], 4, 0.05),
      ];
      const x = noisy([batch, inputs], 5);
      const labels = tf.oneHot(tf.tensor(indices(batch, classes, 6), [batch], "int32"), classes);
      const gradient = tf.valueAndGrads((...[w1, b1, w2, b2]) => {
        const logits = tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(x, w1!), b1!)), w2!), b2!);
        return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), labels), 1)));
      });
      return {
        run: () =>
          tf.tidy(() => {
            const { value, grads } = gradient(params);
            return [value, ...params.map((p, i) => tf.sub(p, tf.mul(grads[i]!, 0.1)))];
          }),
      };
    },
    adam: ({ layers, width }) => {
      const state = (seed: number, scale: number) =>
        Array.from({ length: layers }, (_, i) => [
          noisy([width], seed + 2 * i + 1, scale),
          noisy([width, width], seed + 2 * i, scale),
        ]).flat();
      const [params, grads, means] = [state(100, 1), state(200, 0.1), state(300, 0.1)];
      const variances = means.map((m) => tf.square(m));
      const [c1, c2] = [1 - 0.9 ** 3, 1 - 0.999 ** 3];
      return {
        run: () =>
          tf.tidy(() => {
            const m1 = means.map((m, i) => tf.add(tf.mul(m, 0.9), tf.mul(grads[i]!, 0.1)));
            const v1 = variances.map((v, i) => tf.add(tf.mul(v, 0.999), tf.mul(tf.square(grads[i]!), 0.001)));
            const moved = params.map((p, i) => {
              const root = tf.add(tf.sqrt(tf.div(v1[i]!, c2)), 1e-8);
              return tf.sub(p, tf.div(tf.mul(tf.div(m1[i]!, c1), 1e-3), root));
            });
            return [...moved, ...m1, ...v1];
          }),
      };
    },
    randomNormal: ({ n }) => tidied(() => tf.randomNormal([n])),
    eagerOperation: ({ n }) => {
      const y = tf.ones([n]);
      return { run: () => tf.add(y, y) };
    },
  },
};
