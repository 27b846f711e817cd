import {
  abs,
  add,
  addAny,
  argmax,
  argmin,
  broadcastInDim,
  type CumulativeParams,
  concatenate,
  convertElementType,
  cumlogsumexp,
  cummax,
  cummin,
  cumprod,
  cumsum,
  div,
  eq,
  exp,
  log1p,
  max,
  min,
  mul,
  type Array as NDArray,
  ne,
  neg,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  reduction,
  reshape,
  type Shape,
  selectN,
  sizeOf,
  slice,
  sub,
  transpose,
} from "@hyrax/core";
import { full } from "../interpreters/tangent.js";
import { associativeScan } from "./associative-scan.js";
import { share } from "./choice.js";
import {
  jvpFamily,
  linear,
  notLinear,
  perOperand,
  transposeEach,
  transposeFamily,
  zeroDerivative,
} from "./derivatives.js";

/** The axes that a reduction keeps. */
function keptAxes(shape: Shape, axes: readonly number[]): readonly number[] {
  return shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
}

/** A reduced array in the shape that it had before. */
function unreduce(y: NDArray, shape: Shape, axes: readonly number[]): NDArray {
  return broadcastInDim(y, { shape, broadcastDimensions: keptAxes(shape, axes) });
}

/** The mean of the tangents of all the elements that are the extreme value. */
function extremeTangent(dx: NDArray, x: NDArray, y: NDArray, axes: readonly number[]): NDArray {
  const location = convertElementType(eq(x, unreduce(y, x.shape, axes)), { newDtype: x.dtype, weakType: false });
  return div(reduceSum(mul(dx, location), { axes }), reduceSum(location, { axes }));
}

/** A value and its tangent, of which pairs are multiplied. */
type Dual = readonly [x: NDArray, dx: NDArray];

/** Products by halves, without division, so that they are exact where factors are zero. */
function productTangent(dx: NDArray, x: NDArray, axes: readonly number[]): NDArray {
  const kept = keptAxes(x.shape, axes);
  const size = sizeOf(axes.map((axis) => x.shape[axis] as number));
  const rows = (a: NDArray) =>
    reshape(transpose(a, { permutation: [...axes, ...kept] }), {
      newSizes: [size, ...kept.map((axis) => x.shape[axis] as number)],
    });
  if (size === 0) return reduceSum(dx, { axes });
  let dual: Dual = [rows(x), rows(dx)];
  for (let n = size; n > 1; n = Math.ceil(n / 2)) {
    const half = Math.floor(n / 2);
    const product = multiply(rowsOf(dual, 0, half), rowsOf(dual, half, 2 * half));
    const rest = rowsOf(dual, 2 * half, n);
    dual = n % 2 === 0 ? product : [stack(product[0], rest[0]), stack(product[1], rest[1])];
  }
  return reshape(dual[1], { newSizes: dual[1].shape.slice(1) });
}

function multiply([x, dx]: Dual, [y, dy]: Dual): Dual {
  return [mul(x, y), addAny(mul(dx, y), mul(x, dy))];
}

function rowsOf([x, dx]: Dual, start: number, limit: number): Dual {
  const rows = (a: NDArray) =>
    slice(a, {
      startIndices: a.shape.map((_, axis) => (axis === 0 ? start : 0)),
      limitIndices: a.shape.map((size, axis) => (axis === 0 ? limit : size)),
      strides: null,
    });
  return [rows(x), rows(dx)];
}

function stack(a: NDArray, b: NDArray): NDArray {
  return concatenate([a, b], { dimension: 0 });
}

type Extreme = typeof max | typeof min;

const extreme =
  (choose: Extreme) =>
  ([x, dx]: Dual, [y, dy]: Dual): Dual => {
    const z = choose(x, y);
    return [z, addAny(mul(dx, share(x, z, y)), mul(dy, share(y, z, x)))];
  };

/** log(eˣ + eʸ), whose derivatives are eˣ⁻ᶻ and eʸ⁻ᶻ. */
function logAddExp([x, dx]: Dual, [y, dy]: Dual): Dual {
  const difference = sub(x, y);
  // Two infinities of one sign have no difference; their sum is what they are.
  const regular = add(max(x, y), log1p(exp(neg(abs(difference)))));
  const z = selectN([ne(difference, difference), regular, add(x, y)]);
  const finite = (a: NDArray) => selectN([eq(a, Infinity), a, full(a.aval, 0)]);
  const weight = (a: NDArray) => exp(sub(finite(a), finite(z)));
  return [z, addAny(mul(dx, weight(x)), mul(dy, weight(y)))];
}

/** The derivative of a running combination, from that of the combination of two. */
function runningTangent(
  combine: (left: Dual, right: Dual) => Dual,
): (dx: NDArray, inputs: readonly [x: NDArray], y: NDArray, params: CumulativeParams) => NDArray {
  const pairwise = (left: readonly NDArray[], right: readonly NDArray[]) => combine(asDual(left), asDual(right));
  return (dx, [x], _, { axis, reverse }) => asDual(associativeScan(pairwise, [x, dx], axis, reverse))[1];
}

function asDual([x, dx]: readonly NDArray[]): Dual {
  return [x as NDArray, dx as NDArray];
}

export const reductionJvp = jvpFamily(reduction, {
  reduceSum: linear(reduceSum),
  reduceProd: perOperand(reduceProd, [(dx, [x], _, { axes }) => productTangent(dx, x, axes)]),
  reduceMax: perOperand(reduceMax, [(dx, [x], y, { axes }) => extremeTangent(dx, x, y, axes)]),
  reduceMin: perOperand(reduceMin, [(dx, [x], y, { axes }) => extremeTangent(dx, x, y, axes)]),
  reduceAnd: zeroDerivative(reduceAnd),
  reduceOr: zeroDerivative(reduceOr),
  reduceXor: zeroDerivative(reduceXor),
  argmax: zeroDerivative(argmax),
  argmin: zeroDerivative(argmin),
  cumsum: linear(cumsum),
  cumprod: perOperand(cumprod, [runningTangent(multiply)]),
  cummax: perOperand(cummax, [runningTangent(extreme(max))]),
  cummin: perOperand(cummin, [runningTangent(extreme(min))]),
  cumlogsumexp: perOperand(cumlogsumexp, [runningTangent(logAddExp)]),
});

export const reductionTranspose = transposeFamily(reduction, {
  reduceSum: transposeEach<typeof reduceSum>([(ct, { shape }, _, { axes }) => unreduce(ct, shape, axes)]),
  reduceProd: notLinear,
  reduceMax: notLinear,
  reduceMin: notLinear,
  reduceAnd: notLinear,
  reduceOr: notLinear,
  reduceXor: notLinear,
  argmax: notLinear,
  argmin: notLinear,
  cumsum: transposeEach<typeof cumsum>([
    (ct, _aval, _inputs, { axis, reverse }) => cumsum(ct, { axis, reverse: !reverse }),
  ]),
  cumprod: notLinear,
  cummax: notLinear,
  cummin: notLinear,
  cumlogsumexp: notLinear,
});
