import type { Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import type { Operation } from "./compile.js";
import { broadcastable } from "./fit.js";

type Unary = readonly [source: (x: string) => string, f: (x: NDArray) => NDArray];
type Binary = readonly [source: (x: string, y: string) => string, f: (x: NDArray, y: NDArray) => NDArray];

/** Smooth functions that stay within bounds, with derivatives that single precision can tell, and some with kinks at places that no sum comes upon by rounding. */
const unaries: readonly Unary[] = [
  [(x) => `np.sin(${x})`, np.sin],
  [(x) => `np.cos(${x})`, np.cos],
  [(x) => `np.tanh(${x})`, np.tanh],
  [(x) => `np.negative(${x})`, np.negative],
  [(x) => `np.arctan(${x})`, np.arctan],
  [(x) => `np.exp(np.sin(${x}))`, (x) => np.exp(np.sin(x))],
  [(x) => `np.log1p(np.square(${x}))`, (x) => np.log1p(np.square(x))],
  [(x) => `np.sqrt(np.square(${x}).add(1))`, (x) => np.sqrt(np.square(x).add(1))],
  [(x) => `lax.logistic(${x})`, lax.logistic],
  [(x) => `lax.erf(${x})`, lax.erf],
  [(x) => `lax.integerPow(np.tanh(${x}), 3)`, (x) => lax.integerPow(np.tanh(x), 3)],
  [(x) => `${x}.mul(1.5).sub(0.25)`, (x) => x.mul(1.5).sub(0.25)],
  [(x) => `np.abs(${x}.add(0.1234567))`, (x) => np.abs(x.add(0.1234567))],
  [(x) => `np.maximum(${x}, 0.0987654)`, (x) => np.maximum(x, 0.0987654)],
  [(x) => `np.clip(${x}, -0.7654321, 0.8765432)`, (x) => np.clip(x, -0.7654321, 0.8765432)],
  [(x) => `np.expm1(np.tanh(${x}))`, (x) => np.expm1(np.tanh(x))],
  [(x) => `np.nanToNum(${x})`, (x) => np.nanToNum(x)],
  [
    (x) => `lax.stopGradient(np.sign(${x}.add(0.4321))).mul(${x})`,
    (x) => lax.stopGradient(np.sign(x.add(0.4321))).mul(x),
  ],
];

const binaries: readonly Binary[] = [
  [(x, y) => `np.add(${x}, ${y})`, np.add],
  [(x, y) => `np.multiply(${x}, ${y})`, np.multiply],
  [(x, y) => `np.subtract(${x}, ${y})`, np.subtract],
  [(x, y) => `np.divide(${x}, np.square(${y}).add(1))`, (x, y) => np.divide(x, np.square(y).add(1))],
  [(x, y) => `np.logaddexp(${x}, ${y})`, np.logaddexp],
  [(x, y) => `np.arctan2(${x}, np.square(${y}).add(0.5))`, (x, y) => np.arctan2(x, np.square(y).add(0.5))],
  [(x, y) => `np.maximum(${x}, ${y}.add(0.1357))`, (x, y) => np.maximum(x, y.add(0.1357))],
  [(x, y) => `np.minimum(${x}, ${y}.mul(0.9753))`, (x, y) => np.minimum(x, y.mul(0.9753))],
  [(x, y) => `np.where(${x}.greater(0.2468), ${x}, ${y})`, (x, y) => np.where(x.greater(0.2468), x, y)],
  [
    (x, y) => `np.power(np.square(${x}).add(0.5), np.tanh(${y}))`,
    (x, y) => np.power(np.square(x).add(0.5), np.tanh(y)),
  ],
  [(x, y) => `np.hypot(${x}, ${y}.add(3.21))`, (x, y) => np.hypot(x, y.add(3.21))],
  [
    (x, y) => `lax.rem(...np.broadcastArrays(${x}, np.exp(np.tanh(${y})).add(2)))`,
    (x, y) => {
      const [a, b] = np.broadcastArrays(x, np.exp(np.tanh(y)).add(2)) as [NDArray, NDArray];
      return lax.rem(a, b);
    },
  ],
];

const unary: Operation = (choose) => {
  const [source, f] = choose.of(unaries);
  const x = choose.float();
  return x && { source: [source(x.name)], run: (read) => f(read(x)) };
};

const binary: Operation = (choose) => {
  const [source, f] = choose.of(binaries);
  const x = choose.float();
  const y = x && choose.float(({ shape }) => broadcastable(x.shape, shape));
  return x && y && { source: [source(x.name, y.name)], run: (read) => f(read(x), read(y)) };
};

/** Operations on each element. */
export const elementwise: readonly Operation[] = [unary, binary];
