import { mul, type Array as NDArray, type Scalar, sin, type TypedArray } from "@hyrax/core";
import { expectTypeOf, test } from "vitest";
import {
  customJvp,
  customVjp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  stopGradient,
  valueAndGrad,
  vjp,
} from "../index.js";

interface Layer {
  readonly w: NDArray;
  readonly b: NDArray;
  readonly skip: null;
}

type ArrayArg = NDArray | Scalar | TypedArray;

declare const layer: Layer;
declare const x: NDArray;
const loss = (p: Layer, _x: NDArray, _rate: number): NDArray => p.w;

test("a gradient has the type of the argument", () => {
  expectTypeOf(grad(loss)(layer, x, 0.1)).toEqualTypeOf<Layer>();
  expectTypeOf(valueAndGrad(loss)(layer, x, 0.1)).toEqualTypeOf<[NDArray, Layer]>();
  expectTypeOf(grad(loss, { argnums: 1 })(layer, x, 0.1)).toEqualTypeOf<NDArray>();
  expectTypeOf(grad(loss, { argnums: [1, 0] })(layer, x, 0.1)).toEqualTypeOf<[NDArray, Layer]>();
  expectTypeOf(grad(loss, { argnums: -1 })(layer, x, 0.1)).toEqualTypeOf<NDArray>();
});

test("a class stays itself", () => {
  class Linear {
    readonly #frozen = true;
    constructor(readonly w: NDArray) {}
    apply(v: NDArray): NDArray {
      return this.#frozen ? mul(this.w, v) : v;
    }
  }
  expectTypeOf(grad((m: Linear) => m.apply(x))).returns.toEqualTypeOf<Linear>();
});

test("a number becomes an array, wherever it stands", () => {
  const f = (p: { readonly scale: number; readonly shift: NDArray }): NDArray => p.shift;
  expectTypeOf(grad(f)({ scale: 1, shift: 2 })).toEqualTypeOf<{ readonly scale: NDArray; readonly shift: NDArray }>();
});

test("arguments may be bare numbers and typed arrays where the function takes arrays", () => {
  expectTypeOf(grad(sin)).parameter(0).toExtend<ArrayArg>();
  grad(loss)({ w: 1, b: Float32Array.of(1), skip: null }, 2, 0.1);
  // @ts-expect-error a leaf is missing
  grad(loss)({ w: 1, skip: null }, 2, 0.1);
  // @ts-expect-error an argument is missing
  grad(loss)(layer, x);
});

test("parameters that are not annotated are arrays", () => {
  expectTypeOf(grad((v) => v.mul(2))(1)).toEqualTypeOf<NDArray>();
  expectTypeOf(jacrev((a, b) => a.add(b))(1, 2)).toEqualTypeOf<NDArray>();
});

test("with hasAux, the second of the pair comes along", () => {
  const f = (v: NDArray) => [v, { n: 1 }] as const;
  expectTypeOf(grad(f, { hasAux: true })(1)).toEqualTypeOf<[NDArray, { readonly n: 1 }]>();
  expectTypeOf(valueAndGrad(f, { hasAux: true })(1)).toEqualTypeOf<[[NDArray, { readonly n: 1 }], NDArray]>();
  expectTypeOf(vjp(f, 1, { hasAux: true })[2]).toEqualTypeOf<{ readonly n: 1 }>();
  expectTypeOf(jvp(f, [1], [1], { hasAux: true })).toEqualTypeOf<[NDArray, NDArray, { readonly n: 1 }]>();
});

test("derivatives nest", () => {
  expectTypeOf(grad(grad(sin))(1)).toEqualTypeOf<NDArray>();
  expectTypeOf(jvp(grad(sin), [1], [2])).toEqualTypeOf<[NDArray, NDArray]>();
});

test("tangents and cotangents have the types of what they belong to", () => {
  const f = (p: Layer, v: NDArray) => ({ y: mul(p.w, v) });
  const [out, pullback] = vjp(f, layer, x);
  expectTypeOf(out).toEqualTypeOf<{ y: NDArray }>();
  expectTypeOf(pullback({ y: 1 })).toEqualTypeOf<[Layer, NDArray]>();
  // @ts-expect-error the cotangent has another structure
  pullback(1);
  expectTypeOf(linearize(f, layer, x)[1](layer, 1)).toEqualTypeOf<{ y: NDArray }>();
});

test("a Jacobian is a pytree of the result, of pytrees of the argument", () => {
  const f = (p: Layer) => ({ y: p.w, z: [p.b] as const });
  expectTypeOf(jacfwd(f)(layer)).toEqualTypeOf<{ y: Layer; z: readonly [Layer] }>();
  expectTypeOf(jacrev(f)(layer)).toEqualTypeOf<{ y: Layer; z: readonly [Layer] }>();
  expectTypeOf(hessian((p: { w: NDArray; b: NDArray }) => p.w)(layer).w.b).toEqualTypeOf<NDArray>();
});

test("custom rules are checked against the function", () => {
  const f = customJvp((n: number, v: NDArray) => mul(v, n), { nondiffArgnums: [0] });
  f.defjvp((n, [v], [dv]) => {
    expectTypeOf(n).toEqualTypeOf<number>();
    expectTypeOf(v).toEqualTypeOf<NDArray>();
    return [v, dv];
  });
  const g = customVjp((v: NDArray, p: Layer) => mul(v, p.w));
  const forward = (v: NDArray) => [v, null] as const;
  g.defvjp(
    (v, p) => [v, { v, p }],
    (residuals, ct) => {
      expectTypeOf(residuals).toEqualTypeOf<{ v: NDArray; p: Layer }>();
      return [ct, null];
    },
  );
  // @ts-expect-error a cotangent is missing
  g.defvjp(forward, (_: null, ct: NDArray) => [ct]);
});

test("stopGradient keeps the type", () => {
  expectTypeOf(stopGradient(layer)).toEqualTypeOf<Layer>();
});
