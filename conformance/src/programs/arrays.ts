import type { Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import type { Step, Value } from "./block.js";
import type { Chooser, Operation } from "./compile.js";

const one = (x: Value, source: (x: string) => string, f: (x: NDArray) => NDArray): Step => ({
  source: [source(x.name)],
  run: (read) => f(read(x)),
});

const two = (
  x: Value,
  y: Value,
  source: (x: string, y: string) => string,
  f: (x: NDArray, y: NDArray) => NDArray,
): Step => ({ source: [source(x.name, y.name)], run: (read) => f(read(x), read(y)) });

/** A floating value with axes, none of them empty. */
const withAxes = (choose: Chooser, least = 1): Value | undefined =>
  choose.float(({ shape }) => shape.length >= least && shape.every((n) => n > 0) && shape.length <= 4);

const reductions = { sum: np.sum, mean: np.mean, max: np.max, min: np.min, prod: np.prod, var: np.var };
const reduction: Operation = (choose) => {
  const x = withAxes(choose);
  if (x === undefined) return undefined;
  const [name, f] = choose.of(Object.entries(reductions));
  const axis = choose.number(x.shape.length + 1) - 1;
  const options = { ...(axis >= 0 && { axis }), ...(choose.number(2) === 1 && { keepdims: true }) };
  return one(
    x,
    (text) => `np.${name}(${text}, ${JSON.stringify(options)})`,
    (a) => f(a, options),
  );
};

const cumulatives = {
  cumsum: lax.cumsum,
  cumprod: lax.cumprod,
  cummax: lax.cummax,
  cummin: lax.cummin,
  cumlogsumexp: lax.cumlogsumexp,
};
const cumulative: Operation = (choose) => {
  const x = withAxes(choose);
  if (x === undefined) return undefined;
  const [name, f] = choose.of(Object.entries(cumulatives));
  const options = { axis: choose.number(x.shape.length), reverse: choose.number(2) === 1 };
  return one(
    x,
    (text) => `lax.${name}(${text}, ${JSON.stringify(options)})`,
    (a) => f(a, options),
  );
};

const sorting: Operation = (choose) => {
  const x = withAxes(choose);
  if (x === undefined) return undefined;
  const axis = choose.number(x.shape.length);
  switch (choose.number(3)) {
    case 0:
      return one(
        x,
        (text) => `np.sort(${text}, { axis: ${axis} })`,
        (a) => np.sort(a, { axis }),
      );
    case 1:
      return one(
        x,
        (text) => `np.takeAlongAxis(${text}, np.argsort(${text}.mul(-1), { axis: ${axis} }), { axis: ${axis} })`,
        (a) => np.takeAlongAxis(a, np.argsort(a.mul(-1), { axis }), { axis }),
      );
    default:
      return one(
        x,
        (text) => `lax.topK(${text}, 1)[0]`,
        (a) => lax.topK(a, 1)[0],
      );
  }
};

const layout: Operation = (choose) => {
  const x = withAxes(choose);
  if (x === undefined) return undefined;
  const axis = choose.number(x.shape.length);
  const n = x.shape[axis] as number;
  const forms: readonly (readonly [source: (x: string) => string, f: (x: NDArray) => NDArray])[] = [
    [(text) => `np.ravel(${text})`, (a) => np.ravel(a)],
    [(text) => `np.transpose(${text})`, (a) => np.transpose(a)],
    [(text) => `np.flip(${text}, { axis: ${axis} })`, (a) => np.flip(a, { axis })],
    [(text) => `np.roll(${text}, 1, { axis: ${axis} })`, (a) => np.roll(a, 1, { axis })],
    [(text) => `np.expandDims(${text}, ${axis})`, (a) => np.expandDims(a, axis)],
    [(text) => `np.moveaxis(${text}, ${axis}, 0)`, (a) => np.moveaxis(a, axis, 0)],
    [(text) => `np.pad(${text}, 1)`, (a) => np.pad(a, 1)],
    [(text) => `np.split(${text}, [1], { axis: ${axis} })[0]`, (a) => np.split(a, [1], { axis })[0] as NDArray],
    [
      (text) => `np.repeat(${text}, 2, { axis: ${axis} })`,
      (a) => np.repeat(a, 2, { axis, ...(n > 0 && { totalRepeatLength: 2 * n }) }),
    ],
  ];
  const [source, f] = choose.of(forms);
  return one(x, source, f);
};

const joining: Operation = (choose) => {
  const x = choose.float(({ shape }) => shape.length >= 1 && shape.length <= 3);
  const y =
    x &&
    choose.float(({ shape }) => shape.length === x.shape.length && shape.slice(1).join() === x.shape.slice(1).join());
  if (x === undefined || y === undefined) return undefined;
  if (choose.number(2) === 1 && x.shape.join() === y.shape.join()) {
    return two(
      x,
      y,
      (a, b) => `np.stack([${a}, ${b}], { axis: -1 })`,
      (a, b) => np.stack([a, b], { axis: -1 }),
    );
  }
  return two(
    x,
    y,
    (a, b) => `np.concatenate([${a}, ${b}])`,
    (a, b) => np.concatenate([a, b]),
  );
};

const slicing: Operation = (choose) => {
  const x = withAxes(choose);
  if (x === undefined) return undefined;
  const slice = choose.of(["1:", ":-1", "::-1", "::2"] as const);
  const leading = Array.from({ length: choose.number(x.shape.length) }, () => ":" as const);
  const text = [...leading, slice].map((part) => JSON.stringify(part)).join(", ");
  return one(
    x,
    (name) => `${name}.get(${text})`,
    (a) => a.get(...leading, slice),
  );
};

const products: Operation = (choose) => {
  const x = choose.float(({ shape }) => shape.length >= 1 && shape.length <= 3);
  if (x === undefined) return undefined;
  const kind = choose.number(3);
  if (kind === 0) {
    const y = choose.float(({ shape }) => (shape.length === 1 || shape.length === 2) && shape[0] === x.shape.at(-1));
    return y && two(x, y, (a, b) => `np.matmul(${a}, ${b})`, np.matmul);
  }
  const y = choose.float(({ shape }) => shape.length === 1 && shape[0] !== undefined && shape[0] <= 6);
  if (y === undefined || x.shape.length > 2) return undefined;
  if (kind === 1) {
    const spec = x.shape.length === 1 ? "i,j->ji" : "ki,j->kij";
    return two(
      x,
      y,
      (a, b) => `np.einsum("${spec}", ${a}, ${b})`,
      (a, b) => np.einsum(spec, a, b),
    );
  }
  return two(
    x,
    y,
    (a, b) => `np.tensordot(${a}, ${b}, { axes: 0 })`,
    (a, b) => np.tensordot(a, b, { axes: 0 }),
  );
};

/** Operations on whole arrays. */
export const arrays: readonly Operation[] = [reduction, layout, slicing, joining, products, cumulative, sorting];
