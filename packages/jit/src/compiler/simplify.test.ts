import {
  add,
  checkJaxpr,
  convertElementType,
  evalJaxpr,
  hostArray,
  jit,
  mul,
  multiple,
  type Array as NDArray,
  printJaxpr,
  shapedArray,
  sin,
  stage,
  stopGradient,
} from "@hyrax/core";
import "@hyrax/cpu";
import { expect, test } from "vitest";
import { simplify } from "./simplify.js";

const f32 = shapedArray([3], "float32");
const x = hostArray(Float32Array.of(1, 2, 3), [3], "float32");

/** The simplified jaxpr of a function, which must still compute the same. */
function simplified(f: (x: NDArray) => NDArray[]): string {
  const { jaxpr } = stage(([input]) => f(input!), [f32]);
  const result = simplify(jaxpr);
  checkJaxpr(result);
  const values = (list: readonly NDArray[]) => list.map((y) => y.tolist());
  expect(values(evalJaxpr(result, [], [x]))).toEqual(values(f(x)));
  return printJaxpr(result);
}

test("equations that nobody reads disappear, and what only they read with them", () => {
  const text = simplified((a) => {
    sin(mul(a, 3));
    return [add(a, 1)];
  });
  expect(text).toBe("{ lambda ; a:f32[3]. let b:f32[3] = add a 1.0:f32[] in (b,) }");
});

test("equations with an effect stay, also if nobody reads them, and are not shared", () => {
  const note = multiple("note_for_test", (inputs) => inputs, { effect: () => true, evaluate: (inputs) => inputs });
  const text = simplified((a) => {
    note([a]);
    note([a]);
    return [a];
  });
  expect(text.match(/note_for_test/g)).toHaveLength(2);
});

test("equal equations are computed once, different literals and params apart", () => {
  const text = simplified((a) => [add(sin(a), sin(a)), mul(a, 2), mul(a, 2), mul(a, 3)]);
  expect(text.match(/sin/g)).toHaveLength(1);
  expect(text.match(/mul/g)).toHaveLength(2);
});

test("what hands its input through is left out", () => {
  const text = simplified((a) => [stopGradient(convertElementType(a, { newDtype: "float32", weakType: false }))]);
  expect(text).toBe("{ lambda ; a:f32[3]. let  in (a,) }");
});

test("calls within calls are written out, each with variables of its own", () => {
  const inner = stage(([a]) => [sin(a!)], [f32]).jaxpr;
  const call = (a: NDArray) => jit([a], { jaxpr: inner, name: "inner" })[0]!;
  const outer = stage(([a]) => [add(call(a!), call(mul(a!, 2)))], [f32]).jaxpr;
  const text = simplified((a) => [...jit([a], { jaxpr: outer, name: "outer" })]);
  expect(text).not.toContain("jit");
  expect(text.match(/sin/g)).toHaveLength(2);
});
