// Numbers of zero or more as Python writes them. Python rounds exactly, ties to even; toFixed and toExponential of
// JavaScript round ties up.

const bits = new DataView(new ArrayBuffer(8));

/** The integer nearest to x · 10ⁿ, ties to even, computed exactly: a double is an integer times a power of two. */
function scaledInteger(x: number, n: number): bigint {
  bits.setFloat64(0, x);
  const pattern = bits.getBigUint64(0);
  const field = Number((pattern >> 52n) & 0x7ffn);
  const mantissa = (pattern & 0xfffffffffffffn) | (field === 0 ? 0n : 1n << 52n);
  const exponent = Math.max(field, 1) - 1075;
  const numerator = mantissa * 2n ** BigInt(Math.max(exponent, 0)) * 10n ** BigInt(Math.max(n, 0));
  const denominator = 2n ** BigInt(Math.max(-exponent, 0)) * 10n ** BigInt(Math.max(-n, 0));
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** The type `f`: so many digits behind the point. */
export function fixedText(x: number, precision: number): string {
  const digits = scaledInteger(x, precision)
    .toString()
    .padStart(precision + 1, "0");
  if (precision === 0) return digits;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** The digits of a number rounded to so many, and the power of ten of the first. */
function significant(x: number, count: number): { readonly digits: string; readonly exponent: number } {
  if (x === 0) return { digits: "0".repeat(count), exponent: 0 };
  const exponent = Number(x.toExponential().split("e")[1]);
  const digits = scaledInteger(x, count - 1 - exponent).toString();
  // Rounding may have carried into one more digit.
  return digits.length > count ? { digits: digits.slice(0, count), exponent: exponent + 1 } : { digits, exponent };
}

/** The type `e`: one digit, so many behind the point, and an exponent of two digits at least. */
export function exponentialText(x: number, precision: number): string {
  const { digits, exponent } = significant(x, precision + 1);
  return withExponent(digits, exponent);
}

function withExponent(digits: string, exponent: number): string {
  const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Digits with the point behind the one of the power of ten zero. */
function withPoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, "0");
  const behind = padded.slice(exponent + 1);
  return behind === "" ? padded : `${padded.slice(0, exponent + 1)}.${behind}`;
}

/**
 * The type `g`: so many significant digits without trailing zeros, with an exponent where the number is very large or
 * small. `keepsPoint` is Python's form without a type, in which a float shows that it is one.
 */
export function generalText(x: number, precision: number, keepsPoint: boolean): string {
  const count = Math.max(precision, 1);
  const { digits, exponent } = significant(x, count);
  const short = digits.replace(/0+$/, "") || "0";
  if (exponent < -4 || exponent >= count - (keepsPoint ? 1 : 0)) return withExponent(short, exponent);
  const text = withPoint(short, exponent);
  return keepsPoint && !text.includes(".") ? `${text}.0` : text;
}

/** The shortest text that reads back as this number: `0.1`, `1.0`, `1e+16`. */
export function reprText(x: number): string {
  const [mantissa = "", power] = x.toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return withExponent(digits, exponent);
  const text = withPoint(digits, exponent);
  return text.includes(".") ? text : `${text}.0`;
}
