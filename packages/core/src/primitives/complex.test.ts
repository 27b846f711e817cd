import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { complex, conj, imag, real } from "../index.js";

test("parts of single precision make complex64, of double precision complex128", () => {
  expect(results(complex, ["f32[3]", "f32[3]"])).toEqual(["c64[3]"]);
  expect(results(complex, ["f64[2]", "f64[]"])).toEqual(["c128[2]"]);
  expect(results(complex, ["~f32[]", "~f32[]"])).toEqual(["~c64[]"]);
});

test("parts of another dtype, or of two, are refused", () => {
  refuses("complex: takes float32 or float64 parts, found f16[2]; convert with astype", () =>
    results(complex, ["f16[2]", "f16[2]"]),
  );
  refuses("complex: takes float32 or float64 parts, found i32[]; convert with astype", () =>
    results(complex, ["i32[]", "f32[]"]),
  );
  refuses("complex: the dtypes differ: f32[] and f64[]; convert one with astype, or use numpy, which promotes", () =>
    results(complex, ["f32[]", "f64[]"]),
  );
  refuses("complex: the shapes differ: f32[2] and f32[3]; broadcast one, or use numpy, which broadcasts", () =>
    results(complex, ["f32[2]", "f32[3]"]),
  );
});

test("complex numbers have real parts, of half their size", () => {
  expect(results(real, ["c64[3]"])).toEqual(["f32[3]"]);
  expect(results(imag, ["c128[3]"])).toEqual(["f64[3]"]);
  expect(results(real, ["~c64[]"])).toEqual(["~f32[]"]);
  refuses("imag: takes complex dtypes, found f32[3]; convert with astype", () => results(imag, ["f32[3]"]));
});

test("a conjugate is complex, also that of a real number", () => {
  expect(results(conj, ["c64[2]"], { inputDtype: "complex64" })).toEqual(["c64[2]"]);
  expect(results(conj, ["f64[2]"], { inputDtype: "float64" })).toEqual(["c128[2]"]);
  refuses("conj: takes float32 or float64 parts, found bf16[2]; convert with astype", () =>
    results(conj, ["bf16[2]"], { inputDtype: "bfloat16" }),
  );
});
