import {
  type ArrayLike,
  abs,
  add,
  and,
  eq,
  ge,
  gt,
  imag,
  isComplex,
  isInexact,
  le,
  lt,
  mul,
  type Array as NDArray,
  ne,
  not,
  or,
  real,
  reduceAnd,
  requireOptions,
  scalarArray,
  sub,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { promoteArgs, promoteInexact } from "../promote.js";
import { choose } from "./choose.js";
import { isfinite, isnan } from "./classification.js";

/** Whether x = y, with promotion and broadcasting; bool. NaN equals nothing. */
export function equal(x: ArrayLike, y: ArrayLike): NDArray {
  return eq(...promoteArgs("equal", x, y));
}

/** Whether x ≠ y, with promotion and broadcasting; bool. */
export function notEqual(x: ArrayLike, y: ArrayLike): NDArray {
  return ne(...promoteArgs("notEqual", x, y));
}

/** An order of complex numbers by their real parts, and of equal ones by their imaginary parts. */
function ordered(x: NDArray, y: NDArray, compare: (x: NDArray, y: NDArray) => NDArray): NDArray {
  if (!isComplex(x.dtype)) return compare(x, y);
  return choose(eq(real(x), real(y)), compare(imag(x), imag(y)), compare(real(x), real(y)));
}

/** Whether x < y, with promotion and broadcasting; bool. */
export function less(x: ArrayLike, y: ArrayLike): NDArray {
  return ordered(...promoteArgs("less", x, y), lt);
}

/** Whether x ≤ y, with promotion and broadcasting; bool. */
export function lessEqual(x: ArrayLike, y: ArrayLike): NDArray {
  return ordered(...promoteArgs("lessEqual", x, y), le);
}

/** Whether x > y, with promotion and broadcasting; bool. */
export function greater(x: ArrayLike, y: ArrayLike): NDArray {
  return ordered(...promoteArgs("greater", x, y), gt);
}

/** Whether x ≥ y, with promotion and broadcasting; bool. */
export function greaterEqual(x: ArrayLike, y: ArrayLike): NDArray {
  return ordered(...promoteArgs("greaterEqual", x, y), ge);
}

export interface CloseOptions {
  /** The difference that is allowed, relative to y; 1e-5 if not given. */
  readonly rtol?: number;
  /** The difference that is allowed besides; 1e-8 if not given. */
  readonly atol?: number;
  /** Whether NaN is close to NaN. */
  readonly equalNan?: boolean;
}

const closeOptionNames = ["rtol", "atol", "equalNan"] as const satisfies readonly (keyof CloseOptions)[];

/** Whether |x − y| ≤ atol + rtol |y|; infinities are close to those of the same sign. */
export function isclose(x: ArrayLike, y: ArrayLike, options: CloseOptions = {}): NDArray {
  requireOptions("isclose", options, closeOptionNames);
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  const [a, b] = promoteInexact("isclose", x, y);
  const near = le(abs(sub(a, b)), add(mul(abs(b), rtol), atol));
  const finite = and(isfinite(a), isfinite(b));
  const close = or(and(near, finite), eq(a, b));
  return equalNan ? or(close, and(ne(a, a), ne(b, b))) : close;
}

/** Whether all elements are close, as `isclose` says; a bool scalar. */
export function allclose(x: ArrayLike, y: ArrayLike, options: CloseOptions = {}): NDArray {
  requireOptions("allclose", options, closeOptionNames);
  return everywhere(isclose(x, y, options));
}

/** Whether the shapes are equal and all elements too; a bool scalar. */
export function arrayEqual(x: ArrayLike, y: ArrayLike, options: { readonly equalNan?: boolean } = {}): NDArray {
  requireOptions("arrayEqual", options, ["equalNan"]);
  const [a, b] = [toArray(x, "arrayEqual"), toArray(y, "arrayEqual")];
  if (a.shape.join() !== b.shape.join()) return scalarArray(false, "bool");
  const same = equal(a, b);
  if (!options.equalNan || !isInexact(a.dtype) || !isInexact(b.dtype)) return everywhere(same);
  return everywhere(or(same, and(isnan(a), isnan(b))));
}

/** Whether the shapes broadcast and all elements are equal then; a bool scalar. */
export function arrayEquiv(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = [toArray(x, "arrayEquiv"), toArray(y, "arrayEquiv")];
  const rank = Math.min(a.ndim, b.ndim);
  for (let axis = -rank; axis < 0; axis++) {
    const [m, n] = [a.shape.at(axis), b.shape.at(axis)];
    if (m !== n && m !== 1 && n !== 1) return scalarArray(false, "bool");
  }
  return everywhere(equal(a, b));
}

function everywhere(x: NDArray): NDArray {
  return reduceAnd(x, { axes: x.shape.map((_, axis) => axis) });
}

const truth = (x: NDArray) => (x.dtype === "bool" ? x : ne(x, 0));

function logical(name: string, x: ArrayLike, y: ArrayLike, combine: (x: NDArray, y: NDArray) => NDArray): NDArray {
  return combine(...promoteArgs(name, truth(toArray(x, name)), truth(toArray(y, name))));
}

/** Whether both are true, that is, not zero; bool. */
export function logicalAnd(x: ArrayLike, y: ArrayLike): NDArray {
  return logical("logicalAnd", x, y, and);
}

/** Whether one or both are true, that is, not zero; bool. */
export function logicalOr(x: ArrayLike, y: ArrayLike): NDArray {
  return logical("logicalOr", x, y, or);
}

/** Whether exactly one is true, that is, not zero; bool. */
export function logicalXor(x: ArrayLike, y: ArrayLike): NDArray {
  return logical("logicalXor", x, y, ne);
}

/** Whether x is false, that is, zero; bool. */
export function logicalNot(x: ArrayLike): NDArray {
  return not(truth(toArray(x, "logicalNot")));
}
