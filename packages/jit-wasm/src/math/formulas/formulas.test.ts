import { describe, expect, test } from "vitest";
import { instantiate } from "../../../test-support/instantiate.js";
import { call, f64, f64x2, ModuleBuilder, SharedFunctions } from "../../assembler/index.js";
import { MathLibrary } from "../index.js";
import { compileFormula, type Names } from "./compile-formula.js";
import { FORMULAS } from "./formulas.js";

const names: Names = {
  constant: (name) => (name === "HALF" ? 0.5 : undefined),
  isTable: () => false,
  function: (name) => (name === "abs" ? (_, [x]) => f64.abs(x!) : undefined),
};

/** A formula of x and y as a function. */
function compiled(body: string): (x: number, y?: number) => number {
  const module = new ModuleBuilder();
  const main = module.function("main", { x: "f64", y: "f64" }, "f64", (f, { x, y }) => {
    compileFormula(f, body, { x, y }, names);
    return f64.const(Number.NaN);
  });
  module.export("main", main);
  const { main: run } = instantiate(module);
  return (x, y = 0) => Number(run!(x, y));
}

describe("a formula", () => {
  test("binds products before sums, sums before comparisons, and those before their conjunctions", () => {
    expect(compiled("return 1 + 2 * x - 6 / 3 - -x;")(5)).toBe(14);
    expect(compiled("return x + 1 > 2 && x < 3 || y == 7 ? 1 : 0;")(2)).toBe(1);
    expect(compiled("return x + 1 > 2 && x < 3 || y == 7 ? 1 : 0;")(4, 7)).toBe(1);
    expect(compiled("return !(x < 3) ? 2 ** -3 * HALF : 1e3;")(Number.NaN)).toBe(2 ** -4);
  });

  test("has loops that end at their condition or at a break", () => {
    const factorial = compiled("let p = 1; for (let k = 2; k <= x; k += 1) p *= k; return p;");
    expect([0, 1, 5, 10].map((n) => factorial(n))).toEqual([1, 1, 120, 3628800]);
    const steps = compiled("let n = 0; while (x > 1) { x /= 2; n += 1; if (n == y) break; } return n;");
    expect([steps(1024, 100), steps(1024, 3), steps(0)]).toEqual([10, 3, 0]);
  });

  test("has branches of which one runs, with variables of their own", () => {
    const f = compiled(
      "if (x < 0) { let t = 3; return t * x; } else if (x > 10) return 0; let t = 5; return abs(t - x);",
    );
    expect([f(-2), f(11), f(7), f(5)]).toEqual([-6, 0, 2, 0]);
  });

  test.each([
    ["return z;", "the name z, which nothing declares"],
    ["z = 1;", "assigns to z, which it does not declare"],
    ["return erf(x);", "calls erf, which nothing defines"],
    ["return (x;", "has ; where ) must stand"],
    ["return x $ 2;", "unknown sign:  $ 2"],
  ])("that is wrong says where: %s", (body, message) => {
    expect(() => compiled(body)).toThrow(message);
  });
});

const all = FORMULAS.map((text) => /(\w+)\(/.exec(text)![1]!);

test.each(all)("%s compiles, with all that it calls, and once in a module", (name) => {
  const module = new ModuleBuilder();
  const math = new MathLibrary(new SharedFunctions(module), { relaxedSimd: false });
  const target = math.formula(name);
  expect(math.formula(name)).toBe(target);
  const args = Object.fromEntries(Object.keys(target.parameters).map((parameter) => [parameter, f64.const(0.3)]));
  module.function("main", {}, "f64", () => {
    const result = call(target, args);
    return result.type === "f64" ? (result as ReturnType<typeof f64.const>) : f64x2.extractLane(result as never, 0);
  });
  expect(WebAssembly.validate(module.bytes())).toBe(true);
});
