import { expect, test } from "vitest";
import wabt from "wabt";
import { f32, f32x4, i32, ModuleBuilder, v128 } from "./index.js";

function sumOfSquares(): ModuleBuilder {
  const module = new ModuleBuilder();
  module.importMemory("host", "memory", { initial: 1, maximum: 4, shared: true });
  const report = module.importFunction("host", "report", { value: "f32" }, "none");
  const main = module.function("sum of squares", { x: "i32", n: "i32" }, "f32", (f, { x, n }) => {
    const total = f.local("v128", "total");
    f.for({ from: i32.const(0), to: n, step: 4 }, (i) => {
      const v = f.let(v128.load(i32.add(x, i32.shl(i, i32.const(2))), { offset: 16, align: 4 }));
      f.set(total, f32x4.add(total, f32x4.mul(v, v)));
    });
    const lanes = [0, 1, 2, 3].map((lane) => f32x4.extractLane(total, lane));
    const result = f.let(lanes.reduce((sum, lane) => f32.add(sum, lane)));
    f.if(f32.lt(result, f32.const(-0)), () => f.call(report, { value: result }));
    return result;
  });
  module.data(16, new TextEncoder().encode('a "b"\n'));
  module.export("sum", main);
  return module;
}

test("a module prints as WebAssembly text", () => {
  expect(sumOfSquares().text()).toMatchInlineSnapshot(`
    "(module
      (import "host" "report" (func $report (param $value.0 f32)))
      (import "host" "memory" (memory 1 4 shared))
      (export "sum" (func $sum_of_squares))
      (func $sum_of_squares
        (param $x.0 i32)
        (param $n.1 i32)
        (result f32)
        (local $total.2 v128)
        (local $i.3 i32)
        (local $v.4 v128)
        (local $v.5 f32)
        (local.set $i.3 (i32.const 0))
        (if $if.0
          (i32.lt_s (local.get $i.3) (local.get $n.1))
          (then
            (loop $loop.1
              (local.set $v.4
                (v128.load offset=16 align=4 (i32.add (local.get $x.0) (i32.shl (local.get $i.3) (i32.const 2)))))
              (local.set $total.2 (f32x4.add (local.get $total.2) (f32x4.mul (local.get $v.4) (local.get $v.4))))
              (br_if $loop.1
                (i32.lt_s (local.tee $i.3 (i32.add (local.get $i.3) (i32.const 4))) (local.get $n.1))))))
        (local.set $v.5
          (f32.add
            (f32.add
              (f32.add (f32x4.extract_lane 0 (local.get $total.2)) (f32x4.extract_lane 1 (local.get $total.2)))
              (f32x4.extract_lane 2 (local.get $total.2)))
            (f32x4.extract_lane 3 (local.get $total.2))))
        (if $if.2
          (f32.lt (local.get $v.5) (f32.const -0))
          (then
            (call $report (local.get $v.5))))
        (local.get $v.5))
      (data (i32.const 16) "a \\22b\\22\\0a"))
    "
  `);
});

test("the text assembles to the same bytes elsewhere", async () => {
  const { parseWat } = await wabt();
  const module = sumOfSquares();
  const { buffer } = parseWat("sum.wat", module.text(), { simd: true, threads: true }).toBinary({});
  expect(Buffer.from(module.bytes({ names: false })).equals(buffer)).toBe(true);
});
