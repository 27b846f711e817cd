import "@hyrax/cpu";
import { readFileSync } from "node:fs";
import {
  abs,
  acos,
  acosh,
  add,
  asin,
  asinh,
  atan,
  atanh,
  Complex,
  complex,
  concatenate,
  config,
  conj,
  convertElementType,
  cos,
  cosh,
  cumprod,
  cumsum,
  div,
  dotGeneral,
  exp,
  exp2,
  expm1,
  imag,
  integerPow,
  log,
  log1p,
  logistic,
  mul,
  type Array as NDArray,
  pow,
  real,
  reduceProd,
  reduceSum,
  reshape,
  rsqrt,
  scalarArray,
  sign,
  sin,
  sinh,
  slice,
  sqrt,
  square,
  tan,
  tanh,
} from "@hyrax/core";
import { fft } from "@hyrax/core/library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { array, complexArray, elements, integers } from "../../test-support/arrays.js";
import { grad, hessian, jacfwd, jacrev, jvp, valueAndGrad, vjp } from "../index.js";

type Unary = (x: NDArray) => NDArray;
type Fixture = Readonly<Record<string, readonly number[]>>;

// What JAX gives: see fixtures.py beside it. Parsed JSON is untyped, hence the cast.
const fixtures = JSON.parse(
  readFileSync(new URL("../../test-support/complex/fixtures.json", import.meta.url), "utf8"),
) as { readonly [K in "holomorphic" | "secondDerivative" | "real" | "arrays" | "atZero"]: Fixture } & {
  readonly [K in
    | "jacfwd"
    | "jacrev"
    | "hessian"
    | "jacrevOfReal"
    | "jacfwdOfReal"
    | "vjpOfReal"
    | "vjpOfConj"
    | "jvpOfConj"]: readonly number[];
};

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));

const points = [
  [0.6, 1.1],
  [-1.3, 0.4],
  [0.9, -0.7],
];
const z = complexArray(points.flat());
const w = complexArray([1.2, -0.5, 0.3, 0.8, -0.4, -1.6]);
const one = complexArray([0.6, 1.1], []);
const conjugate: Unary = (v) => conj(v, { inputDtype: v.dtype });
const sum: Unary = (v) => reduceSum(v, { axes: [0] });
const product: Unary = (v) => abs(reduceProd(v, { axes: [0] }));

function expectClose(found: NDArray, wanted: readonly number[] | undefined): void {
  const got = elements(found);
  expect(got.length).toBe(wanted?.length);
  const off = got.map((value, i) => Math.abs(value - (wanted?.[i] as number)));
  // NaN is not less than anything.
  expect(Math.max(...off), `${got} instead of ${wanted}`).toBeLessThan(1e-12 * Math.max(1, ...got.map(Math.abs)));
}

/** A derivative at each of the points. */
const atEach = (derivative: Unary): NDArray =>
  concatenate(
    points.map((point) => reshape(derivative(complexArray(point, [])), { newSizes: [1] })),
    { dimension: 0 },
  );

const holomorphic: Readonly<Record<string, Unary>> = {
  exp,
  exp2,
  expm1,
  log,
  log1p,
  sqrt,
  rsqrt,
  logistic,
  square,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  cube: (v) => integerPow(v, { y: 3 }),
  inverse: (v) => integerPow(v, { y: -1 }),
  power: (v) => pow(v, one),
  exponential: (v) => pow(one, v),
  wholePower: (v) => pow(v, scalarArray(2, "int32")),
  quotient: (v) => div(exp(v), v),
};

describe("the derivative of a holomorphic function is JAX's", () => {
  test("in every case of JAX's", () => {
    expect(Object.keys(holomorphic)).toEqual(Object.keys(fixtures.holomorphic));
  });

  test.each(Object.entries(holomorphic))("%s, and its second one", (name, f) => {
    const derivative = grad(f, { holomorphic: true });
    expectClose(atEach(derivative), fixtures.holomorphic[name]);
    expectClose(atEach(grad(derivative, { holomorphic: true })), fixtures.secondDerivative[name]);
  });

  test("and forward mode gives the same", () => {
    for (const [name, f] of Object.entries(holomorphic)) {
      expectClose(atEach(jacfwd(f, { holomorphic: true })), fixtures.holomorphic[name]);
    }
  });
});

