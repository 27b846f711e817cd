import { type Array, jit, nn, np, tree, valueAndGrad } from "hyrax";
import { indices } from "../inputs.js";
import type { Mlp } from "../works.js";
import { noisy } from "./operands.js";
import { type Rows, rounding } from "./workload.js";

interface Params {
  readonly w1: Array;
  readonly b1: Array;
  readonly w2: Array;
  readonly b2: Array;
}

const sizes: Mlp = { batch: 128, inputs: 784, hidden: 256, classes: 10 };

/** The mean cross entropy of a perceptron's classes. */
function loss({ w1, b1, w2, b2 }: Params, x: Array, labels: Array): Array {
  const hidden = nn.relu(np.matmul(x, w1).add(b1));
  const logits = np.matmul(hidden, w2).add(b2);
  return np.mean(np.sum(nn.logSoftmax(logits).mul(labels), { axis: 1 })).neg();
}

function trainingStep(rate: number) {
  return jit((params: Params, x: Array, labels: Array): [Array, Params] => {
    const [value, grads] = valueAndGrad(loss)(params, x, labels);
    return [value, tree.map((p: Array, g: Array) => p.sub(g.mul(rate)), params, grads)];
  });
}

function inputs({ batch, inputs, hidden, classes }: Mlp): [Params, Array, Array] {
  const params = {
    w1: noisy([inputs, hidden], 1, 0.05),
    b1: noisy([hidden], 2, 0.05),
    w2: noisy([hidden, classes], 3, 0.05),
    b2: noisy([classes], 4, 0.05),
  };
  return [params, noisy([batch, inputs], 5), nn.oneHot(np.array(indices(batch, classes, 6)), classes)];
}

const listed = ([value, { w1, b1, w2, b2 }]: [Array, Params]) => [value, w1, b1, w2, b2];

export const mlp: Rows<"mlp"> = {
  rows: [
    {
      name: "mlp",
      title: "MLP 784-256-10, batch 128, value_and_grad + SGD",
      work: "mlp",
      sizes,
      bar: { times: 1.5, of: "JAX" },
      check: rounding,
      boundByProducts: true,
    },
  ],
  hyrax: (of) => {
    const args = inputs(of);
    const step = trainingStep(0.1);
    return { run: () => listed(step(...args)) };
  },
};

/** The first call of a step with a rate of its own, so that no program of an earlier run is found again. */
export const compileMlp: Rows<"compileMlp"> = {
  rows: [
    {
      name: "compile",
      title: "compile the MLP step and run it, first call",
      work: "compileMlp",
      sizes,
      bar: { ms: 25 },
      check: rounding,
    },
    {
      name: "compile-cold",
      title: "compile the MLP step and run it, first call of a process",
      work: "compileMlp",
      sizes,
      bar: { ms: 25 },
      check: rounding,
      inNewProcess: true,
    },
  ],
  hyrax: (of) => {
    const args = inputs(of);
    let rate = 0.1;
    return { run: () => listed(trainingStep((rate += 1e-6))(...args)) };
  },
};
