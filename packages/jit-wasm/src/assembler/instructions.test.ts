import { expect, test } from "vitest";
import wabt from "wabt";
import { allowRelaxedSimd } from "../../test-support/relaxed-simd.js";
import {
  type Expr,
  f32,
  f32x4,
  f64,
  f64x2,
  i8x16,
  i16x8,
  i32,
  i32x4,
  i64,
  i64x2,
  ModuleBuilder,
  memory,
  v128,
} from "./index.js";

allowRelaxedSimd();

type Maker = (...args: readonly unknown[]) => Expr;
const ARGUMENTS: readonly unknown[] = [
  i32.const(-123456789),
  i64.const(-(2n ** 63n)),
  f32.const(Number.NEGATIVE_INFINITY),
  f64.const(-0),
  f32x4.const(1, -0, Number.NaN, 0.1),
  0,
  ...[2, 4, 8, 16].map((count) => Array.from({ length: count }, (_, i) => 2 * count - 1 - i)),
];

function* argumentLists(length: number): Generator<readonly unknown[]> {
  if (length === 0) return yield [];
  for (const rest of argumentLists(length - 1)) for (const first of ARGUMENTS) yield [first, ...rest];
}

/** An expression of the operation, with the first arguments that its own checks accept. */
function sample(make: Maker): Expr {
  for (const args of argumentLists(make.length)) {
    try {
      return make(...args);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
  }
  throw new Error(`no arguments fit ${make}`);
}

function everyOperation(name: string, operations: object): [string, Maker][] {
  return Object.entries(operations).flatMap(([key, value]) => {
    if (key === "const") return [];
    return typeof value === "function" ? [[`${name}.${key}`, value]] : everyOperation(`${name}.${key}`, value);
  });
}

const namespaces = { i32, i64, f32, f64, v128, i8x16, i16x8, i32x4, i64x2, f32x4, f64x2, memory };

test("every instruction has the bytes and the text that another assembler gives it", async () => {
  const module = new ModuleBuilder();
  module.memory({ initial: 1, maximum: 1, shared: true });
  const operations = everyOperation("", namespaces);
  for (const [name, make] of operations) {
    const expression = sample(make);
    module.function(name, {}, expression.type, (f) => {
      if (expression.type === "none") f.do(expression as Expr<"none">);
      else return expression as Expr<"i32">; // `define` compares the types that this hides.
      return undefined;
    });
  }
  expect(operations.length).toBe(445);
  const bytes = module.bytes({ names: false });
  expect(WebAssembly.validate(bytes)).toBe(true);
  const { parseWat } = await wabt();
  const features = { simd: true, threads: true, relaxed_simd: true, sat_float_to_int: true, bulk_memory: true };
  const { buffer } = parseWat("instructions.wat", module.text(), features).toBinary({ canonicalize_lebs: true });
  expect(Buffer.from(bytes).equals(buffer)).toBe(true);
});

test("an operand of the wrong type is named where it is made", () => {
  const untyped: Maker = f32x4.mul as Maker;
  expect(() => untyped(i32.const(1), i32.const(1))).toThrow(
    new TypeError("f32x4.mul: an operand is of type i32; it must be v128"),
  );
  const store: Maker = i32.store8 as Maker;
  expect(() => store(i32.const(0), f32.const(1))).toThrow("i32.store8: an operand is of type f32; it must be i32");
});

test("a lane that a vector does not have is refused", () => {
  const zero = f32x4.const(0, 0, 0, 0);
  expect(() => f32x4.extractLane(zero, 4)).toThrow("f32x4.extract_lane: lane 4 is not one of the 4 lanes");
  expect(() => v128.load64Lane(i32.const(0), zero, 2)).toThrow("lane 2 is not one of the 2 lanes");
  expect(() => i32x4.shuffle(zero, zero, [0, 1, 2])).toThrow("shuffle: 3 lanes were chosen");
  expect(() => i16x8.const(1, 2)).toThrow("i16x8.const: 2 values were given; a vector of this shape has 8");
});
