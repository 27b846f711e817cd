import { roundToFloat16 } from "../float16/index.js";
import { type BinaryFormat, toDecimal } from "./decimal.js";

/** A floating-point dtype, with what NumPy's printing asks of it. */
export interface FloatFormat extends BinaryFormat {
  /** The nearest number of the format: NumPy compares magnitudes in the array's own precision. */
  readonly round: (x: number) => number;
  /** Scalars and arrays with an element this large print in scientific notation. */
  readonly large: number;
}

export const float64: FloatFormat = { precision: 53, leastExponent: -1074, round: (x) => x, large: 1e16 };
export const float32: FloatFormat = { precision: 24, leastExponent: -149, round: Math.fround, large: 1e6 };
export const float16: FloatFormat = { precision: 11, leastExponent: -24, round: roundToFloat16, large: 1e3 };

/** Arrays of any dtype print in scientific notation from here on. */
const LARGE_IN_ARRAY = 1e8;

/** NumPy's print option `precision`: the most digits after the point in an array. */
const MAX_FRACTION = 8;

/** A finite number as it is written: `-` `12` . `5` `e+30`. The suffix is empty in positional notation. */
interface Spelling {
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: string;
}

/** Spells a finite number with at least `least` digits, and at most `fraction` of them after the point. */
function spell(x: number, format: BinaryFormat, scientific: boolean, least: number, fraction: number): Spelling {
  const { digits, exponent } = toDecimal(Math.abs(x), format, least, (e) => (scientific ? 0 : e) + 1 + fraction);
  const lead = scientific ? 0 : exponent; // the power of ten of the first digit, as far as the point is concerned
  const padded = "0".repeat(Math.max(0, -lead)) + digits;
  const point = Math.max(0, lead) + 1;
  return {
    whole: (x < 0 || Object.is(x, -0) ? "-" : "") + padded.slice(0, point).padEnd(point, "0"),
    fraction: padded.slice(point),
    suffix: scientific ? `e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}` : "",
  };
}

function nonFinite(x: number): string {
  return Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
}

/** The length of the longest text. */
export function longest(texts: readonly string[]): number {
  return texts.reduce((length, text) => Math.max(length, text.length), 0);
}

/**
 * How NumPy writes the floats of one array: all positional or all scientific, points aligned, all of one width.
 *
 * @param values the elements that will be shown
 * @param plus write the sign of positive numbers too, as imaginary parts have it
 */
export function floatColumn(values: readonly number[], format: FloatFormat, plus = false): (x: number) => string {
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const smallest = finite.reduce((least, x) => Math.min(least, Math.abs(x) || least), Number.POSITIVE_INFINITY);
  const scientific =
    largest >= Math.min(format.large, LARGE_IN_ARRAY) ||
    smallest < format.round(1e-4) ||
    format.round(largest / smallest) > 1000;

  const signed = (text: string) => (plus && !text.startsWith("-") ? `+${text}` : text);
  const shortest = finite.map((x) => spell(x, format, scientific, 0, MAX_FRACTION));
  const fractionWidth = longest(shortest.map((s) => s.fraction));
  const suffixWidth = longest(shortest.map((s) => s.suffix));
  const width = Math.max(
    longest(shortest.map((s) => signed(s.whole))) + 1 + fractionWidth + suffixWidth,
    longest(values.filter((x) => !Number.isFinite(x)).map((x) => signed(nonFinite(x)))),
  );

  return (x) => {
    if (!Number.isFinite(x)) return signed(nonFinite(x)).padStart(width);
    // In scientific notation every element shows as many exact digits as the longest of them needs.
    const { whole, fraction, suffix } = scientific
      ? spell(x, format, true, fractionWidth + 1, fractionWidth)
      : spell(x, format, false, 0, MAX_FRACTION);
    const power = suffix && suffix.slice(0, 2) + suffix.slice(2).padStart(suffixWidth - 2, "0");
    return `${signed(whole)}.${fraction.padEnd(fractionWidth, scientific ? "0" : " ")}${power}`.padStart(width);
  };
}

/** How NumPy writes one float by itself, with all the digits that identify it: `9.0`, `1e-05`; a `.0` only if asked for. */
export function floatScalar(x: number, format: FloatFormat, pointZero: boolean): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const size = Math.abs(x);
  const scientific = size !== 0 && (size < 1e-4 || size >= format.large);
  const { whole, fraction, suffix } = spell(x, format, scientific, 0, Number.POSITIVE_INFINITY);
  return whole + (fraction ? `.${fraction}` : pointZero && !scientific ? ".0" : "") + suffix;
}

/** C's `%g`, six significant digits: how ml_dtypes, and so JAX, writes a bfloat16. */
export function generalText(x: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const { exponent } = toDecimal(Math.abs(x), float64, 6, () => 6);
  const scientific = exponent < -4 || exponent >= 6;
  const { whole, fraction, suffix } = spell(x, float64, scientific, 6, scientific ? 5 : 5 - exponent);
  return whole + (fraction && `.${fraction}`) + suffix;
}
