import { config, type Array as NDArray } from "@hyrax/core";
import { grad, valueAndGrad } from "@hyrax/grad";
import { type JitFunction, jit } from "@hyrax/jit";
import "@hyrax/jit-wasm";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { expect, test } from "vitest";

const waves = (shape: readonly number[], scale: number): NDArray => {
  const size = shape.reduce((product, n) => product * n, 1);
  return np.reshape(np.array(Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898) * scale)), shape);
};

type Leaves = (...args: NDArray[]) => readonly NDArray[];

/** Everything is compiled, and the reference engine computes the same. */
function expectCompiled(f: Leaves, ...inputs: readonly NDArray[]): void {
  const jitted: JitFunction<NDArray[], readonly NDArray[]> = jit(f);
  expect(jitted.lower(...inputs).fallbacks).toEqual([]);
  const found = jitted(...inputs).map((x) => [...(x.dataSync() as Float32Array)]);
  config.update("cpuEngine", "reference");
  const wanted = jit(f)(...inputs).map((x) => [...(x.dataSync() as Float32Array)]);
  config.update("cpuEngine", undefined);
  found.forEach((list, i) => {
    const scale = Math.max(1, ...wanted[i]!.map(Math.abs));
    list.forEach((value, k) => expect(Math.abs(value - wanted[i]![k]!)).toBeLessThan(1e-4 * scale));
  });
}

test("steps of training within a loop", () => {
  const [x, y] = [waves([16, 8], 1), waves([16, 3], 1)];
  const loss = ([a, b]: readonly [NDArray, NDArray]) =>
    np.mean(np.square(np.subtract(np.matmul(np.tanh(np.matmul(x, a)), b), y)));
  const step = (_: NDArray, weights: readonly [NDArray, NDArray]) => {
    const [da, db] = grad(loss)(weights) as readonly [NDArray, NDArray];
    return [np.subtract(weights[0], np.multiply(da, 0.1)), np.subtract(weights[1], np.multiply(db, 0.1))] as const;
  };
  expectCompiled(
    (a, b) => lax.foriLoop(0, 20, step as never, [a, b] as const) as unknown as readonly NDArray[],
    waves([8, 8], 0.4),
    waves([8, 3], 0.4),
  );
});

test("the value and the gradient of a recurrent network, with a batch or without", () => {
  for (const batch of [[], [5]]) {
    const loss = (w: NDArray, u: NDArray, b: NDArray, xs: NDArray) => {
      const step = (h: NDArray, x: NDArray) => {
        const next = np.tanh(np.add(np.add(np.matmul(h, w), np.matmul(x, u)), b));
        return [next, np.sum(next)] as const;
      };
      const [last, sums] = lax.scan(step as never, np.zeros([...batch, 6]), xs) as unknown as readonly [
        NDArray,
        NDArray,
      ];
      return np.add(np.sum(np.square(last)), np.mean(sums));
    };
    expectCompiled(
      (w, u, b, xs) => {
        const [value, gradients] = valueAndGrad(loss, { argnums: [0, 1, 2, 3] })(
          w!,
          u!,
          b!,
          xs!,
        ) as unknown as readonly [NDArray, readonly NDArray[]];
        return [value, ...gradients];
      },
      waves([6, 6], 0.5),
      waves([4, 6], 0.5),
      waves([6], 0.1),
      waves([30, ...batch, 4], 1),
    );
  }
});
