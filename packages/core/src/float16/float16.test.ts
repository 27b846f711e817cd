import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  fromBfloat16Bits,
  fromFloat16Bits,
  roundToBfloat16,
  roundToFloat16,
  toBfloat16Bits,
  toFloat16Bits,
} from "./index.js";

// Rounded by NumPy and in rational arithmetic: see fixtures.py beside it. Parsed JSON is untyped, hence the cast.
const fixtures = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as readonly (readonly [
  number | string,
  number,
  number,
])[];

/** The doubles next to a finite x > 0. */
function neighbours(x: number): [below: number, above: number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  const at = (pattern: bigint) => {
    view.setBigInt64(0, pattern);
    return view.getFloat64(0);
  };
  return [at(bits - 1n), at(bits + 1n)];
}

const formats = [
  {
    name: "float16",
    fractionBits: 10,
    bias: 15,
    to: toFloat16Bits,
    from: fromFloat16Bits,
    round: roundToFloat16,
    nan: 0x7e00,
    column: 1,
  },
  {
    name: "bfloat16",
    fractionBits: 7,
    bias: 127,
    to: toBfloat16Bits,
    from: fromBfloat16Bits,
    round: roundToBfloat16,
    nan: 0x7fc0,
    column: 2,
  },
] as const;

describe.each(formats)("$name", ({ fractionBits, bias, to, from, round, nan, column }) => {
  const infinity = 0x8000 - 2 ** fractionBits;

  /** The value of a pattern without sign, by the definition of IEEE 754; of infinity, the number it takes the place of. */
  function defined(bits: number): number {
    const exponent = bits >>> fractionBits;
    const fraction = (bits % 2 ** fractionBits) / 2 ** fractionBits;
    return exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
  }

  test("every pattern stands for the number that the format defines, and comes back", () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x10000; bits++) {
      const magnitude = bits & 0x7fff;
      const size =
        magnitude === infinity ? Number.POSITIVE_INFINITY : magnitude > infinity ? Number.NaN : defined(magnitude);
      const value = bits >= 0x8000 ? -size : size;
      const back = Number.isNaN(size) ? nan : bits;
      if (!Object.is(from(bits), value) || to(value) !== back || !Object.is(round(value), value)) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  test("between any two neighbours the middle is the boundary, to the last bit of a double, and goes to the even one", () => {
    const wrong: number[] = [];
    for (let low = 0; low < infinity; low++) {
      const high = low + 1;
      const middle = (defined(low) + defined(high)) / 2;
      const [below, above] = neighbours(middle);
      const even = low % 2 === 0 ? low : high;
      if (to(below) !== low || to(middle) !== even || to(above) !== high) wrong.push(low);
      if (to(-below) !== low + 0x8000 || to(-middle) !== even + 0x8000 || to(-above) !== high + 0x8000)
        wrong.push(-low);
    }
    expect(wrong).toEqual([]);
  });

  test("doubles round as NumPy and exact arithmetic round them", () => {
    for (const row of fixtures) {
      const x = typeof row[0] === "string" ? Number(row[0].replace("inf", "Infinity")) : row[0];
      expect(to(x), `bits of ${row[0]}`).toBe(row[column]);
      expect(round(x), `${row[0]} rounded`).toBe(from(row[column]));
    }
  });
});
