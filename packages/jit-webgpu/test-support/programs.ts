import {
  add,
  broadcastInDim,
  div,
  dotGeneral,
  exp,
  integerPow,
  log,
  logistic,
  max,
  mul,
  type Array as NDArray,
  type Operand,
  reduceMax,
  reduceSum,
  rsqrt,
  type ScanParams,
  type Shape,
  scan,
  sin,
  stage,
  sub,
  tanh,
  transpose,
} from "@hyrax/core";
import { erf } from "@hyrax/core/library";
import { grad } from "@hyrax/grad";
import { array, random } from "./arrays.js";

/** A program to be run by two engines. */
export interface TestProgram {
  readonly name: string;
  readonly run: (...inputs: NDArray[]) => readonly NDArray[];
  readonly inputs: readonly NDArray[];
  /** How many shaders it takes at most. */
  readonly dispatches: number;
}

/** An array of the shape of `x` without the last axis, spread along it. */
function alongLast(y: NDArray, shape: Shape): NDArray {
  return broadcastInDim(y, { shape, broadcastDimensions: y.shape.map((_, axis) => axis) });
}

const last = (x: NDArray) => ({ axes: [x.ndim - 1] });

function softmax(x: NDArray): NDArray {
  const e = exp(sub(x, alongLast(reduceMax(x, last(x)), x.shape)));
  return div(e, alongLast(reduceSum(e, last(x)), x.shape));
}

function logSumExp(x: NDArray): NDArray {
  const top = reduceMax(x, last(x));
  return add(top, log(reduceSum(exp(sub(x, alongLast(top, x.shape))), last(x))));
}

function layerNorm(x: NDArray): NDArray {
  const n = x.shape.at(-1) as number;
  const mean = div(reduceSum(x, last(x)), n);
  const centred = sub(x, alongLast(mean, x.shape));
  const variance = div(reduceSum(integerPow(centred, { y: 2 }), last(x)), n);
  return mul(centred, alongLast(rsqrt(add(variance, 1e-5)), x.shape));
}

const gelu = (x: NDArray) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));

function matmul(x: NDArray, y: NDArray): NDArray {
  return dotGeneral(x, y, {
    dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });
}

const bias = (b: NDArray, shape: Shape) => broadcastInDim(b, { shape, broadcastDimensions: [1] });

/** The mean squared error of a perceptron with one hidden layer. */
function loss(w1: NDArray, b1: NDArray, w2: NDArray, b2: NDArray, x: NDArray, y: NDArray): NDArray {
  const hidden = matmul(x, w1);
  const activated = tanh(add(hidden, bias(b1, hidden.shape)));
  const out = matmul(activated, w2);
  const error = sub(add(out, bias(b2, out.shape)), y);
  return div(reduceSum(mul(error, error), { axes: [0, 1] }), error.size);
}

/** One step of gradient descent. */
export function trainingStep(...inputs: NDArray[]): readonly NDArray[] {
  const [w1, b1, w2, b2, x, y] = inputs as [NDArray, NDArray, NDArray, NDArray, NDArray, NDArray];
  const gradients = grad(loss, { argnums: [0, 1, 2, 3] })(w1, b1, w2, b2, x, y) as readonly NDArray[];
  return [w1, b1, w2, b2].map((w, i) => sub(w, mul(gradients[i] as NDArray, 0.1)));
}

/** Inputs of `trainingStep`: a batch of 64 rows. */
export function trainingInputs(): readonly NDArray[] {
  return [
    random([20, 40], "float32", -0.3, 0.3, 1),
    array(new Array(40).fill(0)),
    random([40, 3], "float32", -0.3, 0.3, 2),
    array(new Array(3).fill(0)),
    random([64, 20], "float32", -1, 1, 3),
    random([64, 3], "float32", -1, 1, 4),
  ];
}

/** A recurrent network over the rows of `xs`: states and sums. */
function recurrent(w: NDArray, h: NDArray, xs: NDArray, reverse: boolean): readonly NDArray[] {
  const step = stage(
    ([weights, state, count, x]) => {
      const mixed = dotGeneral(weights as NDArray, state as NDArray, {
        dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
        preferredElementType: null,
      });
      const next = tanh(add(mixed, x as Operand));
      return [next, add(count as NDArray, 1), next, reduceSum(mul(next, count as NDArray), { axes: [0] })];
    },
    [w.aval, h.aval, array([0], []).aval, random(h.shape).aval],
  );
  const params: ScanParams = {
    jaxpr: step.jaxpr,
    length: xs.shape[0] as number,
    numConsts: 1,
    numCarry: 2,
    reverse,
    unroll: 1,
  };
  return scan([w, h, array([0], []), xs], params);
}

/** What people write: the same list for every place that WebGPU runs in. */
export const programs: readonly TestProgram[] = [
  {
    name: "a chain",
    run: (x) => [mul(tanh(add(mul(x as NDArray, 2), 1)), sin(x as NDArray))],
    inputs: [random([33, 65])],
    dispatches: 1,
  },
  { name: "GELU", run: (x) => [gelu(x as NDArray)], inputs: [random([1000], "float32", -6, 6)], dispatches: 1 },
  {
    name: "softmax",
    run: (x) => [softmax(x as NDArray)],
    inputs: [random([50, 300], "float32", -9, 9)],
    dispatches: 4,
  },
  {
    name: "log-sum-exp",
    run: (x) => [logSumExp(x as NDArray)],
    inputs: [random([50, 300], "float32", -99, 99)],
    dispatches: 3,
  },
  { name: "layer norm", run: (x) => [layerNorm(x as NDArray)], inputs: [random([50, 300])], dispatches: 3 },
  {
    name: "a product with its epilogue",
    run: (x, y) => [max(matmul(x as NDArray, y as NDArray), 0)],
    inputs: [random([70, 50]), random([50, 90])],
    dispatches: 2,
  },
  { name: "a training step", run: trainingStep, inputs: trainingInputs(), dispatches: 16 },
  {
    name: "a recurrent network",
    run: (w, h, xs) => recurrent(w as NDArray, h as NDArray, xs as NDArray, false),
    inputs: [random([8, 8], "float32", -0.5, 0.5), random([8]), random([20, 8])],
    dispatches: 200,
  },
  {
    name: "a recurrent network backwards",
    run: (w, h, xs) => recurrent(w as NDArray, h as NDArray, xs as NDArray, true),
    inputs: [random([8, 8], "float32", -0.5, 0.5), random([8]), random([20, 8])],
    dispatches: 200,
  },
  {
    name: "squared distances",
    run: (x) => {
      const square = reduceSum(integerPow(x as NDArray, { y: 2 }), { axes: [1] });
      const products = matmul(x as NDArray, transpose(x as NDArray, { permutation: [1, 0] }));
      const n = (x as NDArray).shape[0] as number;
      const spread = (axis: number) => broadcastInDim(square, { shape: [n, n], broadcastDimensions: [axis] });
      return [max(sub(add(spread(0), spread(1)), mul(products, 2)), 0)];
    },
    inputs: [random([40, 6])],
    dispatches: 3,
  },
  {
    name: "a derivative",
    run: (x) => [grad((y: NDArray) => reduceSum(logistic(mul(y, y)), { axes: [0] }))(x as NDArray)],
    inputs: [random([100])],
    dispatches: 2,
  },
];
