import {
  add,
  cos,
  customJvpCall,
  defaultDevice,
  type Jaxpr,
  jaxprFunction,
  jit as jitPrimitive,
  mul,
  type Array as NDArray,
  reduceSum,
  scalarArray,
  shapedArray,
  sin,
  stage,
  type TypedArray,
} from "@hyrax/core";
import { pureCallback } from "@hyrax/jit";
import { describe, expect, test } from "vitest";
import { MemoryPool } from "../memory/pool.js";
import { WasmEngine } from "./wasm-engine.js";

const engine = new WasmEngine(new MemoryPool(), { smallest: 0 });
const options = { device: defaultDevice() };
const vector = shapedArray([8], "float32");

const staged = (f: (x: NDArray) => NDArray, aval = vector): Jaxpr => stage(([x]) => [f(x!)], [aval]).jaxpr;
const compiled = (f: (x: NDArray) => NDArray, aval = vector) => engine.compile(staged(f, aval), options);
const literal = (value: number) => scalarArray(value, "float32");

describe("a compiled program", () => {
  test("is that of every function which comes to the same operations", () => {
    const first = compiled((x) => mul(sin(x), literal(2)));
    expect(compiled((y) => mul(sin(y), literal(2)))).toBe(first);
    const inner = staged((x) => mul(sin(x), literal(2)));
    const called = (name: string) => compiled((x) => sin(jitPrimitive([x], { jaxpr: inner, name })[0]!));
    expect(called("f")).toBe(called("g"));
  });

  test("is another one for other operations, literals, shapes, params and connections", () => {
    const programs = [
      compiled((x) => mul(sin(x), literal(2))),
      compiled((x) => mul(cos(x), literal(2))),
      compiled((x) => mul(sin(x), literal(3))),
      compiled((x) => mul(sin(x), literal(0))),
      compiled((x) => mul(sin(x), literal(-0))),
      compiled((x) => mul(sin(x), literal(2)), shapedArray([9], "float32")),
      compiled((x) => mul(sin(x), x)),
      compiled((x) => mul(x, sin(x))),
      compiled((x) => reduceSum(sin(x), { axes: [0] })),
      compiled((x) => reduceSum(sin(x), { axes: [1] }), shapedArray([8, 8], "float32")),
      compiled((x) => reduceSum(sin(x), { axes: [0] }), shapedArray([8, 8], "float32")),
      engine.compile(
        staged((x) => mul(sin(x), literal(2))),
        { ...options, donated: [true] },
      ),
    ];
    expect(new Set(programs).size).toBe(programs.length);
  });

  test("goes by what a function with rules computes, not by its rules", () => {
    const custom = (body: (x: NDArray) => NDArray) =>
      compiled((x) => {
        const call = jaxprFunction(staged(body));
        const jvp = () => [[], []] as const;
        return sin(customJvpCall([x], { name: "f", call, numConsts: 0, jvp, symbolicZeros: false })[0]!);
      });
    const first = custom((x) => mul(x, literal(2)));
    expect(custom((x) => mul(x, literal(2)))).toBe(first);
    expect(custom((x) => mul(x, literal(3)))).not.toBe(first);
  });

  test("that calls functions of the host is not kept", () => {
    const double = (x: NDArray) => (x.dataSync() as Float32Array).map((value) => value * 2) as TypedArray;
    const calling = () => compiled((x) => sin(pureCallback(double, x, x) as NDArray));
    expect(calling()).not.toBe(calling());
  });

  test("is forgotten when it has not been asked for in a long time", () => {
    const first = compiled((x) => add(sin(x), literal(0.5)));
    for (let i = 1; i <= 255; i++) compiled((x) => add(sin(x), literal(i)));
    expect(compiled((x) => add(sin(x), literal(0.5)))).toBe(first);
    for (let i = 256; i <= 512; i++) compiled((x) => add(sin(x), literal(i)));
    expect(compiled((x) => add(sin(x), literal(0.5)))).not.toBe(first);
  });
});
