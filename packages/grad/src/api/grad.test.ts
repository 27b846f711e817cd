import "@hyrax/cpu";
import {
  add,
  convertElementType,
  dotGeneral,
  exp,
  hostArray,
  jit,
  mul,
  type Array as NDArray,
  neg,
  printJaxpr,
  reduceSum,
  registerPytreeNode,
  scalarArray,
  shapedArray,
  sin,
  square,
  stage,
  sub,
  tanh,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { grad, jvp, valueAndGrad } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const i32 = (...values: number[]) => hostArray(Int32Array.from(values), [values.length], "int32");
const total = (x: NDArray) => reduceSum(x, { axes: x.shape.map((_, axis) => axis) });

describe("grad", () => {
  test("differentiates a function of a number, to any order", () => {
    let f = (x: NDArray): NDArray => mul(sin(x), exp(x));
    // sin(x) eˣ has the fourth derivative −4 sin(x) eˣ.
    for (let i = 0; i < 4; i++) f = grad(f) as typeof f;
    const x = 0.7;
    expect(f(scalarArray(x, "float32")).item()).toBeCloseTo(-4 * Math.sin(x) * Math.exp(x), 4);
  });

  test("what differentiates a function has its name, by which jit reports it", () => {
    const loss = (x: NDArray) => mul(x, x);
    expect([grad(loss).name, valueAndGrad(grad(loss)).name]).toEqual(["loss", "loss"]);
  });

  test("a function may decide by the value of a scalar at the point, to any order", () => {
    const f = (x: NDArray) => {
      let y = x;
      while (Number(y.item()) < 20) y = mul(y, x);
      return y;
    };
    // 3 → 27 = x³ and 2 → 32 = x⁵
    expect(grad(f)(scalarArray(3, "float32")).item()).toBe(27);
    expect(grad(f)(scalarArray(2, "float32")).item()).toBe(80);
    expect(grad(grad(f))(scalarArray(2, "float32")).item()).toBe(160);
    expect(jvp(f, [scalarArray(2, "float32")], [scalarArray(1, "float32")])[1].item()).toBe(80);
  });

  test("the gradient has the structure of the argument, with classes, lists and null in it", () => {
    class Layer {
      constructor(
        readonly w: NDArray,
        readonly name: string,
      ) {}
    }
    registerPytreeNode(
      Layer,
      (layer: Layer) => [[layer.w], layer.name],
      (name: string, [w]: [NDArray]) => new Layer(w, name),
    );
    const params = { layers: [new Layer(f32(1, 2), "first")], scale: 3, skip: null };
    const gradient = grad((p: { layers: Layer[]; scale: NDArray; skip: null }) =>
      mul(total(square((p.layers[0] as Layer).w)), p.scale),
    )(params as never);
    expect(gradient.layers[0]).toBeInstanceOf(Layer);
    expect(gradient.layers[0]?.name).toBe("first");
    expect(gradient.layers[0]?.w.tolist()).toEqual([6, 12]);
    expect(gradient.scale.item()).toBe(5);
    expect(gradient.skip).toBeNull();
  });

  test("argnums choose arguments, counted from either end; a list gives a list", () => {
    const f = (x: NDArray, y: NDArray, z: NDArray) => mul(mul(x, y), z);
    expect(grad(f)(2, 3, 5).item()).toBe(15);
    expect(grad(f, { argnums: 1 })(2, 3, 5).item()).toBe(10);
    expect(grad(f, { argnums: -1 })(2, 3, 5).item()).toBe(6);
    expect(grad(f, { argnums: [2, 0] })(2, 3, 5).map((g) => g.item())).toEqual([6, 15]);
    expect(grad(f, { argnums: [1] })(2, 3, 5).map((g) => g.item())).toEqual([10]);
  });

  test("arguments that are not differentiated by arrive as they are", () => {
    const f = (x: NDArray, options: { readonly times: number }, g: (x: NDArray) => NDArray) => mul(g(x), options.times);
    expect(grad(f)(2, { times: 3 }, square).item()).toBe(12);
  });

  test("traces the function once", () => {
    let calls = 0;
    const f = (x: NDArray) => {
      calls++;
      return total(mul(sin(x), x));
    };
    grad(f)(f32(1, 2, 3));
    valueAndGrad(f)(f32(1, 2, 3));
    expect(calls).toBe(2);
  });

  test("perturbations of nested gradients are not confused", () => {
    expect(grad((x: NDArray) => mul(x, grad((y: NDArray) => add(x, y))(1)))(1).item()).toBe(1);
    const nested = (x: NDArray) => mul(x, jvp((y: NDArray) => mul(x, y), [3], [1])[1]);
    expect(grad(nested)(5).item()).toBe(10);
  });

  test("a value that the result does not depend on has a gradient of zeros of its type", () => {
    const [gx, gy] = grad((x: NDArray, _: NDArray) => total(x), { argnums: [0, 1] })(f32(1), f32(2, 3));
    expect(gx.tolist()).toEqual([1]);
    expect(gy.tolist()).toEqual([0, 0]);
    expect(grad((_: NDArray) => 3)(2).item()).toBe(0);
  });

  test("a gradient of a bare number is weak, and that of an array keeps its dtype", () => {
    expect(grad(sin)(1).weakType).toBe(true);
    const half = hostArray(Uint16Array.of(0x4200), [], "float16");
    const gradient = grad((x: NDArray) => mul(x, x))(half);
    expect([gradient.dtype, gradient.weakType, gradient.item()]).toEqual(["float16", false, 6]);
  });

  test("integers have gradients of dtype float0 where they are allowed", () => {
    const f = (n: NDArray, x: NDArray) =>
      total(mul(convertElementType(n, { newDtype: "float32", weakType: false }), x));
    const [gn, gx] = grad(f, { argnums: [0, 1], allowInt: true })(i32(2, 3), f32(5, 7));
    expect([gn.dtype, gn.shape]).toEqual(["float0", [2]]);
    expect(gx.tolist()).toEqual([2, 3]);
  });

  test("with hasAux, what stands beside the result is returned as it is, without tracers", () => {
    const f = (x: NDArray) => [total(square(x)), { twice: mul(x, 2), n: x.shape[0], label: "aux" }] as const;
    const [gradient, aux] = grad(f, { hasAux: true })(f32(1, 2));
    expect(gradient.tolist()).toEqual([2, 4]);
    expect(aux.twice.tolist()).toEqual([2, 4]);
    expect([aux.n, aux.label]).toEqual([2, "aux"]);
    const [[value, again], same] = valueAndGrad(f, { hasAux: true })(f32(1, 2));
    expect([value.item(), again.n, same.tolist()]).toEqual([5, 2, [2, 4]]);
  });

  test("works on values of which a comparison decides, since they are known", () => {
    const f = (x: NDArray): NDArray =>
      (convertElementType(sub(x, 0), { newDtype: "bool", weakType: false }).item() as boolean) ? mul(x, 3) : neg(x);
    expect(grad(f)(2).item()).toBe(3);
  });

  test("gives JAX's program for the gradient", () => {
    const program = (f: (x: NDArray) => NDArray, ...shape: number[]) =>
      printJaxpr(stage(([x]) => [grad(f)(x as NDArray)], [shapedArray(shape, "float32")]).jaxpr);
    expect(program(tanh)).toMatchInlineSnapshot(`
      "{ lambda ; a:f32[]. let
          b:f32[] = tanh a
          c:f32[] = sub 1.0:f32[] b
          d:f32[] = mul 1.0:f32[] c
          e:f32[] = mul d b
          f:f32[] = add_any d e
        in (f,) }"
    `);
    expect(program((x) => total(square(x)), 3)).toMatchInlineSnapshot(`
      "{ lambda ; a:f32[3]. let
          b:f32[3] = square a
          c:f32[3] = mul 2.0:f32[] a
          _:f32[] = reduce_sum[axes=(0,) out_sharding=None] b
          d:f32[3] = broadcast_in_dim 1.0:f32[]
          e:f32[3] = mul d c
        in (e,) }"
    `);
    expect(program((x) => grad(sin)(x))).toMatchInlineSnapshot(`
      "{ lambda ; a:f32[]. let
          _:f32[] = sin a
          _:f32[] = cos a
          b:f32[] = cos a
          c:f32[] = sin a
          _:f32[] = mul 1.0:f32[] b
          d:f32[] = mul 1.0:f32[] 1.0:f32[]
          e:f32[] = neg d
          f:f32[] = mul e c
        in (f,) }"
    `);
    const dot = {
      dimensionNumbers: { lhsContract: [0], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
      preferredElementType: null,
    };
    expect(program((w) => dotGeneral(w, w, dot), 3)).toMatchInlineSnapshot(`
      "{ lambda ; a:f32[3]. let
          _:f32[] = dot_general[dimension_numbers=(([0], [0]), ([], []))] a a
          b:f32[3] = dot_general[dimension_numbers=(([], []), ([], []))] 1.0:f32[] a
          c:f32[3] = dot_general[dimension_numbers=(([], []), ([], []))] 1.0:f32[] a
          d:f32[3] = add_any b c
        in (d,) }"
    `);
    const { jaxpr } = stage(([x]) => [sin(x as NDArray)], [shapedArray([], "float32")]);
    expect(program((x) => jit([x], { jaxpr, name: "sin" })[0] as NDArray)).toMatchInlineSnapshot(`
      "{ lambda ; a:f32[]. let
          _:f32[] b:f32[] = jit[
            name=sin
            jaxpr={ lambda ; a:f32[]. let _:f32[] = sin a; b:f32[] = cos a in (_, b) }
          ] a
          c:f32[] = jit[
            name=sin
            jaxpr={ lambda ; b:f32[] d:f32[]. let c:f32[] = mul d b in (c,) }
          ] b 1.0:f32[]
        in (c,) }"
    `);
  });
});

describe("grad refuses, before it computes anything,", () => {
  const f = (x: NDArray) => total(x);

  test.each<[string, () => unknown, string]>([
    ["what is no function", () => grad(3 as never), "grad: takes a function, found number"],
    [
      "an option that does not exist",
      () => grad(f, { argnum: 1 } as never),
      'grad: there is no option "argnum"; options are argnums, hasAux, allowInt, holomorphic',
    ],
    [
      "an argument that was not passed",
      () => grad(f, { argnums: 1 })(f32(1)),
      "grad: argnums names argument 1, but the function was called with 1 argument",
    ],
    [
      "a position before the first",
      () => grad(f, { argnums: -2 })(f32(1)),
      "grad: argnums names argument -2, but the function was called with 1 argument",
    ],
    [
      "integers",
      () => grad(f)(i32(1)),
      'grad: argument 0 is i32[1], but only floating arrays can be differentiated by; convert it with astype("float32"), or choose other arguments with argnums, or pass { allowInt: true } for zero gradients of integers',
    ],
    [
      "integers within an argument",
      () => grad((p: { w: NDArray }) => total(p.w), { argnums: [0] })({ w: i32(1) }),
      "grad: argument 0 at ['w'] is i32[1], but",
    ],
    ["a boolean", () => grad((x: NDArray) => total(x))(true), "grad: argument 0 is bool[], but"],
    [
      "arguments that are no arrays",
      () => grad((p: { w: string }) => scalarArray(p.w.length, "float32"))({ w: "a" }),
      "grad: argument 0 at ['w'] must be an array or a number, found \"a\"",
    ],
    [
      "a result with axes",
      () => grad((x: NDArray) => x)(f32(1, 2)),
      "grad: the function must return a scalar, found f32[2]; sum it, or use jacrev or vjp for functions with array results",
    ],
    [
      "an integer result",
      () => grad((x: NDArray) => convertElementType(total(x), { newDtype: "int32", weakType: false }))(f32(1)),
      "grad: the function must return a floating scalar, found i32[]; an integer result has no derivative",
    ],
    [
      "several results",
      () => grad((x: NDArray) => [total(x), x])(f32(1)),
      "grad: the function must return one scalar, found PyTreeDef([*, *]); for a result with more to it return [value, aux] and pass { hasAux: true }",
    ],
    [
      "aux that is not there",
      () => grad(f as never, { hasAux: true })(f32(1)),
      "grad: with hasAux the function must return [result, aux], found an array f32[]",
    ],
    [
      "a promise",
      () => grad(async (x: NDArray) => total(x))(f32(1)),
      "grad: the function returned a promise, but it is traced while it runs; await values before the call and pass them as arguments",
    ],
    [
      "a result that is no array",
      () => grad((_: NDArray) => "one")(f32(1)),
      'grad: the result of the function must be an array or a number, found "one"',
    ],
    [
      "no result",
      () => grad((_: NDArray) => undefined)(f32(1)),
      "grad: the result of the function must be an array or a number, found undefined",
    ],
  ])("%s", (_, run, message) => {
    expect(run).toThrow(TypeError);
    expect(run).toThrow(message);
  });

  test("an error of the function leaves everything as it was", () => {
    expect(() =>
      grad((_: NDArray): NDArray => {
        throw new RangeError("mine");
      })(1),
    ).toThrow(RangeError);
    expect(grad(square)(3).item()).toBe(6);
  });

  test("a tracer that escapes is named when it is used", () => {
    let escaped: NDArray | undefined;
    grad((x: NDArray) => (escaped = mul(x, 2)))(1);
    expect(() => sin(escaped as NDArray)).toThrow(/the traced array Traced<f32\[\]> was used outside/);
  });
});
