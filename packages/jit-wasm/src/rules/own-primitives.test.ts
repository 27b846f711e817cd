import { config, hostArray, mul, type Array as NDArray, primitive, type ShapedArray, sub } from "@hyrax/core";
import { cpuRules } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { afterEach, expect, test } from "vitest";
import { elementRules, f32x4 } from "../index.js";

afterEach(() => config.update("cpuEngine", undefined));

const hypotenuse = primitive("hypotenuse", ([x]: readonly [x: ShapedArray, y: ShapedArray]) => x);

test("a primitive that is declared elsewhere is part of a kernel, by a rule from outside", () => {
  elementRules.define(hypotenuse, ([x]) => {
    if (x !== "float32") return `hypotenuse of ${x} has no code`;
    return (_, [a, b]) => a!.map((v, i) => f32x4.sqrt(f32x4.add(f32x4.mul(v, v), f32x4.mul(b![i]!, b![i]!))));
  });
  config.update("cpuEngine", "wasm");
  const x = hostArray(Float32Array.of(3, 5, 8, 0, 20), [5], "float32");
  const y = hostArray(Float32Array.of(4, 12, 15, 2, 21), [5], "float32");
  const program = jit((a: NDArray, b: NDArray) => mul(sub(hypotenuse(a, b), 1), 2));
  expect(program.lower(x, y).kernels.map(({ kind }) => kind)).toEqual(["elementwise"]);
  expect([...(program(x, y).dataSync() as Float32Array)]).toEqual([8, 24, 32, 2, 56]);
});

test("a rule that has no code for a dtype says why", () => {
  cpuRules.define(hypotenuse, () => ([a, b]) => [
    Int32Array.from(a as Int32Array, (v, i) => Math.hypot(Number(v), Number(b[i]))),
  ]);
  config.update("cpuEngine", "wasm");
  const x = hostArray(Int32Array.of(3, 4), [2], "int32");
  const [kernel] = jit((a: NDArray) => mul(hypotenuse(a, a), 2)).lower(x).kernels;
  expect(kernel?.fallback).toBe("hypotenuse of int32 has no code");
});

test("a primitive without a rule is left to the reference engine, and the report says how to give it one", () => {
  const halved = primitive("halved_twice", ([x]: readonly [x: ShapedArray]) => x);
  cpuRules.define(halved, () => ([a]) => [Float32Array.from(a as Float32Array, (v) => v / 4)]);
  config.update("cpuEngine", "wasm");
  const x = hostArray(Float32Array.of(4, 8), [2], "float32");
  const program = jit((a: NDArray) => mul(halved(a), 2));
  expect(program.lower(x).fallbacks.map(({ fallback }) => fallback)).toEqual([
    "there is no code for halved_twice; add some with elementRules.define or wasmRules.define",
  ]);
  expect([...(program(x).dataSync() as Float32Array)]).toEqual([2, 4]);
});
