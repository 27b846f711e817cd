/** A binary floating-point format. */
export interface BinaryFormat {
  /** Bits of the significand, the hidden one included. */
  readonly precision: number;
  /** The smallest positive number of the format is 2 to this power. */
  readonly leastExponent: number;
}

/** The number d.ddd… × 10^exponent. No trailing zeros, except for the digit of zero itself. */
export interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

const double = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** `x` = significand × 2^exponent, where one unit of the significand is the format's step at `x`. */
function decompose(x: number, { precision, leastExponent }: BinaryFormat): { significand: bigint; exponent: number } {
  double.setFloat64(0, x);
  const power = (double.getUint16(0) >>> 4) - 1023; // floor(log2(x)), or less for a subnormal double
  const exponent = Math.max(power - precision + 1, leastExponent);
  return { significand: BigInt(x / 2 ** exponent), exponent };
}

/**
 * The shortest decimal that only `x` is nearest to among the numbers of its format, and of those the closest to `x`; but
 * at least `least` digits of its exact value, and at most `most(exponent)`, the last one rounded, ties to even.
 *
 * Free-format digit generation of Steele and White, "How to print floating-point numbers accurately" (PLDI 1990), in
 * exact integers, with the bounds that NumPy's printing puts on it.
 *
 * @param x a finite number ≥ 0 of that format
 */
export function toDecimal(x: number, format: BinaryFormat, least: number, most: (exponent: number) => number): Decimal {
  if (x === 0) return { digits: "0", exponent: 0 };
  const { significand, exponent: step } = decompose(x, format);
  const even = significand % 2n === 0n;

  // x = rest / unit. A decimal rounds to x if it lies within `below` and `above` of it (in the same unit), half a step
  // each, but a quarter below a power of two, where the steps become half as long. The 4 keeps these integers.
  let rest = significand * 4n;
  let unit = 4n;
  let above = 2n;
  let below = significand === 1n << BigInt(format.precision - 1) && step > format.leastExponent ? 1n : 2n;
  const scale = (by: bigint) => {
    rest *= by;
    above *= by;
    below *= by;
  };
  if (step > 0) scale(1n << BigInt(step));
  else unit <<= BigInt(-step);

  // Powers of ten until 1 ≤ rest / unit < 10. The logarithm may be off by one next to a power of ten.
  let exponent = Math.floor(Math.log10(x));
  if (exponent > 0) unit *= 10n ** BigInt(exponent);
  else scale(10n ** BigInt(-exponent));
  if (rest < unit) {
    exponent -= 1;
    scale(10n);
  } else if (rest >= unit * 10n) {
    exponent += 1;
    unit *= 10n;
  }

  const end = most(exponent);
  let digits = 0n;
  for (let count = 1; ; count++) {
    digits = digits * 10n + rest / unit;
    rest %= unit;
    // Of two numbers equally near, the even one is read, so its boundaries belong to it.
    const downReads = even ? rest <= below : rest < below;
    const upReads = even ? rest + above >= unit : rest + above > unit;
    if (count >= end || ((downReads || upReads) && count >= least)) {
      const half = rest * 2n - unit;
      const up = downReads === upReads ? half > 0n || (half === 0n && digits % 2n === 1n) : upReads;
      const text = String(up ? digits + 1n : digits);
      return { digits: text.replace(/0+$/, ""), exponent: exponent + text.length - count };
    }
    scale(10n);
  }
}
