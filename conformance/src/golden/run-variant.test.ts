import { beforeEach, expect, test, vi } from "vitest";
import type { Case, Variant } from "./golden-file.js";
import { runCheck } from "./run-check.js";
import { wrong } from "./toy-library.js";

vi.mock("./hyrax-names.js", async () => ({ names: (await import("./toy-library.js")).toyLibrary }));

const array = (data: readonly number[], shape: readonly number[] = [data.length]) => ({
  array: { dtype: "float32", shape, data },
});
const golden: Case = {
  id: "numpy.square/f32[2]",
  fn: "numpy.square",
  tier: 1,
  args: [array([1, 2])],
  opts: { scale: 3 },
  out: array([3, 12]),
  jvp: { tangents: [array([10, 100])], out: array([60, 1200]) },
  vjp: { ct: array([-1, 1]), out: [array([-6, 12])] },
  vmap: { args: [array([1, 2, 3, 4, 5, 6], [3, 2])], inAxes: [0], out: array([3, 12, 27, 48, 75, 108], [3, 2]) },
};
const variants: readonly Variant[] = ["value", "jit", "jvp", "vjp", "vmap"];

beforeEach(() => {
  delete wrong.variant;
});

test.each(variants)("under %s, the right answer passes and a wrong one fails", async (variant) => {
  expect((await runCheck(golden, variant)).outcome).toEqual({ status: "passed" });
  wrong.variant = variant;
  expect((await runCheck(golden, variant)).outcome).toMatchObject({
    status: "failed",
    detail: expect.stringMatching(/\[0\]: expected -?\d+, got -?\d+/),
  });
});

test("a function that does not exist is missing, whatever the variant", async () => {
  for (const variant of variants) {
    const { outcome } = await runCheck({ ...golden, fn: "numpy.noSuchFunction" }, variant);
    expect(outcome).toEqual({ status: "missing", path: "numpy.noSuchFunction" });
  }
});

test("an error that a case throws is its outcome", async () => {
  const { outcome } = await runCheck({ ...golden, opts: null }, "value");
  expect(outcome).toMatchObject({ status: "failed", detail: expect.stringMatching(/^threw TypeError/) });
});
