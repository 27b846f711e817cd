import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { erf, igamma, lgamma, regularizedIncompleteBeta, zeta } from "../library.js";

test("special functions keep shape, dtype and weakness; scalars go with every shape", () => {
  expect(results(erf, ["bf16[2,3]"])).toEqual(["bf16[2,3]"]);
  expect(results(lgamma, ["~f32[]"])).toEqual(["~f32[]"]);
  expect(results(igamma, ["f32[]", "f32[4]"])).toEqual(["f32[4]"]);
  expect(results(regularizedIncompleteBeta, ["f32[4]", "~f32[]", "f32[4]"])).toEqual(["f32[4]"]);
});

test("they take real floating dtypes, the same for all inputs", () => {
  refuses("erf: takes floating dtypes, found i32[2]; convert with astype", () => results(erf, ["i32[2]"]));
  refuses("lgamma: takes floating dtypes, found c64[2]; convert with astype", () => results(lgamma, ["c64[2]"]));
  refuses("zeta: the dtypes differ: f32[] and f64[]; convert one with astype, or use numpy, which promotes", () =>
    results(zeta, ["f32[]", "f64[]"]),
  );
  refuses(
    "regularized_incomplete_beta: the shapes differ: f32[4] and f32[3]; broadcast one, or use numpy, which broadcasts",
    () => results(regularizedIncompleteBeta, ["f32[4]", "f32[]", "f32[3]"]),
  );
});
