import "@hyrax/cpu";
import {
  exp,
  hostArray,
  MissingRuleError,
  mul,
  multiple,
  type Array as NDArray,
  primitive,
  reduceSum,
  type ShapedArray,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { grad, jvp, jvpRules, LinearInput, linear, notLinear, scalar, transposeRules } from "../index.js";

type One = readonly [x: ShapedArray];
const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const total = (x: NDArray) => reduceSum(x, { axes: [0] });

// What the author of a library writes, through public exports alone: eˣ, and a shift of elements to the left.
const myExp = primitive("my_exp", ([x]: One) => x, { evaluate: ([x]) => [exp(x as NDArray)] });
const shift = primitive("shift", ([x]: One, _: { readonly by: number }) => x, {
  evaluate: ([x], params) => {
    const values = [...((x as NDArray).dataSync() as Float32Array)];
    const { by } = params as { readonly by: number };
    return [f32(...values.map((_, i) => values[(i + by + values.length) % values.length] as number))];
  },
});

describe("a primitive that was declared outside", () => {
  test("is differentiated by the rules that its author defines", () => {
    jvpRules.define(
      myExp,
      scalar(myExp, (_, y) => y),
    );
    transposeRules.define(myExp, notLinear);
    jvpRules.define(shift, linear(shift));
    transposeRules.define(shift, (ct, _, { by }) => [shift(ct, { by: -by })]);

    const f = (x: NDArray) => total(mul(shift(myExp(x), { by: 1 }), f32(1, 10, 100)));
    const x = f32(0, 1, 2);
    // Σ wᵢ exp(xᵢ₊₁): the weight of x₀ is the last one.
    const expected = [100, Math.exp(1), 10 * Math.exp(2)];
    grad(f)(x).tolist();
    Array.from(grad(f)(x).dataSync() as Float32Array).forEach((value, i) => {
      expect(value / (expected[i] as number)).toBeCloseTo(1, 6);
    });
    expect(jvp((v: NDArray) => shift(v, { by: 1 }), [x], [f32(1, 2, 3)])[1].tolist()).toEqual([2, 3, 1]);
  });

  test("without rules says which are missing, and how to add them", () => {
    const bare = primitive("bare", ([x]: One) => x, { evaluate: (inputs) => inputs });
    expect(() => grad((x: NDArray) => bare(x))(1)).toThrow(MissingRuleError);
    expect(() => grad((x: NDArray) => bare(x))(1)).toThrow(/differentiation \(jvp\).*bare.*define\(bare, …\)/);
    jvpRules.define(bare, linear(bare));
    expect(jvp((x: NDArray) => bare(x), [1], [2])[1].item()).toBe(2);
    expect(() => grad((x: NDArray) => bare(x))(1)).toThrow(/transposition.*bare.*define\(bare, …\)/);
  });

  test("a rule that returns another type than its primitive is named", () => {
    const wrong = multiple("wrong", (inputs) => inputs, { evaluate: (inputs) => inputs });
    jvpRules.define(wrong, (primals) => [primals, primals.map(() => f32(1, 2, 3))]);
    expect(() => jvp((x: NDArray) => wrong([x]), [1], [1])).toThrow(
      "the jvp rule of wrong must return a tangent of the type of the result, f32[], found f32[3]",
    );
    jvpRules.define(wrong, linear(wrong));
    transposeRules.define(wrong, (_, inputs) => inputs.map((x) => (x instanceof LinearInput ? f32(1) : null)));
    expect(() => grad((x: NDArray) => wrong([x])[0] as NDArray)(1)).toThrow(
      "the transpose rule of wrong must return a cotangent of the type of its linear input, f32[], found f32[1]",
    );
  });
});
