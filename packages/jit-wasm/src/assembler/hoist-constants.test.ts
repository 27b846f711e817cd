import { expect, test } from "vitest";
import { f32, f32x4, i32, ModuleBuilder, v128 } from "./index.js";

/** Adds constants to the vectors between two addresses. */
function adder(constants: readonly number[]): ModuleBuilder {
  const module = new ModuleBuilder();
  module.memory({ initial: 1 });
  const run = module.function("run", { from: "i32", to: "i32" }, "none", (f, { from, to }) => {
    f.for({ from, to, step: 16 }, (at) => {
      const sum = constants.reduce((x, c) => f32x4.add(x, f32x4.splat(f32.const(c))), v128.load(at));
      f.do(v128.store(at, sum));
    });
    f.do(v128.store(i32.const(0), f32x4.splat(f32.const(7))));
  });
  module.export("run", run);
  module.export("memory", "memory");
  return module;
}

test("a constant of a loop is computed once, at the start of the function, and one outside stays where it is", () => {
  const text = adder([1, 2, 1]).text();
  const loop = text.indexOf("(loop");
  expect(text.match(/f32x4\.splat/g)).toHaveLength(3);
  expect(text.lastIndexOf("(f32x4.splat (f32.const 2))")).toBeLessThan(loop);
  expect(text.indexOf("(f32x4.splat (f32.const 7))")).toBeGreaterThan(loop);
});

test("what the loop computes stays the same, with zeros of both signs", async () => {
  const { instance } = await WebAssembly.instantiate(adder([0.5, 0]).bytes());
  const { run, memory } = instance.exports as { run: (from: number, to: number) => void; memory: WebAssembly.Memory };
  const data = new Float32Array(memory.buffer);
  data.set([1, 2, 3, 4], 4);
  run(16, 32);
  expect(Array.from(data.subarray(4, 8))).toEqual([1.5, 2.5, 3.5, 4.5]);
  const signs = await WebAssembly.instantiate(adder([-0, 0]).bytes());
  const other = signs.instance.exports as typeof instance.exports & { run: typeof run; memory: WebAssembly.Memory };
  const zeros = new Float32Array(other.memory.buffer);
  zeros.fill(-0);
  other.run(16, 32);
  // −0 + −0 + 0 is 0: with one constant for both it would be −0, or 0 where −0 alone is added.
  expect(Object.is(zeros[4], 0)).toBe(true);
  const negative = await WebAssembly.instantiate(adder([-0, -0]).bytes());
  const last = negative.instance.exports as typeof other;
  new Float32Array(last.memory.buffer).fill(-0);
  last.run(16, 32);
  expect(Object.is(new Float32Array(last.memory.buffer)[4], -0)).toBe(true);
});
