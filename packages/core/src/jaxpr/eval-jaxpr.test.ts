import { describe, expect, test } from "vitest";
import { HostDevice } from "../../test-support/recording-device.js";
import {
  add,
  Complex,
  evalJaxpr,
  hostArray,
  Jaxpr,
  Literal,
  literalArray,
  mul,
  type Array as NDArray,
  printJaxpr,
  registerDevices,
  shapedArray,
  sin,
  split,
  stage,
} from "../index.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");
const x = hostArray(Float32Array.of(1, 2, 3), [3], "float32");
const areX = (found: readonly NDArray[]) => found.map((y) => y === x);

describe("applying a jaxpr", () => {
  test("binds its equations in their order, under the interpreter that is current", () => {
    const host = new HostDevice(0);
    registerDevices("cpu", () => [host]);
    const { jaxpr } = stage(([a]) => [sin(mul(a as NDArray, 2))], [f32(3)]);
    evalJaxpr(jaxpr, [], [x]);
    expect(host.engine.runs).toEqual(["mul", "sin"]);
  });

  test("gives the same program when it is traced again, literals, params and lists of results included", () => {
    const { jaxpr } = stage(
      ([a]) => {
        const [left, right] = split([mul(a as NDArray, 2.5)], { axis: 0, sizes: [1, 2] });
        return [right as NDArray, left as NDArray, a as NDArray];
      },
      [f32(3)],
    );
    expect(printJaxpr(stage((inputs) => evalJaxpr(jaxpr, [], inputs), [f32(3)]).jaxpr)).toBe(printJaxpr(jaxpr));
  });

  test("takes the constants that it was staged with beside the inputs", () => {
    const { jaxpr, consts } = stage(([a]) => [add(a as NDArray, x)], [f32(3)]);
    expect(areX(consts)).toEqual([true]);
    const again = stage((inputs) => evalJaxpr(jaxpr, consts, inputs), [f32(3)]);
    expect(areX(again.consts)).toEqual([true]);
    expect(printJaxpr(again.jaxpr)).toBe("{ lambda a:f32[3]; b:f32[3]. let c:f32[3] = add b a in (c,) }");
  });

  test("hands inputs through as they are, and makes literals arrays", () => {
    const { jaxpr } = stage(([a]) => [a as NDArray, a as NDArray], [f32(3)]);
    expect(areX(evalJaxpr(jaxpr, [], [x]))).toEqual([true, true]);
    const constant = new Jaxpr([], [], [], [new Literal(2, f32())]);
    expect(evalJaxpr(constant, [], []).map((y) => y.item())).toEqual([2]);
  });

  test("refuses another number of constants or inputs", () => {
    const { jaxpr, consts } = stage(([a]) => [add(a as NDArray, x)], [f32(3)]);
    expect(() => evalJaxpr(jaxpr, consts, [])).toThrow(
      new TypeError("evalJaxpr: takes 1 constants or inputs, found 0"),
    );
    expect(() => evalJaxpr(jaxpr, [x, x], [x])).toThrow("takes 1 constants or inputs, found 2");
  });
});

test("a literal is an array of its own type, weak or not", () => {
  const literals = [
    new Literal(1.5, shapedArray([], "bfloat16", true)),
    new Literal(true, shapedArray([], "bool")),
    new Literal(new Complex(1, -2), shapedArray([], "complex64")),
  ];
  for (const literal of literals) {
    expect(literalArray(literal).aval).toBe(literal.aval);
    expect(literalArray(literal).item()).toEqual(literal.value);
  }
});
