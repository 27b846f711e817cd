import {
  add,
  checkJaxpr,
  checkpoint,
  cond,
  convertElementType,
  evalJaxpr,
  hostArray,
  jit,
  lt,
  mul,
  multiple,
  type Array as NDArray,
  printJaxpr,
  scalarArray,
  scan,
  shapedArray,
  sin,
  stage,
  stopGradient,
  whileLoop,
} from "@hyrax/core";
import { debugCallback } from "@hyrax/core/library";
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

test("effects stay, as often as they are written and in their order, also in programs within and if nobody reads them", () => {
  const look = (tag: string, ...xs: NDArray[]) =>
    debugCallback(xs, { callback: seen(tag), resultAvals: [], ordered: false });
  const callbacks = new Map<string, () => []>();
  const seen = (tag: string) => {
    const found = callbacks.get(tag) ?? (() => []);
    callbacks.set(tag, found);
    return found;
  };
  const body = (tag: string, ...avals: (typeof f32)[]) =>
    stage((xs) => {
      look(tag, ...xs);
      return xs;
    }, avals).jaxpr;
  const index = shapedArray([], "int32");
  const never = stage(([v]) => [lt(v as NDArray, 0)], [index]).jaxpr;
  const { jaxpr } = stage(
    ([a]) => {
      look("same", a!);
      look("same", a!);
      jit([a!], { jaxpr: body("called", f32), name: "f" });
      scan([a!], { jaxpr: body("scan", f32), length: 2, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 });
      cond([scalarArray(0, "int32"), a!], { branches: [body("cond", f32)] });
      whileLoop([scalarArray(0, "int32")], {
        condJaxpr: never,
        condNumConsts: 0,
        bodyJaxpr: body("while", index),
        bodyNumConsts: 0,
      });
      checkpoint([a!], { jaxpr: body("checkpoint", f32), policy: null, preventCse: true, differentiated: true });
      scan([a!], {
        jaxpr: stage((xs) => xs, [f32]).jaxpr,
        length: 2,
        numConsts: 0,
        numCarry: 1,
        reverse: false,
        unroll: 1,
      });
      return [a!];
    },
    [f32],
  );
  expect(simplify(jaxpr).eqns.map(({ primitive }) => primitive.name)).toEqual([
    "debug_callback",
    "debug_callback",
    "debug_callback",
    "scan",
    "cond",
    "while",
    "remat2",
  ]);
});
