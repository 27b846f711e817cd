import "@hyrax/cpu";
import {
  add,
  convertElementType,
  cos,
  hostArray,
  mul,
  type Array as NDArray,
  reduceSum,
  scalarArray,
  sin,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { jvp } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const i32 = (...values: number[]) => hostArray(Int32Array.from(values), [values.length], "int32");

describe("jvp", () => {
  test("gives the value, and the derivative in the direction of the tangents", () => {
    const f = (x: NDArray, y: NDArray) => mul(x, cos(y));
    const [value, tangent] = jvp(f, [2, 0.5], [1, 3]);
    expect(value.item()).toBeCloseTo(2 * Math.cos(0.5), 6);
    expect(tangent.item()).toBeCloseTo(Math.cos(0.5) - 6 * Math.sin(0.5), 5);
  });

  test("maps pytrees to pytrees", () => {
    const f = (p: { a: NDArray; b: NDArray }) => ({ product: mul(p.a, p.b), list: [p.a] });
    const [value, tangent] = jvp(f, [{ a: f32(1, 2), b: f32(3, 4) }], [{ a: f32(1, 0), b: f32(0, 1) }]);
    expect(value.product.tolist()).toEqual([3, 8]);
    expect(tangent.product.tolist()).toEqual([3, 2]);
    expect(tangent.list[0]?.tolist()).toEqual([1, 0]);
  });

  test("the tangent of a result that does not depend on the primals is zero; of an integer it is float0", () => {
    const f = (x: NDArray) => [f32(1, 2), convertElementType(x, { newDtype: "int32", weakType: false })] as const;
    const [, [constant, integer]] = jvp(f, [2.5], [1]);
    expect(constant.tolist()).toEqual([0, 0]);
    expect([integer.dtype, integer.shape]).toEqual(["float0", []]);
  });

  test("a tangent of float0 goes with an integer, and a bare number with any floating dtype", () => {
    const half = hostArray(Uint16Array.of(0x3c00), [], "float16");
    const float0 = hostArray(new Uint8Array(0), [2], "float0");
    const f = (n: NDArray, x: NDArray) =>
      mul(reduceSum(convertElementType(n, { newDtype: "float16", weakType: false }), { axes: [0] }), x);
    const [value, tangent] = jvp(f, [i32(1, 2), half], [float0, 5]);
    expect([value.item(), tangent.dtype, tangent.item()]).toEqual([3, "float16", 15]);
  });

  test("towers of jvp give higher derivatives", () => {
    const derivative = (f: (x: NDArray) => NDArray) => (x: NDArray) => jvp(f, [x], [1])[1];
    const third = derivative(derivative(derivative(sin)));
    expect(third(scalarArray(0.4, "float32")).item()).toBeCloseTo(-Math.cos(0.4), 6);
  });

  test("with hasAux, values on the side come without tracers", () => {
    const [value, tangent, aux] = jvp((x: NDArray) => [sin(x), { y: add(x, 1) }] as const, [0], [2], { hasAux: true });
    expect([value.item(), tangent.item(), aux.y.item()]).toEqual([0, 2, 1]);
  });
});

describe("jvp refuses, before it calls the function,", () => {
  const never = (): NDArray => {
    throw new Error("the function was called");
  };

  test.each<[string, () => unknown, string]>([
    [
      "primals that are no list",
      () => jvp(never, 1 as never, [1] as never),
      "jvp: the primals are a list with an entry for each argument, found 1",
    ],
    [
      "too few tangents",
      () => jvp(never, [1, 2] as never, [1] as never),
      "jvp: needs a tangent for each primal, found 2 primals and 1 tangents",
    ],
    [
      "tangents of another structure",
      () => jvp(never, [{ a: 1 }] as never, [{ b: 1 }] as never),
      "jvp: the tangent must have the structure of the primals, PyTreeDef([{'a': *}]), but at [0] there is PyTreeDef({'b': *}) in place of PyTreeDef({'a': *})",
    ],
    [
      "a tangent of another shape",
      () => jvp(never, [f32(1, 2)] as never, [f32(1)] as never),
      "jvp: the tangent at [0] is f32[1], but it belongs to a value f32[2]: shape and dtype must be equal; convert with astype or reshape",
    ],
    [
      "a tangent of another dtype",
      () => jvp(never, [f32(1)] as never, [i32(1)] as never),
      "jvp: the tangent at [0] is i32[1], but it belongs to a value f32[1]",
    ],
    [
      "a tangent of an integer",
      () => jvp(never, [i32(1)] as never, [i32(1)] as never),
      'jvp: the tangent at [0] is i32[1], but it belongs to a value i32[1]: i32[1] has no tangents but float0; close over it instead, or convert it with astype("float32")',
    ],
    [
      "an option that does not exist",
      () => jvp(never, [1] as never, [1] as never, { aux: true } as never),
      'jvp: there is no option "aux"; options are hasAux',
    ],
  ])("%s", (_, run, message) => {
    expect(run).toThrow(TypeError);
    expect(run).toThrow(message);
  });

  test("(and after it) a promise", () => {
    expect(() => jvp(async (x: NDArray) => x, [1], [1])).toThrow("jvp: the function returned a promise");
  });
});
