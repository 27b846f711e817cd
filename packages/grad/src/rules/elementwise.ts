import {
  abs,
  acos,
  acosh,
  add,
  addAny,
  and,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  ceil,
  clamp,
  clz,
  conj,
  cos,
  cosh,
  div,
  elementwise,
  eq,
  exp,
  exp2,
  expm1,
  floor,
  ge,
  gt,
  integerPow,
  isComplex,
  isFinite,
  isInteger,
  le,
  log,
  log1p,
  logistic,
  lt,
  max,
  min,
  mul,
  Array as NDArray,
  ne,
  neg,
  not,
  or,
  populationCount,
  pow,
  real,
  rem,
  round,
  rsqrt,
  selectN,
  shiftLeft,
  shiftRightArithmetic,
  shiftRightLogical,
  sign,
  sin,
  sinh,
  sqrt,
  square,
  stopGradient,
  sub,
  tan,
  tanh,
  unsupported,
  xor,
  Zero,
} from "@hyrax/core";
import { full, instantiate, spread, zeros, zeroTangent } from "../interpreters/tangent.js";
import { indicator, share, where } from "./choice.js";
import {
  bilinear,
  collapse,
  jvpFamily,
  linear,
  notLinear,
  perOperand,
  scalar,
  transposeEach,
  transposeFamily,
  zeroDerivative,
} from "./derivatives.js";
import { inDtype } from "./dtype.js";

/** `x` with 1 in place of 0. */
function replaceZero(x: NDArray): NDArray {
  return selectN([eq(x, 0), x, full(x.aval, 1)]);
}

/** ∂(xⁿ)/∂x = n xⁿ⁻¹; for an integer exponent 0 where n = 0, whatever `x` is. */
function powerByBase(x: NDArray, n: NDArray, y: NDArray): NDArray {
  if (!isInteger(n.dtype)) return mul(n, pow(x, sub(n, 1)));
  const exponent = spread(indicator(n, x), y.aval);
  return where(ne(exponent, 0), mul(replaceZero(exponent), pow(x, sub(exponent, 1))));
}

/** The conjugate of z over |z|, which gives d|z| = Re(conj(z) dz)/|z|; 0 at 0. */
function towards(z: NDArray, modulus: NDArray): NDArray {
  return div(conj(z, { inputDtype: z.dtype }), replaceZero(inDtype(modulus, z)));
}

export const elementwiseJvp = jvpFamily(elementwise, {
  neg: linear(neg),
  // One-sided at 0: the derivative there is 1, as JAX has it; of complex numbers 0.
  abs: perOperand(abs, [
    (dx, [x], y) => (isComplex(x.dtype) ? real(mul(dx, towards(x, y))) : selectN([ge(x, 0), neg(dx), dx])),
  ]),
  sign: zeroDerivative(sign),
  floor: zeroDerivative(floor),
  ceil: zeroDerivative(ceil),
  round: zeroDerivative(round),
  isFinite: zeroDerivative(isFinite),
  integerPow: perOperand(integerPow, [
    (dx, [x], _, { y: n }) => {
      if (n === 0) return zeros(dx.aval);
      if (n === 1) return dx;
      return mul(dx, mul(n, n === 2 ? x : integerPow(x, { y: n - 1 })));
    },
  ]),
  square: scalar(square, (x) => mul(2, x)),
  sqrt: scalar(sqrt, (_, y) => div(0.5, y)),
  rsqrt: scalar(rsqrt, (x, y) => mul(-0.5, div(y, x))),
  cbrt: scalar(cbrt, (_, y) => mul(1 / 3, integerPow(y, { y: -2 }))),
  exp: scalar(exp, (_, y) => y),
  exp2: scalar(exp2, (_, y) => mul(Math.LN2, y)),
  expm1: scalar(expm1, (_, y) => add(y, 1)),
  log: perOperand(log, [(dx, [x]) => div(dx, x)]),
  log1p: perOperand(log1p, [(dx, [x]) => div(dx, add(x, 1))]),
  logistic: scalar(logistic, (_, y) => mul(y, sub(1, y))),

  sin: scalar(sin, (x) => cos(x)),
  cos: perOperand(cos, [(dx, [x]) => neg(mul(dx, sin(x)))]),
  tan: scalar(tan, (_, y) => add(1, square(y))),
  asin: scalar(asin, (x) => rsqrt(sub(1, square(x)))),
  acos: scalar(acos, (x) => neg(rsqrt(sub(1, square(x))))),
  atan: perOperand(atan, [(dx, [x]) => div(dx, add(1, square(x)))]),
  sinh: scalar(sinh, (x) => cosh(x)),
  cosh: scalar(cosh, (x) => sinh(x)),
  // (1 + y)(1 − y) keeps the digits that 1 − y² loses where y is close to ±1.
  tanh: perOperand(tanh, [(dx, _, y) => mul(addAny(dx, mul(dx, y)), sub(1, y))]),
  asinh: scalar(asinh, (x) => rsqrt(add(square(x), 1))),
  acosh: scalar(acosh, (x) => rsqrt(sub(square(x), 1))),
  atanh: perOperand(atanh, [(dx, [x]) => mul(div(1, add(1, x)), div(dx, sub(1, x)))]),

  not: zeroDerivative(not),
  populationCount: zeroDerivative(populationCount),
  clz: zeroDerivative(clz),
  and: zeroDerivative(and),
  or: zeroDerivative(or),
  xor: zeroDerivative(xor),
  shiftLeft: zeroDerivative(shiftLeft),
  shiftRightLogical: zeroDerivative(shiftRightLogical),
  shiftRightArithmetic: zeroDerivative(shiftRightArithmetic),

  add: perOperand(add, [(dx) => dx, (dy) => dy]),
  sub: perOperand(sub, [(dx) => dx, (dy) => neg(dy)]),
  mul: perOperand(mul, [(dx, [, y]) => mul(dx, y), (dy, [x]) => mul(x, dy)]),
  div: perOperand(div, [(dx, [, y]) => div(dx, y), (dy, [x, y]) => mul(mul(neg(dy), x), integerPow(y, { y: -2 }))]),
  // x rem y = x − y trunc(x / y), and the quotient is constant between jumps.
  rem: perOperand(rem, [
    (dx) => dx,
    (dy, [x, y]) => {
      const quotient = div(x, y);
      return mul(neg(dy), mul(sign(quotient), floor(abs(quotient))));
    },
  ]),
  max: perOperand(max, [(dx, [x, y], m) => mul(dx, share(x, m, y)), (dy, [x, y], m) => mul(dy, share(y, m, x))]),
  min: perOperand(min, [(dx, [x, y], m) => mul(dx, share(x, m, y)), (dy, [x, y], m) => mul(dy, share(y, m, x))]),
  atan2: perOperand(atan2, [
    (dx, [x, y]) => mul(dx, div(y, add(square(x), square(y)))),
    (dy, [x, y]) => mul(dy, div(neg(x), add(square(x), square(y)))),
  ]),
  nextafter: unsupported("it is a step to the neighbouring float, which has no derivative that would be of use"),
  pow: perOperand(pow, [
    (dx, [x, n], y) => mul(dx, powerByBase(x, n, y)),
    (dn, [x], y) => mul(dn, mul(log(replaceZero(x)), y)),
  ]),
  addAny: perOperand(addAny, [(dx) => dx, (dy) => dy]),

  eq: zeroDerivative(eq),
  ne: zeroDerivative(ne),
  lt: zeroDerivative(lt),
  le: zeroDerivative(le),
  gt: zeroDerivative(gt),
  ge: zeroDerivative(ge),

  selectN: (inputs, [, ...tangents]) => {
    const [which] = inputs as readonly [NDArray];
    const y = selectN(inputs);
    const zero = tangents.every((dx) => dx instanceof Zero);
    return [y, zero ? zeroTangent(y) : selectN([which, ...tangents.map(instantiate)])];
  },
  // At a bound the derivative by the bounded value is 0, and so is that by the bound.
  clamp: perOperand(clamp, [
    (dl, [low, x, high]) => where(spread(and(gt(low, x), lt(low, high)), x.aval), spread(dl, x.aval)),
    (dx, [low, x, high]) => where(and(gt(x, low), lt(x, high)), dx),
    (dh, [, x, high]) => where(lt(high, x), spread(dh, x.aval)),
  ]),

  stopGradient: zeroDerivative(stopGradient),
});

