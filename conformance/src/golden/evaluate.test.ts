import { expect, test } from "vitest";
import { evaluate } from "./evaluate.js";
import { Missing } from "./outcome.js";

test("an expression sees its variables", () => {
  expect(evaluate("x + y.length", { x: 1, y: [2, 3] })).toBe(3);
  expect(evaluate("((np) => np.anything)(x)", { x: { anything: 7 }, np: undefined })).toBe(7);
});

test.each([
  ["np.noSuchFunction(x)", "numpy.noSuchFunction"],
  ["lax.noSuchFunction", "lax.noSuchFunction"],
  ["(x) => np.noSuchModule.f(x)", "numpy.noSuchModule.f"],
])("a name that Hyrax lacks is found before anything runs: %s", (source, path) => {
  expect(() => evaluate(source, { x: 1 })).toThrow(new Missing(path));
});

test("a property of a variable is not a name of Hyrax", () => {
  expect(evaluate("x.np.sum + x.jit(1)", { x: { np: { sum: 1 }, jit: (n: number) => n } })).toBe(2);
});
