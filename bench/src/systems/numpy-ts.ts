import { indices, noise } from "../inputs.js";
import { importPeer, peerVersion } from "./peer.js";
import type { System } from "./system.js";

interface NdArray {
  readonly data: Float32Array;
  readonly size: number;
  reshape(...shape: number[]): NdArray;
  astype(dtype: "float32"): NdArray;
  dispose(): void;
}

type Operand = NdArray | number;
type Result = NdArray | number;

interface NumpyTs {
  array(data: Float32Array | Int32Array): NdArray;
  full(shape: readonly number[], value: number, dtype: "float32"): NdArray;
  matmul(a: NdArray, b: NdArray): NdArray;
  add(a: NdArray, b: Operand): NdArray;
  subtract(a: NdArray, b: Operand): NdArray;
  multiply(a: NdArray, b: Operand): NdArray;
  divide(a: NdArray, b: Operand): NdArray;
  negative(x: NdArray): NdArray;
  exp(x: NdArray): NdArray;
  log(x: NdArray): NdArray;
  tanh(x: NdArray): NdArray;
  sqrt(x: NdArray): NdArray;
  square(x: NdArray): NdArray;
  sum(x: NdArray, axis?: number, keepdims?: boolean): Result;
  amax(x: NdArray, axis: number, keepdims: boolean): Result;
  mean(x: NdArray, axis: number, keepdims: boolean): Result;
  cumsum(x: NdArray): NdArray;
  sort(x: NdArray): NdArray;
  take(x: NdArray, i: NdArray): NdArray;
  readonly random: { default_rng(seed: number): { standard_normal(size: number): NdArray } };
}

const np = await importPeer<NumpyTs>("numpy-ts/dist/esm/index.js");

/** A reduction that keeps its axis gives an array. */
const arrayOf = (x: Result) => x as NdArray;

function noisy(shape: readonly number[], seed: number, scale = 1): NdArray {
  const n = shape.reduce((size, axis) => size * axis, 1);
  return np.array(noise(n, seed, scale)).reshape(...shape);
}

/**
 * Runs a step whose intermediate arrays are freed when it has its result, as the library advises for loops; `keep` marks
 * what the collector would otherwise have to find.
 */
function freeing(step: (keep: (x: NdArray) => NdArray) => Result) {
  return {
    run: () => {
      const made: NdArray[] = [];
      const result = step((x) => {
        made.push(x);
        return x;
      });
      for (const x of made) x.dispose();
      return result;
    },
  };
}

export const numpyTs: System<Result> = {
  version: peerVersion("numpy-ts"),
  ready: () => undefined,
  read: (result) => (typeof result === "number" ? [result] : result.data.slice()),
  release: (result) => {
    if (typeof result !== "number") result.dispose();
  },
  works: {
    matmul: ({ n }) => {
      const [a, b] = [noisy([n, n], 1), noisy([n, n], 2)];
      return { run: () => np.matmul(a, b) };
    },
    tanhExpSum: ({ n }) => {
      const x = noisy([n], 1);
      return freeing((keep) => {
        const tanh = keep(np.tanh(keep(np.add(keep(np.multiply(x, 2)), 1))));
        return np.sum(keep(np.multiply(tanh, keep(np.exp(keep(np.negative(x)))))));
      });
    },
    softmax: ({ rows, columns }) => {
      const x = noisy([rows, columns], 1, 4);
      return freeing((keep) => {
        const e = keep(np.exp(keep(np.subtract(x, keep(arrayOf(np.amax(x, -1, true)))))));
        return np.divide(e, keep(arrayOf(np.sum(e, -1, true))));
      });
    },
    logSumExp: ({ rows, columns }) => {
      const x = noisy([rows, columns], 1, 4);
      return freeing((keep) => {
        const largest = keep(arrayOf(np.amax(x, -1, true)));
        const e = keep(np.exp(keep(np.subtract(x, largest))));
        return np.add(keep(np.log(keep(arrayOf(np.sum(e, -1, true))))), largest);
      });
    },
    layerNorm: ({ rows, columns }) => {
      const [x, scale, offset] = [noisy([rows, columns], 1, 4), noisy([columns], 2), noisy([columns], 3)];
      return freeing((keep) => {
        const centred = keep(np.subtract(x, keep(arrayOf(np.mean(x, -1, true)))));
        const variance = keep(arrayOf(np.mean(keep(np.square(centred)), -1, true)));
        const normal = keep(np.divide(centred, keep(np.sqrt(keep(np.add(variance, 1e-5))))));
        return np.add(keep(np.multiply(normal, scale)), offset);
      });
    },
    sum: ({ n }) => {
      const x = np.full([n], 0.1, "float32");
      return { run: () => np.sum(x) };
    },
    cumsum: ({ n }) => {
      const x = noisy([n], 1);
      return { run: () => np.cumsum(x) };
    },
    sort: ({ n }) => {
      const x = noisy([n], 1);
      return { run: () => np.sort(x) };
    },
    gather: ({ n }) => {
      const [x, at] = [noisy([n], 1), np.array(indices(n, n, 2))];
      return { run: () => np.take(x, at) };
    },
    randomNormal: ({ n }) => {
      const generator = np.random.default_rng(0);
      return freeing((keep) => keep(generator.standard_normal(n)).astype("float32"));
    },
    eagerOperation: ({ n }) => {
      const y = np.full([n], 1, "float32");
      return { run: () => np.add(y, y) };
    },
  },
};
