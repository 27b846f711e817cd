import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { bitcastConvertType, config, convertElementType, copy, reducePrecision } from "../index.js";

test("a conversion has the dtype that is asked for, narrow as long as 64-bit types are off", () => {
  expect(results(convertElementType, ["~f32[2]"], { newDtype: "int8", weakType: false })).toEqual(["i8[2]"]);
  expect(results(convertElementType, ["i32[]"], { newDtype: "float32", weakType: true })).toEqual(["~f32[]"]);
  expect(results(convertElementType, ["f32[]"], { newDtype: "float64", weakType: false })).toEqual(["f32[]"]);
  config.update("enableX64", true);
  expect(results(convertElementType, ["f32[]"], { newDtype: "float64", weakType: false })).toEqual(["f64[]"]);
  config.update("enableX64", false);
});

test("keys and float0 are not converted", () => {
  const all = "bool, signed integer, unsigned integer, floating, complex";
  for (const type of ["key<fry>[2]", "float0[2]"]) {
    refuses(`convert_element_type: takes ${all} dtypes, found ${type}; convert with astype`, () =>
      results(convertElementType, [type], { newDtype: "uint32", weakType: false }),
    );
  }
});

test("bits are read as elements of the same size, as more of a smaller one, or as fewer of a larger one", () => {
  expect(results(bitcastConvertType, ["f32[3]"], { newDtype: "uint32" })).toEqual(["u32[3]"]);
  expect(results(bitcastConvertType, ["f32[3]"], { newDtype: "uint8" })).toEqual(["u8[3,4]"]);
  expect(results(bitcastConvertType, ["u16[3,2]"], { newDtype: "float32" })).toEqual(["f32[3]"]);
  refuses("bitcast_convert_type: the last axis of u8[3,2] must have size 4 for float32", () =>
    results(bitcastConvertType, ["u8[3,2]"], { newDtype: "float32" }),
  );
  refuses("bitcast_convert_type: the last axis of u8[] must have size 4 for int32", () =>
    results(bitcastConvertType, ["u8[]"], { newDtype: "int32" }),
  );
  refuses(
    "bitcast_convert_type: takes signed integer, unsigned integer, floating dtypes, found bool[]; convert with astype",
    () => results(bitcastConvertType, ["bool[]"], { newDtype: "uint8" }),
  );
});

test("precision is reduced to some bits of exponent at least", () => {
  expect(results(reducePrecision, ["f32[2]"], { exponentBits: 5, mantissaBits: 0 })).toEqual(["f32[2]"]);
  refuses("reduce_precision: exponentBits must be 1 or more and mantissaBits 0 or more, found 0 and 10", () =>
    results(reducePrecision, ["f32[2]"], { exponentBits: 0, mantissaBits: 10 }),
  );
  refuses("reduce_precision: exponentBits must be 1 or more and mantissaBits 0 or more, found 5 and -1", () =>
    results(reducePrecision, ["f32[2]"], { exponentBits: 5, mantissaBits: -1 }),
  );
  refuses("reduce_precision: takes floating dtypes, found i32[]; convert with astype", () =>
    results(reducePrecision, ["i32[]"], { exponentBits: 5, mantissaBits: 10 }),
  );
});

test("a copy has the same type", () => {
  expect(results(copy, ["~i32[2]"])).toEqual(["~i32[2]"]);
});
