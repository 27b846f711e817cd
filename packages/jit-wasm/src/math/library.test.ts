import { expect, test } from "vitest";
import { instantiate } from "../../test-support/instantiate.js";
import { f32x4, ModuleBuilder, SharedFunctions } from "../assembler/index.js";
import { MathLibrary } from "./index.js";

function functionsOf(module: ModuleBuilder): string[] {
  return [...module.text().matchAll(/\(func \$(\S+)/g)].map((match) => match[1]!);
}

test("a module has a called function once, whoever calls it", () => {
  const module = new ModuleBuilder();
  const math = new MathLibrary(new SharedFunctions(module), { relaxedSimd: false });
  for (const name of ["first", "second"]) {
    module.function(name, { x: "v128" }, "v128", (_, { x }) => math.callF32("tanh", math.callF32("exp", x)));
  }
  expect(functionsOf(module)).toEqual(["first", "f32x4.exp", "f32x4.tanh", "second"]);
});

test("an inlined function needs no other, but for angles beyond its short reduction", () => {
  const module = new ModuleBuilder();
  const math = new MathLibrary(new SharedFunctions(module), { relaxedSimd: false });
  module.function("main", { x: "v128" }, "v128", (f, { x }) => math.inlineF32(f, "log", math.inlineF32(f, "erf", x)));
  expect(functionsOf(module)).toEqual(["main"]);
  module.function("angle", { x: "v128" }, "v128", (f, { x }) => math.inlineF32(f, "sin", x));
  expect(functionsOf(module)).toContain("f32x4.sinOfAny");
});

test("a scalar is the first lane of a vector", () => {
  const module = new ModuleBuilder();
  const math = new MathLibrary(new SharedFunctions(module));
  const sin = module.function("sin", { x: "f32" }, "f32", (f, { x }) =>
    f32x4.extractLane(math.inlineF32(f, "sin", f32x4.splat(x)), 0),
  );
  module.export("sin", sin);
  const { sin: run } = instantiate(module);
  for (const x of [0.5, -3, 1e30]) expect(run!(x)).toBeCloseTo(Math.sin(Math.fround(x)), 6);
});

test("relaxed instructions are written where they are asked for, and nowhere else", () => {
  const textOf = (relaxedSimd: boolean) => {
    const module = new ModuleBuilder();
    const math = new MathLibrary(new SharedFunctions(module), { relaxedSimd });
    module.function("main", { x: "v128", y: "v128" }, "v128", (f, { x, y }) => math.inlineF32(f, "pow", x, y));
    return module.text();
  };
  expect(textOf(true)).toContain("f64x2.relaxed_madd");
  expect(textOf(false)).not.toContain("relaxed");
});
