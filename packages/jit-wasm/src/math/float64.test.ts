import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileF64, ulpsOfFloat64 } from "../../test-support/accuracy.js";
import { allowRelaxedSimd } from "../../test-support/relaxed-simd.js";
import { erf, erfc, erfInv, logistic, roundAway } from "../../test-support/special.js";
import type { F64Function } from "./index.js";

allowRelaxedSimd();

const VARIANTS = [
  { relaxedSimd: false, inline: true },
  { relaxedSimd: true, inline: true },
  { relaxedSimd: false, inline: false },
];

const url = new URL("../../test-support/fixtures/elementary-float64.json", import.meta.url);
/** Arguments and the float64 nearest to the result, from 60 digits. */
const fixture: { readonly [name: string]: readonly (readonly number[])[] } = JSON.parse(readFileSync(url, "utf8"));

/** How many floats may lie between the nearest one and what is found. */
const BOUNDS: { readonly [name: string]: number } = { acosh: 2, asin: 2, erfc: 2, erfInv: 4, sinh: 2, tanh: 3 };

describe.each(VARIANTS)("float64, relaxed SIMD: $relaxedSimd, inlined: $inline", (variant) => {
  test.for(Object.entries(fixture))("%s is next to the nearest float", ([name, rows], { annotate }) => {
    const compiled = compileF64(name as F64Function, variant); // The fixture's names are those of the functions.
    const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
    const binary = rows[0]!.length === 3;
    const found = binary ? compiled(column(0), column(1)) : compiled(column(0));
    const errors = rows.map((row, i) => ulpsOfFloat64(found[i]!, row.at(-1)!));
    const worst = errors.indexOf(Math.max(...errors));
    const text = `${errors[worst]} floats: ${found[worst]} instead of ${rows[worst]!.at(-1)} for ${rows[worst]!.slice(0, -1)}`;
    void annotate(text);
    expect(errors[worst], text).toBeLessThanOrEqual(BOUNDS[name] ?? 1);
  });
});

/** The exact functions. */
const EXACT: { readonly [N in F64Function]?: (x: number) => number } = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  cos: Math.cos,
  cosh: Math.cosh,
  erf,
  erfc,
  erfInv,
  exp: Math.exp,
  exp2: (x) => 2 ** x,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  logistic,
  roundAway,
  rsqrt: (x) => 1 / Math.sqrt(x),
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** Where results overflow, underflow, vanish or are undefined. */
const SPECIAL = [
  ...[0, 5e-324, 2.2250738585072014e-308, 1e-30, 0.5, 1, 1.5, 2, 2.5, 709.78, 709.79, 710.47, 710.48, 745.13, 745.14],
  ...[1022, 1023, 1024, 1074, 1075, 1e5, 2 ** 20, 2 ** 52, 2 ** 53, 1e22, 1e154, 1e300, Number.MAX_VALUE],
  Number.POSITIVE_INFINITY,
].flatMap((x) => [x, -x]);

describe("special cases", () => {
  test.each(Object.entries(EXACT))("%s has them as Math has", (name, exact) => {
    const x = Float64Array.from([...SPECIAL, Number.NaN]);
    const found = compileF64(name as F64Function)(x); // Object.entries forgets that its keys are functions.
    const wrong = [...found].flatMap((value, i) => {
      const expected = exact(x[i]!);
      return ulpsOfFloat64(value, expected) <= 3 ? [] : [`${name}(${x[i]}) = ${value}, exactly ${expected}`];
    });
    expect(wrong).toEqual([]);
  });

  test("pow has those of IEEE 754, for which Math differs at ±1", () => {
    const values = [...SPECIAL, 3, -3, 2 ** 53 - 1, 1 - 2 ** -53, -1 - 2 ** -52, Number.NaN];
    const compiled = compileF64("pow");
    for (const x of values) {
      const found = compiled(new Float64Array(values.length).fill(x), Float64Array.from(values));
      const wrong = [...found].flatMap((value, i) => {
        const y = values[i]!;
        const one = x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY);
        const expected = one ? 1 : x ** y;
        return ulpsOfFloat64(value, expected) <= 1 ? [] : [`${x} ** ${y} = ${value}, exactly ${expected}`];
      });
      expect(wrong).toEqual([]);
    }
  });

  test("atan2 has those of Math", () => {
    const values = [...SPECIAL, Number.NaN];
    const compiled = compileF64("atan2");
    for (const y of values) {
      const found = compiled(new Float64Array(values.length).fill(y), Float64Array.from(values));
      const wrong = [...found].filter((value, i) => ulpsOfFloat64(value, Math.atan2(y, values[i]!)) > 1);
      expect(wrong).toEqual([]);
    }
  });
});