const ofRealResult: Readonly<Record<string, Unary>> = {
  modulus: abs,
  realPart: (v) => real(sin(v)),
  imaginaryPart: (v) => imag(exp(v)),
  squaredModulus: (v) => real(mul(v, conjugate(v))),
  logModulus: (v) => log(abs(v)),
  ofConjugate: (v) => real(exp(conjugate(v))),
  ofSign: (v) => real(mul(sign(v), v)),
  converted: (v) => convertElementType(square(v), { newDtype: "float64", weakType: false }),
};

const inner: Unary = (v) =>
  dotGeneral(v, mul(v, w), {
    dimensionNumbers: { lhsContract: [0], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });

const ofArrays: Readonly<Record<string, Unary>> = {
  product,
  inner: (v) => real(inner(v)),
  spectrum: (v) => sum(abs(fft(v, { fftType: "FFT", fftLengths: [3] }))),
  running: (v) => sum(imag(cumprod(v, { axis: 0, reverse: false }))),
  solved: (v) => sum(abs(cumsum(div(w, v), { axis: 0, reverse: false }))),
};

describe("the gradient of a real function of complex numbers is JAX's, ∂f/∂x − i ∂f/∂y", () => {
  test.each(Object.entries(ofRealResult))("%s", (name, f) => expectClose(atEach(grad(f)), fixtures.real[name]));
  test.each(Object.entries(ofArrays))("%s", (name, f) => expectClose(grad(f)(z), fixtures.arrays[name]));

  test("so that a step against its conjugate descends", () => {
    const [value, gradient] = valueAndGrad(product)(z);
    const step = mul(conjugate(gradient), scalarArray(-1e-3, "complex128"));
    const moved = complexArray(elements(z).map((part, i) => part + (elements(step)[i] as number)));
    const squared = elements(gradient).reduce((total, part) => total + part * part, 0);
    const change = (product(moved).item() as number) - (value.item() as number);
    expect(change / (-1e-3 * squared)).toBeCloseTo(1, 2);
  });

  test("also where it is not smooth, or factors are zero", () => {
    const zeros = complexArray([0, 0, 1.5, 0.2, -0.4, 0.3]);
    const zero = complexArray([0, 0], []);
    expectClose(grad((v: NDArray) => sum(abs(v)))(zeros), fixtures.atZero.modulus);
    expectClose(grad(product)(zeros), fixtures.atZero.product);
    const at = (f: Unary, v: NDArray) => grad(f, { holomorphic: true })(v);
    expectClose(at(holomorphic.wholePower as Unary, zero), fixtures.atZero.wholePower);
    expectClose(at(holomorphic.cube as Unary, zero), fixtures.atZero.cube);
    expectClose(
      at((v) => pow(zero, v), complexArray([2, 0], [])),
      fixtures.atZero.byExponent,
    );
  });
});

describe("derivatives of many complex numbers", () => {
  const item = (v: NDArray, i: number) => slice(v, { startIndices: [i], limitIndices: [i + 1], strides: null });
  const triple: Unary = (v) => {
    const [a, b, c] = [item(v, 0), item(v, 1), item(v, 2)];
    return concatenate([mul(square(a), b), add(sin(b), c), div(c, a)], { dimension: 0 });
  };
  const x = array([0.3, -1.1, 1.7]);
  const curve: Unary = (v) => complex(cos(v), square(v));

  test("Jacobians and Hessians of holomorphic functions", () => {
    expectClose(jacfwd(triple, { holomorphic: true })(z), fixtures.jacfwd);
    expectClose(jacrev(triple, { holomorphic: true })(z), fixtures.jacrev);
    expectClose(hessian(triple, { holomorphic: true })(z), fixtures.hessian);
  });

  test("real results of complex arguments have rows, complex results of real arguments columns", () => {
    expectClose(jacrev((v) => abs(triple(v)))(z), fixtures.jacrevOfReal);
    expectClose(jacfwd(curve)(x), fixtures.jacfwdOfReal);
  });

  test("vjp and jvp take any function, and transpose without a conjugate", () => {
    expectClose(vjp(curve, x)[1](w)[0], fixtures.vjpOfReal);
    expectClose(vjp(conjugate, z)[1](w)[0], fixtures.vjpOfConj);
    expectClose(jvp((v: NDArray) => conjugate(sin(v)), [z], [w])[1], fixtures.jvpOfConj);
  });

  test("bare complex numbers stand for arguments, tangents and cotangents of either precision", () => {
    expect(grad(abs)(new Complex(3, 4)).tolist()).toEqual(new Complex(0.6, -0.8));
    for (const dtype of ["complex64", "complex128"] as const) {
      const at = scalarArray(new Complex(3, 4), dtype);
      const [, tangent] = jvp(square, [at], [new Complex(0, 1)]);
      expect([tangent.dtype, tangent.item()]).toEqual([dtype, new Complex(-8, 6)]);
      const [ct] = vjp(square, at)[1](new Complex(0, 1));
      expect([ct.dtype, ct.item()]).toEqual([dtype, new Complex(-8, 6)]);
    }
    expect(() => jvp(square, [1.5], [new Complex(0, 1)])).toThrow(
      "jvp: the tangent at [0] is c128[], but it belongs to a value f64[]",
    );
  });

  test("integers may be beside them", () => {
    const f = (v: NDArray, n: NDArray) => mul(v, convertElementType(n, { newDtype: v.dtype, weakType: false }));
    const [, gn] = grad((v: NDArray, n: NDArray) => sum(real(f(v, n))), { argnums: [0, 1], allowInt: true })(
      z,
      integers([1, 2, 3]),
    );
    expect([gn.dtype, gn.shape]).toEqual(["float0", [3]]);
  });
});

describe("dtypes that disagree with what is asked are refused", () => {
  const complexResult = (f: Unary) => () => f(complexArray([1, 2], []));
  const realPart: Unary = (v) => real(v);

  test.each<[string, () => unknown, string]>([
    [
      "a complex result without holomorphic",
      complexResult(grad(sin)),
      "grad: the result of the function is c128[], but grad takes derivatives of real results; return its real or imaginary " +
        "part or its modulus, pass { holomorphic: true } if the function is holomorphic, or use vjp",
    ],
    [
      "a complex result of jacrev",
      () => jacrev((v: NDArray) => [v, sin(v)])(z),
      "jacrev: the result of the function at [0] is c128[3], but jacrev takes derivatives of real results",
    ],
    [
      "a complex argument of jacfwd",
      () => jacfwd(sin)(z),
      "jacfwd: argument 0 is c128[3], but jacfwd takes derivatives by real arguments; pass { holomorphic: true } if the " +
        "function is holomorphic, or take jvp with the tangents 1 and i if it is not",
    ],
    ["a complex argument of hessian", () => hessian(product)(z), "hessian: argument 0 is c128[3], but hessian takes"],
    [
      "a real argument with holomorphic",
      () => grad(sin, { holomorphic: true })(1),
      'grad: argument 0 is f64[], but holomorphic functions are of complex arguments; convert it with astype("complex64"), ' +
        "or leave holomorphic out",
    ],
    [
      "an integer with holomorphic, even if integers are allowed",
      () => valueAndGrad(sin, { holomorphic: true, allowInt: true })(integers([1], [])),
      "valueAndGrad: argument 0 is i32[], but holomorphic functions are of complex arguments",
    ],
    [
      "a real result with holomorphic",
      complexResult(grad(realPart, { holomorphic: true })),
      "grad: the result of the function is f64[], but holomorphic functions have complex results; leave holomorphic out for real ones",
    ],
    [
      "a real result of jacfwd with holomorphic",
      () => jacfwd(realPart, { holomorphic: true })(z),
      "jacfwd: the result of the function is f64[3], but holomorphic functions have complex results",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});
