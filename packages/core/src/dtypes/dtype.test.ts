import { afterEach, describe, expect, test } from "vitest";
import {
  allocate,
  canonicalDtype,
  config,
  type DType,
  dtypeBytes,
  dtypeKind,
  dtypes,
  isDtype,
  isFloating,
  isInexact,
  isInteger,
  lanes,
  shapedArray,
  typedArrayClass,
} from "../index.js";

afterEach(() => config.update("enableX64", false));

describe("a dtype", () => {
  test("is stored in a typed array of so many bytes for each element", () => {
    for (const dtype of dtypes) {
      const data = allocate(dtype, 3);
      expect(data).toBeInstanceOf(typedArrayClass(dtype));
      expect([dtype, data.byteLength]).toEqual([dtype, 3 * dtypeBytes(dtype)]);
      expect(data).toHaveLength(3 * lanes(dtype));
    }
  });

  test("has the size in bits that its name says", () => {
    for (const dtype of dtypes.filter((name) => /\d+$/.test(name) && name !== "float0")) {
      expect([dtype, dtypeBytes(dtype) * 8]).toEqual([dtype, Number(/\d+$/.exec(dtype)?.[0])]);
    }
    expect([dtypeBytes("bool"), dtypeBytes("key<fry>"), dtypeBytes("float0")]).toEqual([1, 8, 0]);
  });

  test("prints in jaxprs by JAX's short name", () => {
    // What str(jax.core.ShapedArray((), dtype)) gives in JAX 0.10.2.
    const short = "bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 c64 c128 key<fry> float0".split(" ");
    expect(dtypes.map((dtype) => String(shapedArray([], dtype)).replace("[]", ""))).toEqual(short);
  });

  test("belongs to one kind", () => {
    const of = (kind: string) => dtypes.filter((dtype) => dtypeKind(dtype) === kind);
    expect(of("i")).toEqual(["int8", "int16", "int32", "int64"]);
    expect(of("f")).toEqual(["float16", "bfloat16", "float32", "float64"]);
    expect(dtypes.filter(isInteger)).toEqual([...of("i"), ...of("u")]);
    expect(dtypes.filter(isFloating)).toEqual(of("f"));
    expect(dtypes.filter(isInexact)).toEqual([...of("f"), ...of("c")]);
  });

  test("is told from other texts, those of an object's own methods too", () => {
    expect(isDtype("float32")).toBe(true);
    for (const value of ["float33", "toString", "", 32, null, undefined, ["float32"]])
      expect(isDtype(value)).toBe(false);
  });
});

describe("while 64-bit types are off", () => {
  test("those of 64 bits narrow to half, and complex ones of 128 bits too", () => {
    const narrowed = dtypes.filter((dtype) => canonicalDtype(dtype) !== dtype);
    expect(narrowed.map((dtype) => [dtype, canonicalDtype(dtype)])).toEqual([
      ["int64", "int32"],
      ["uint64", "uint32"],
      ["float64", "float32"],
      ["complex128", "complex64"],
    ]);
    config.update("enableX64", true);
    expect(dtypes.filter((dtype) => canonicalDtype(dtype) !== dtype)).toEqual([]);
  });

  test("a name that is none is refused, with those that are", () => {
    expect(() => canonicalDtype("float8" as DType)).toThrow(
      /^"float8" is not a dtype; dtypes are bool, int8, .*float0$/,
    );
  });
});
