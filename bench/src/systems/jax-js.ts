import { indices, noise } from "../inputs.js";
import type { Mlp } from "../works.js";
import { importPeer, peerVersion } from "./peer.js";
import type { System } from "./system.js";

// jax-js counts references: an operation consumes its arguments, `x.ref` keeps x for another use.

interface JaxArray {
  readonly ref: JaxArray;
  dispose(): void;
  add(y: JaxArray | number): JaxArray;
  sub(y: JaxArray | number): JaxArray;
  mul(y: JaxArray | number): JaxArray;
  div(y: JaxArray | number): JaxArray;
  neg(): JaxArray;
  blockUntilReady(): Promise<JaxArray>;
  dataSync(): Float32Array;
}

type Unary = (x: JaxArray) => JaxArray;
type Reduction = (x: JaxArray, axis?: number, options?: { readonly keepdims: boolean }) => JaxArray;

interface JaxJs {
  init(device: "wasm"): Promise<unknown>;
  defaultDevice(device: "wasm"): unknown;
  jit<A extends readonly unknown[], R>(f: (...args: A) => R): ((...args: A) => R) & { dispose(): void };
  valueAndGrad<P, A extends readonly unknown[]>(
    f: (params: P, ...args: A) => JaxArray,
  ): (params: P, ...args: A) => [JaxArray, P];
  readonly numpy: {
    array(data: Float32Array | Int32Array, options: { readonly shape: readonly number[] }): JaxArray;
    full(shape: readonly number[], value: number): JaxArray;
    ones(shape: readonly number[]): JaxArray;
    matmul(x: JaxArray, y: JaxArray): JaxArray;
    readonly sum: Reduction;
    readonly mean: Reduction;
    readonly tanh: Unary;
    readonly exp: Unary;
    readonly sqrt: Unary;
    readonly square: Unary;
    readonly cumsum: Unary;
    readonly sort: Unary;
    take(x: JaxArray, i: JaxArray): JaxArray;
  };
  readonly nn: {
    readonly relu: Unary;
    softmax(x: JaxArray, axis: number): JaxArray;
    logSoftmax(x: JaxArray, axis: number): JaxArray;
    logsumexp(x: JaxArray, axis: number): JaxArray;
    oneHot(x: JaxArray, classes: number): JaxArray;
  };
  readonly lax: {
    conv(x: JaxArray, kernel: JaxArray, strides: readonly number[], padding: "SAME"): JaxArray;
  };
  readonly random: {
    key(seed: number): JaxArray;
    normal(key: JaxArray, shape: readonly number[]): JaxArray;
  };
}

const jax = await importPeer<JaxJs>("@jax-js/jax/dist/index.js");
await jax.init("wasm");
jax.defaultDevice("wasm");
const { jit, valueAndGrad, numpy: np, nn, lax, random } = jax;

const sizeOf = (shape: readonly number[]) => shape.reduce((size, n) => size * n, 1);
const noisy = (shape: readonly number[], seed: number, scale = 1) =>
  np.array(noise(sizeOf(shape), seed, scale), { shape });
const places = (n: number, seed: number) => np.array(indices(n, n, seed), { shape: [n] });

/** A jitted function of arrays that stay. */
function calls(f: (...args: JaxArray[]) => JaxArray, ...inputs: JaxArray[]) {
  const compiled = jit(f);
  return { run: () => compiled(...inputs.map((x) => x.ref)) };
}

type Params = [w1: JaxArray, b1: JaxArray, w2: JaxArray, b2: JaxArray];

function loss([w1, b1, w2, b2]: Params, x: JaxArray, labels: JaxArray): JaxArray {
  const hidden = nn.relu(np.matmul(x, w1).add(b1));
  const logits = np.matmul(hidden, w2).add(b2);
  return np.mean(np.sum(nn.logSoftmax(logits, -1).mul(labels), 1)).neg();
}

function trainingStep(rate: number) {
  return jit((w1: JaxArray, b1: JaxArray, w2: JaxArray, b2: JaxArray, x: JaxArray, labels: JaxArray) => {
    const params: Params = [w1, b1, w2, b2];
    const [value, grads] = valueAndGrad(loss)(params.map((p) => p.ref) as Params, x, labels);
    return [value, ...params.map((p, i) => p.sub(grads[i]!.mul(rate)))];
  });
}

function mlpInputs({ batch, inputs, hidden, classes }: Mlp) {
  const labels = np.array(indices(batch, classes, 6), { shape: [batch] });
  return [
    noisy([inputs, hidden], 1, 0.05),
    noisy([hidden], 2, 0.05),
    noisy([hidden, classes], 3, 0.05),
    noisy([classes], 4, 0.05),
    noisy([batch, inputs], 5),
    nn.oneHot(labels, classes),
  ] as const;
}

