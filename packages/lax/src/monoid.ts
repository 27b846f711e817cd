import {
  asArray,
  Complex,
  ConcreteArray,
  type DType,
  decodeScalar,
  dtypeBytes,
  dtypeKind,
  elementwise,
  HostStorage,
  Array as NDArray,
  type Operand,
  type Primitive,
  reduction,
  type Scalar,
  scalarArray,
  shapedArray,
  stage,
} from "@hyrax/core";

/** An operation with a neutral element, for which primitives have reductions of their own. */
export interface Monoid {
  readonly combine: (x: NDArray, y: NDArray) => NDArray;
  readonly reduce: (x: NDArray, axes: readonly number[]) => NDArray;
  readonly name: "add" | "mul" | "max" | "min" | "and" | "or" | "xor";
  readonly identity: (dtype: DType) => number | boolean;
}

const monoids = new Map<Primitive, Monoid>([
  [
    elementwise.add,
    { name: "add", combine: elementwise.add, reduce: (x, axes) => reduction.reduceSum(x, { axes }), identity: () => 0 },
  ],
  [
    elementwise.mul,
    {
      name: "mul",
      combine: elementwise.mul,
      reduce: (x, axes) => reduction.reduceProd(x, { axes }),
      identity: () => 1,
    },
  ],
  [
    elementwise.max,
    { name: "max", combine: elementwise.max, reduce: (x, axes) => reduction.reduceMax(x, { axes }), identity: lowest },
  ],
  [
    elementwise.min,
    { name: "min", combine: elementwise.min, reduce: (x, axes) => reduction.reduceMin(x, { axes }), identity: highest },
  ],
  [
    elementwise.and,
    { name: "and", combine: elementwise.and, reduce: (x, axes) => reduction.reduceAnd(x, { axes }), identity: allOnes },
  ],
  [
    elementwise.or,
    { name: "or", combine: elementwise.or, reduce: (x, axes) => reduction.reduceOr(x, { axes }), identity: () => 0 },
  ],
  [
    elementwise.xor,
    { name: "xor", combine: elementwise.xor, reduce: (x, axes) => reduction.reduceXor(x, { axes }), identity: () => 0 },
  ],
]);

/** What a computation of two scalars of the dtype is, where it consists of one operation that primitives can reduce with. */
export function recognise(computation: (x: NDArray, y: NDArray) => Operand, dtype: DType): Monoid | undefined {
  const aval = shapedArray([], dtype);
  const { jaxpr } = stage(([x, y]) => [asArray(computation(x as NDArray, y as NDArray))], [aval, aval]);
  const [x, y] = jaxpr.invars;
  const [eqn, ...more] = jaxpr.eqns;
  if (eqn === undefined || more.length > 0 || jaxpr.outs[0] !== eqn.outs[0]) return undefined;
  const [a, b] = eqn.inputs;
  return (a === x && b === y) || (a === y && b === x) ? monoids.get(eqn.primitive) : undefined;
}

/** The least value of a dtype. */
function lowest(dtype: DType): number | boolean {
  const kind = dtypeKind(dtype);
  if (kind === "b") return false;
  if (kind === "u") return 0;
  return kind === "i" ? -(2 ** (8 * dtypeBytes(dtype) - 1)) : Number.NEGATIVE_INFINITY;
}

/** The greatest value of a dtype. */
function highest(dtype: DType): number | boolean {
  const kind = dtypeKind(dtype);
  if (kind === "b") return true;
  const bits = 8 * dtypeBytes(dtype);
  return kind === "u" ? 2 ** bits - 1 : kind === "i" ? 2 ** (bits - 1) - 1 : Number.POSITIVE_INFINITY;
}

function allOnes(dtype: DType): number | boolean {
  return dtypeKind(dtype) === "b" ? true : dtypeKind(dtype) === "u" ? highest(dtype) : -1;
}

/** The initial value of a reduction in the dtype of the elements; infinities become the extreme integers. */
export function initialValue(value: Operand, dtype: DType): NDArray {
  if (value instanceof NDArray) return value;
  if (value === Number.NEGATIVE_INFINITY) return scalarArray(extreme(lowest(dtype), dtype), dtype);
  if (value === Number.POSITIVE_INFINITY) return scalarArray(extreme(highest(dtype), dtype), dtype);
  return scalarArray(value, dtype);
}

/** 64-bit extremes are no exact numbers. */
function extreme(value: number | boolean, dtype: DType): Scalar {
  if (dtype === "int64") return value === lowest(dtype) ? -(2n ** 63n) : 2n ** 63n - 1n;
  if (dtype === "uint64") return value === 0 ? 0n : 2n ** 64n - 1n;
  return value;
}

/** Whether a value is known, and is the neutral element of the monoid. */
export function isIdentity(value: NDArray, monoid: Monoid): boolean {
  if (!(value instanceof ConcreteArray) || !(value.storage instanceof HostStorage) || value.size !== 1) return false;
  const found = decodeScalar(value.storage.data, 0, value.dtype);
  const identity = monoid.identity(value.dtype);
  if (found instanceof Complex) return found.re === identity && found.im === 0;
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint equals a number, and true equals 1, by value
  return found == identity;
}
