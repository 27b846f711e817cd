import { type Array, jit, lax, nn, np, random, tree, valueAndGrad } from "hyrax";

/** A program that is run in Node and in pages. */
interface BrowserProgram {
  readonly run: () => readonly Array[];
  /** Whether no result of it is rounded: fused multiplications, which not all hosts have, change the last bits. */
  readonly exact: boolean;
}

/** Numbers from 0 to 1 that are the same bits everywhere. */
const uniform = (seed: number, shape: readonly number[]) => random.uniform(random.key(seed), shape);

const product = jit((a: Array, b: Array) => np.matmul(a, b));
const softmax = jit((x: Array) => nn.softmax(x.mul(20)));
const sorted = jit((x: Array) => np.sort(x));
const cumulative = jit((x: Array) => np.cumsum(x.sub(0.5)));
const normal = jit((key: Array) => random.normal(key, [200_003]));

const recurrence = jit((w: Array, xs: Array) => {
  const step = (h: Array, x: Array): [Array, Array] => {
    const next = np.tanh(np.matmul(h, w).add(x));
    return [next, np.mean(next)];
  };
  return lax.scan(step, np.zeros([32]), xs);
});

interface Layer {
  readonly w: Array;
  readonly b: Array;
}

const network = ([hidden, out]: readonly [Layer, Layer], x: Array) =>
  np.matmul(np.tanh(np.matmul(x, hidden.w).add(hidden.b)), out.w).add(out.b);

const trainingStep = jit((layers: readonly [Layer, Layer], x: Array, y: Array) => {
  const loss = (ls: readonly [Layer, Layer]) => np.mean(np.square(network(ls, x).sub(y)));
  const [value, gradients] = valueAndGrad(loss)(layers);
  const updated = tree.map((p: Array, g: Array) => p.sub(g.mul(0.1)), layers, gradients);
  return [value, updated] as [Array, readonly [Layer, Layer]];
});

/** The losses of a network with one hidden layer that learns the sum of its inputs. */
function train(steps: number): readonly Array[] {
  const layer = (seed: number, m: number, n: number): Layer => ({
    w: uniform(seed, [m, n])
      .sub(0.5)
      .mul(2 / Math.sqrt(m)),
    b: np.zeros([n]),
  });
  const x = uniform(7, [256, 100]).sub(0.5);
  const y = np.sum(x, { axis: 1, keepdims: true });
  let layers: readonly [Layer, Layer] = [layer(8, 100, 200), layer(9, 200, 1)];
  const losses: Array[] = [];
  for (let i = 0; i < steps; i++) {
    const [loss, updated] = trainingStep(layers, x, y);
    losses.push(loss);
    layers = updated;
  }
  return losses;
}

const rounded = (run: () => readonly Array[]): BrowserProgram => ({ run, exact: false });
const exact = (run: () => readonly Array[]): BrowserProgram => ({ run, exact: true });

export const programs: Readonly<Record<string, BrowserProgram>> = {
  "a product of matrices": rounded(() => [product(uniform(1, [300, 300]), uniform(2, [300, 300]))]),
  "a softmax": rounded(() => [softmax(uniform(3, [500, 333]))]),
  "a sort": exact(() => [sorted(uniform(4, [100_001]))]),
  "random bits": exact(() => [random.bits(random.key(5), [100_003])]),
  "normal numbers": rounded(() => [normal(random.key(6))]),
  "a cumulative sum": rounded(() => [cumulative(uniform(7, [100_001]))]),
  "a recurrence by scan": rounded(() => {
    const [last, means] = recurrence(uniform(8, [32, 32]).sub(0.5), uniform(9, [200, 32]).sub(0.5));
    return [last, means];
  }),
  "steps of training": rounded(() => train(30)),
};