const again = <T extends readonly JaxArray[]>(args: T) => args.map((x) => x.ref) as unknown as T;

export const jaxJs: System<JaxArray> = {
  version: peerVersion("@jax-js/jax"),
  ready: (result) => result.blockUntilReady(),
  read: (result) => result.ref.dataSync(),
  release: (result) => result.dispose(),
  works: {
    matmul: ({ n }) => calls((a, b) => np.matmul(a!, b!), noisy([n, n], 1), noisy([n, n], 2)),
    tanhExpSum: ({ n }) => calls((x) => np.sum(np.tanh(x!.ref.mul(2).add(1)).mul(np.exp(x!.neg()))), noisy([n], 1)),
    softmax: ({ rows, columns }) => calls((x) => nn.softmax(x!, -1), noisy([rows, columns], 1, 4)),
    logSumExp: ({ rows, columns }) => calls((x) => nn.logsumexp(x!, -1), noisy([rows, columns], 1, 4)),
    layerNorm: ({ rows, columns }) =>
      calls(
        (x, scale, offset) => {
          const centred = x!.ref.sub(np.mean(x!, -1, { keepdims: true }));
          const variance = np.mean(np.square(centred.ref), -1, { keepdims: true });
          return centred
            .div(np.sqrt(variance.add(1e-5)))
            .mul(scale!)
            .add(offset!);
        },
        noisy([rows, columns], 1, 4),
        noisy([columns], 2),
        noisy([columns], 3),
      ),
    sum: ({ n }) => calls((x) => np.sum(x!), np.full([n], 0.1)),
    cumsum: ({ n }) => calls((x) => np.cumsum(x!), noisy([n], 1)),
    sort: ({ n }) => calls((x) => np.sort(x!), noisy([n], 1)),
    gather: ({ n }) => calls((x, i) => np.take(x!, i!), noisy([n], 1), places(n, 2)),
    convolution: ({ batch, channels, size, filters, window }) =>
      calls(
        (x, w) => lax.conv(x!, w!, [1, 1], "SAME"),
        noisy([batch, channels, size, size], 1),
        noisy([filters, channels, window, window], 2),
      ),
    mlp: (sizes) => {
      const args = mlpInputs(sizes);
      const step = trainingStep(0.1);
      return { run: () => step(...again(args)) };
    },
    compileMlp: (sizes) => {
      const args = mlpInputs(sizes);
      let rate = 0.1;
      return { run: () => trainingStep((rate += 1e-6))(...again(args)) };
    },
    adam: ({ layers, width }) => {
      const state = (seed: number, scale: number) =>
        Array.from({ length: layers }, (_, i) => [
          noisy([width], seed + 2 * i + 1, scale),
          noisy([width, width], seed + 2 * i, scale),
        ]).flat();
      const [params, grads, means] = [state(100, 1), state(200, 0.1), state(300, 0.1)];
      const variances = means.map((m) => np.square(m.ref));
      const t = np.full([], 3);
      const power = (base: number, exponent: JaxArray) => np.exp(exponent.mul(Math.log(base)));
      const step = jit((p: JaxArray[], g: JaxArray[], m: JaxArray[], v: JaxArray[], count: JaxArray) => {
        const m1 = m.map((a, i) => a.mul(0.9).add(g[i]!.ref.mul(0.1)));
        const v1 = v.map((a, i) => a.mul(0.999).add(np.square(g[i]!).mul(0.001)));
        const [c1, c2] = [power(0.9, count.ref).neg().add(1), power(0.999, count).neg().add(1)];
        const moved = p.map((x, i) => {
          const step = m1[i]!.ref.div(c1.ref).mul(1e-3);
          return x.sub(step.div(np.sqrt(v1[i]!.ref.div(c2.ref)).add(1e-8)));
        });
        c1.dispose();
        c2.dispose();
        return [...moved, ...m1, ...v1];
      });
      return { run: () => step(again(params), again(grads), again(means), again(variances), t.ref) };
    },
    randomNormal: ({ n }) => calls((key) => random.normal(key!, [n]), random.key(0)),
    jittedCall: ({ n }) => {
      const y = np.ones([n]);
      const f = jit((a: JaxArray, b: JaxArray) => a.mul(2).add(b));
      return { run: () => awaited(f(y.ref, y.ref)) };
    },
    eagerOperation: ({ n }) => {
      const y = np.ones([n]);
      return { run: () => awaited(y.ref.add(y.ref)) };
    },
  },
};

/** Operations are put off till their result is read. */
function awaited(result: JaxArray): JaxArray {
  result.ref.dataSync();
  return result;
}
