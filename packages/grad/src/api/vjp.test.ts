import "@hyrax/cpu";
import {
  add,
  convertElementType,
  div,
  exp,
  hostArray,
  mul,
  type Array as NDArray,
  reduceSum,
  scalarArray,
  sin,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { linearize, linearTranspose, vjp } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const i32 = (...values: number[]) => hostArray(Int32Array.from(values), [values.length], "int32");
const sum = (x: NDArray) => reduceSum(x, { axes: [0] });

describe("vjp", () => {
  test("pulls cotangents of a pytree of results back to each argument", () => {
    const [value, pullback] = vjp(
      (a: NDArray, b: NDArray) => ({ product: mul(a, b), sum: sum(a) }),
      f32(1, 2),
      f32(3, 4),
    );
    expect([value.product.tolist(), value.sum.item()]).toEqual([[3, 8], 3]);
    const [ga, gb] = pullback({ product: f32(1, 10), sum: 100 });
    expect([ga.tolist(), gb.tolist()]).toEqual([
      [103, 140],
      [1, 20],
    ]);
  });

  test("the pullback may be applied often, and the function is traced once", () => {
    let calls = 0;
    const [, pullback] = vjp((x: NDArray) => {
      calls++;
      return mul(sin(x), x);
    }, 0.5);
    const [once] = pullback(1);
    expect(pullback(2)[0].item()).toBeCloseTo(2 * (once.item() as number), 6);
    expect(calls).toBe(1);
  });

  test("the cotangent of an integer result is float0, and integer arguments get float0 back", () => {
    const f = (n: NDArray, x: NDArray) => [add(n, 1), mul(x, 2)] as const;
    const [, pullback] = vjp(f, i32(1, 2), 3);
    const float0 = hostArray(new Uint8Array(0), [2], "float0");
    const [gn, gx] = pullback([float0, 1]);
    expect([gn.dtype, gn.shape, gx.item()]).toEqual(["float0", [2], 2]);
  });

  test("a last argument { hasAux: true } is options; any other object is a primal", () => {
    const [, pullback, aux] = vjp((x: NDArray) => [exp(x), x.shape] as const, f32(0, 0), { hasAux: true });
    expect([pullback(f32(1, 1))[0].tolist(), aux]).toEqual([[1, 1], [2]]);
    const [value] = vjp((p: { hasAux: NDArray }) => mul(p.hasAux, 2), { hasAux: 3 });
    expect(value.item()).toBe(6);
  });

  test("refuses cotangents that do not fit the result", () => {
    const [, pullback] = vjp((x: NDArray) => [x, x] as const, f32(1, 2));
    expect(() => pullback(f32(1, 2) as never)).toThrow(
      "the pullback: its cotangent must have the structure of the result, PyTreeDef([*, *]), but it is PyTreeDef(*)",
    );
    expect(() => pullback([f32(1, 2), f32(1)])).toThrow(
      "the pullback: its cotangent at [1] is f32[1], but it belongs to a value f32[2]: shape and dtype must be equal",
    );
  });
});

describe("linearize", () => {
  test("gives the value, and the derivative as a function that may be applied often", () => {
    let calls = 0;
    const [value, push] = linearize(
      (x: NDArray, y: NDArray) => {
        calls++;
        return { product: mul(x, y), constant: 3 };
      },
      2,
      5,
    );
    expect(value.product.item()).toBe(10);
    expect(push(1, 0).product.item()).toBe(5);
    expect(push(2, 3).product.item()).toBe(16);
    expect(push(2, 3).constant.item()).toBe(0);
    expect(calls).toBe(1);
  });

  test("takes hasAux, and refuses tangents that do not fit", () => {
    const [, push, aux] = linearize((x: NDArray) => [mul(x, x), "side"] as const, 3, { hasAux: true });
    expect([push(1).item(), aux]).toEqual([6, "side"]);
    expect(() => push(f32(1))).toThrow(
      "the linearized function: its tangents at [0] is f32[1], but it belongs to a value f32[]",
    );
    expect(() => (push as (...tangents: number[]) => unknown)(1, 2)).toThrow(
      "the linearized function: its tangents must have the structure of the primals",
    );
  });
});

describe("linearTranspose", () => {
  test("transposes a linear function without evaluating it, from the types of its arguments", () => {
    const transposed = linearTranspose((p: readonly [NDArray, NDArray]) => add(mul(2, p[0]), mul(3, p[1])), [
      1, 1,
    ] as const);
    expect(transposed(1)[0].map((x) => x.item())).toEqual([2, 3]);
    const standIn = { aval: f32(0, 0).aval };
    expect(linearTranspose((x: NDArray) => sum(x), standIn as never)(5)[0].tolist()).toEqual([5, 5]);
  });

  test("refuses functions that are not linear, and arguments that are not floating", () => {
    expect(() => linearTranspose(sin, 1)(1)).toThrow(/of sin is not possible: it is not linear in any of its inputs/);
    expect(() => linearTranspose((x: NDArray) => div(x, x), 1)(1)).toThrow(
      /input 1, f32\[\]: it is not linear in any of its inputs/,
    );
    expect(() => linearTranspose((x: NDArray) => mul(x, x), 1)(1)).toThrow(
      /a product of two linear inputs is not linear/,
    );
    expect(() => linearTranspose((x: NDArray) => x, scalarArray(1, "int32"))).toThrow(
      "linearTranspose: argument 0 is i32[], but a linear function takes floating arrays; close over the others",
    );
  });

  test("a conversion between floating dtypes is linear", () => {
    const single = (x: NDArray) => convertElementType(x, { newDtype: "float16", weakType: false });
    expect(linearTranspose(single, f32(1))(hostArray(Uint16Array.of(0x3c00), [1], "float16"))[0].dtype).toBe("float32");
  });
});
