import "@hyrax/cpu";
import { add, hostArray, mul, type Array as NDArray, scalarArray, sin } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { closureConvert, customVjp, grad, stopGradient } from "../index.js";

describe("closureConvert", () => {
  test("makes what is differentiated and closed over an argument", () => {
    const f = (w: NDArray) => {
      const [converted, consts] = closureConvert((x: NDArray) => mul(sin(w), x), 3);
      expect(consts).toHaveLength(1);
      return converted(3, ...consts);
    };
    expect(grad(f)(0.5).item()).toBeCloseTo(3 * Math.cos(0.5), 6);
  });

  test("lets a custom rule differentiate by values that it does not know", () => {
    // The gradient by what the function closes over is doubled on its way back.
    const apply = customVjp((f: (...args: NDArray[]) => NDArray, x: NDArray, consts: NDArray[]) => f(x, ...consts), {
      nondiffArgnums: [0],
    });
    apply.defvjp(
      (f, x, consts) => [f(x, ...consts), consts],
      (_, consts, ct) => [null, consts.map(() => mul(ct, 2))],
    );
    const f = (w: NDArray) => {
      const [converted, consts] = closureConvert((x: NDArray) => add(x, w), 1);
      return apply(converted as (...args: NDArray[]) => NDArray, 1, consts);
    };
    expect(grad(f)(5).item()).toBe(2);
  });

  test("leaves known arrays and integers closed over", () => {
    const known = hostArray(Float32Array.of(1, 2), [2], "float32");
    const [converted, consts] = closureConvert((x: NDArray) => mul(known, x), known);
    expect(consts).toEqual([]);
    expect(converted(known).tolist()).toEqual([1, 4]);
    expect(() => converted(known, known)).toThrow(
      "closureConvert: the converted function takes 1 arguments and then 0 constants, as converted(...args, ...consts); found 2 in all",
    );
  });
});

describe("stopGradient", () => {
  test("makes the arrays of a pytree constants, and leaves the rest as it is", () => {
    const n = scalarArray(3, "int32");
    const f = (x: NDArray) => {
      const stopped = stopGradient({ x, n, label: "side", none: null });
      expect(stopped.n).toBe(n);
      expect([stopped.label, stopped.none]).toEqual(["side", null]);
      return mul(stopped.x, x);
    };
    expect(grad(f)(3).item()).toBe(3);
  });
});
