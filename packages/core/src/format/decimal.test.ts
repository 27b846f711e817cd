import { describe, expect, test } from "vitest";
import { fromFloat16Bits, roundToFloat16 } from "../float16/index.js";
import { type BinaryFormat, toDecimal } from "./decimal.js";
import { float16, float32, float64 } from "./float-text.js";

const unlimited = () => Number.POSITIVE_INFINITY;

/** The shortest text of a decimal, in the form of `Number.prototype.toExponential`. */
function shortest(x: number, format: BinaryFormat): string {
  const { digits, exponent } = toDecimal(x, format, 1, unlimited);
  const point = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${digits[0]}${point}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

/** Doubles > 0 of every magnitude, the same on every run. */
function* someDoubles(count: number): Generator<number> {
  const view = new DataView(new ArrayBuffer(8));
  let state = 1n;
  for (let i = 0; i < count; i++) {
    // Knuth's MMIX generator; its upper bits are the random ones.
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    view.setBigUint64(0, state >> 1n);
    if (Number.isFinite(view.getFloat64(0))) yield view.getFloat64(0);
  }
}

describe("the shortest decimal", () => {
  test("of a double is the one that JavaScript itself prints", () => {
    for (const x of someDoubles(5000)) expect(shortest(x, float64)).toBe(x.toExponential());
  });

  test("of a power of two, whose neighbours are not equally far, or of ten, is the one that JavaScript prints", () => {
    for (let power = -1074; power < 1024; power++) {
      expect(shortest(2 ** power, float64), `2^${power}`).toBe((2 ** power).toExponential());
    }
    for (let power = -323; power < 309; power++) {
      const x = Number(`1e${power}`);
      expect(shortest(x, float64), `1e${power}`).toBe(x.toExponential());
    }
  });

  test("of every float16 reads as it, no shorter one does, and none as short is closer", () => {
    const wrong: number[] = [];
    for (let bits = 1; bits < 0x7c00; bits++) {
      const x = fromFloat16Bits(bits);
      const { digits, exponent } = toDecimal(x, float16, 1, unlimited);
      const reads = (units: number, places: number) =>
        roundToFloat16(Number(`${units}e${exponent - places + 1}`)) === x;
      const places = digits.length;
      if (!reads(Number(digits), places)) wrong.push(x);
      const shorter = Math.floor(Number(digits) / 10);
      if (places > 1 && (reads(shorter, places - 1) || reads(shorter + 1, places - 1))) wrong.push(x);
      const distance = (units: number) => Math.abs(Number(`${units}e${exponent - places + 1}`) - x);
      for (const other of [Number(digits) - 1, Number(digits) + 1]) {
        if (reads(other, places) && distance(other) < distance(Number(digits))) wrong.push(x);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("is found in the precision of the format, not that of a double", () => {
    expect(shortest(Math.fround(0.1), float32)).toBe("1e-1");
    expect(shortest(Math.fround(1 / 3), float32)).toBe("3.3333334e-1");
    expect(shortest(2 ** -149, float32)).toBe("1e-45");
    expect(shortest(65504, float16)).toBe("6.55e+4");
  });
});

describe("digits of the exact value", () => {
  test("follow the shortest ones, as many as are asked for", () => {
    // 0.1 as float32 is 0.100000001490116119384765625.
    expect(toDecimal(Math.fround(0.1), float32, 11, unlimited)).toEqual({ digits: "10000000149", exponent: -1 });
    expect(toDecimal(5e-324, float64, 9, () => 9)).toEqual({ digits: "494065646", exponent: -324 });
  });

  test("are cut at a limit, the last one rounded, ties to even", () => {
    const limit = (digits: number) => () => digits;
    expect(toDecimal(0.001953125, float64, 1, limit(6)).digits).toBe("195312"); // a tie: 1953125 has seven digits
    expect(toDecimal(0.005859375, float64, 1, limit(6)).digits).toBe("585938");
    expect(toDecimal(2.015625, float64, 1, limit(6)).digits).toBe("201562");
  });

  test("carry into a new first digit", () => {
    expect(toDecimal(9.99996, float64, 1, () => 5)).toEqual({ digits: "1", exponent: 1 });
    expect(toDecimal(0.099999999999, float64, 1, (exponent) => exponent + 9)).toEqual({ digits: "1", exponent: -1 });
  });
});