export const elementwiseTranspose = transposeFamily(elementwise, {
  neg: transposeEach<typeof neg>([(ct) => neg(ct)]),
  abs: notLinear,
  sign: notLinear,
  floor: notLinear,
  ceil: notLinear,
  round: notLinear,
  isFinite: notLinear,
  integerPow: notLinear,
  square: notLinear,
  sqrt: notLinear,
  rsqrt: notLinear,
  cbrt: notLinear,
  exp: notLinear,
  exp2: notLinear,
  expm1: notLinear,
  log: notLinear,
  log1p: notLinear,
  logistic: notLinear,
  sin: notLinear,
  cos: notLinear,
  tan: notLinear,
  asin: notLinear,
  acos: notLinear,
  atan: notLinear,
  sinh: notLinear,
  cosh: notLinear,
  tanh: notLinear,
  asinh: notLinear,
  acosh: notLinear,
  atanh: notLinear,
  not: notLinear,
  populationCount: notLinear,
  clz: notLinear,
  and: notLinear,
  or: notLinear,
  xor: notLinear,
  shiftLeft: notLinear,
  shiftRightLogical: notLinear,
  shiftRightArithmetic: notLinear,
  add: transposeEach<typeof add>([(ct) => ct, (ct) => ct]),
  sub: transposeEach<typeof sub>([(ct) => ct, (ct) => neg(ct)]),
  mul: bilinear(
    mul,
    (ct, _, [, y]) => mul(ct, y),
    (ct, _, [x]) => mul(x, ct),
  ),
  div: transposeEach<typeof div>([(ct, _, [, y]) => div(ct, y), null]),
  rem: notLinear,
  max: notLinear,
  min: notLinear,
  atan2: notLinear,
  nextafter: notLinear,
  pow: notLinear,
  addAny: transposeEach<typeof addAny>([(ct) => ct, (ct) => ct]),
  eq: notLinear,
  ne: notLinear,
  lt: notLinear,
  le: notLinear,
  gt: notLinear,
  ge: notLinear,
  selectN: (ct, [which, ...cases]) => [
    null,
    ...cases.map((x, i) => {
      if (x instanceof NDArray || !(which instanceof NDArray)) return null;
      const chosen = which.dtype !== "bool" ? eq(which, i) : i === 1 ? which : not(which);
      return collapse(where(chosen, ct), x.aval);
    }),
  ],
  clamp: notLinear,
  // Its value is linear, its derivative zero: batched branches put it before tangents too, where they guard against NaN.
  stopGradient: (ct) => [new Zero(ct.aval)] as const,
});
