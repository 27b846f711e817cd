import { type Array, grad, jit, np } from "hyrax";
import { type Figure, median } from "../measure.js";

interface Params {
  readonly slope: Array;
  readonly offset: Array;
}

interface Data {
  readonly x: Array;
  readonly y: Array;
}

function loss({ slope, offset }: Params, { x, y }: Data): Array {
  return np.mean(y.sub(slope.mul(x).add(offset)).pow(2));
}

/** Staging and compiling the tutorial's training step: each round is a new function, in a process that is warm. */
export function trainingStep(): readonly Figure[] {
  const x = np.linspace(-1, 1, 50);
  const data = { x, y: x.mul(2).add(10) };
  const params = { slope: np.array([1]), offset: np.array([0]) };
  const first = () => {
    const step = jit((p: Params, d: Data): Params => {
      const grads = grad(loss)(p, d);
      return { slope: p.slope.sub(grads.slope.mul(0.1)), offset: p.offset.sub(grads.offset.mul(0.1)) };
    });
    const start = performance.now();
    step(params, data).slope.dataSync();
    return performance.now() - start;
  };
  const cold = first();
  const times = globalThis.Array.from({ length: 21 }, first);
  return [
    { name: "staging, compiling and running the tutorial's training step, cold", value: cold, unit: "ms" },
    { name: "the same, warm", value: median(times), unit: "ms", bar: 20 },
  ];
}
