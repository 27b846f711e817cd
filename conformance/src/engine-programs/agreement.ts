import {
  type DType,
  decode,
  isComplex,
  isInexact,
  lanes,
  realDtype,
  type ShapedArray,
  type TypedArray,
} from "@hyrax/core";

/** How many elements of a result were compared, and of how many anything would have been right. */
export interface Count {
  compared: number;
  undecided: number;
}

type Numbers = ArrayLike<number | bigint>;

const numbersOf = (data: TypedArray, dtype: DType): Numbers =>
  dtype === "key<fry>" ? data : decode(data, realDtype(dtype));

/** How many times what rounding errors were seen to do a result may be off: errors are random, and few of them were tried. */
const allowance = 4;
/** Of errors that have grown a lot, few samples say little about how far others grow. */
const grown = { part: 1e-5, allowance: 100 };
/** Errors of this part of the greatest element have grown without bounds: how far they might have grown is not known. */
const chaos = 1e-3;

/**
 * The first element that is not as it should be. Where the samples, computed with random rounding errors, are all as the expected
 * result, it must be the same to the bit, but for NaN; else within the errors that they have. Of integers, of NaN and of
 * infinities that come and go with rounding errors, any will do.
 */
export function disagreement(
  { dtype }: ShapedArray,
  found: TypedArray,
  expected: TypedArray,
  samples: readonly TypedArray[],
  count: Count,
): string | undefined {
  const [got, want, others] = [
    numbersOf(found, dtype),
    numbersOf(expected, dtype),
    samples.map((sample) => numbersOf(sample, dtype)),
  ];
  if (got.length !== want.length) return `${got.length} elements for ${want.length}`;
  const width = isComplex(dtype) ? lanes(dtype) : 1;
  count.compared += want.length;
  const greatest = isInexact(dtype) ? greatestOf(want) : 0;
  for (let i = 0; i < want.length; i++) {
    const [w, g] = [want[i]!, got[i]!];
    const spread = isInexact(dtype) ? spreadOf(want, others, i, width) : exactSpread(w, others, i);
    if (spread === undefined) count.undecided++;
    else if (spread > chaos * greatest) count.undecided++;
    // The signs of zeros that complex products are made of depend on how they are written.
    if (Object.is(g, w) || (width === 2 && g === w)) continue;
    if (spread === undefined || spread > chaos * greatest) continue;
    const times = spread > grown.part * greatest ? grown.allowance : allowance;
    if (spread > 0 && Math.abs(Number(g) - Number(w)) <= times * spread) continue;
    return `element ${i} is ${g}, not ${w} (± ${spread})`;
  }
  return undefined;
}

function greatestOf(want: Numbers): number {
  let greatest = 0;
  for (let i = 0; i < want.length; i++) {
    const size = Math.abs(Number(want[i]));
    if (size > greatest && size < Number.POSITIVE_INFINITY) greatest = size;
  }
  return greatest;
}

/** The greatest error of the samples; undefined where some are not finite and some are. */
function spreadOf(want: Numbers, others: readonly Numbers[], i: number, width: number): number | undefined {
  let spread = 0;
  for (const sample of others) {
    const [w, x] = [Number(want[i]), Number(sample[i])];
    if (!Object.is(x, w)) {
      if (w === 0 && x === 0) return undefined;
      const off = Math.abs(x - w);
      if (!(off < Number.POSITIVE_INFINITY)) return undefined;
      spread = Math.max(spread, off);
    }
    // The parts of a complex number share their errors.
    if (width === 2) {
      const off = Math.abs(Number(sample[i ^ 1]) - Number(want[i ^ 1]));
      if (Number.isFinite(off)) spread = Math.max(spread, off);
      else if (!Object.is(Number(sample[i ^ 1]), Number(want[i ^ 1]))) return undefined;
    }
  }
  return spread;
}

function exactSpread(want: number | bigint, others: readonly Numbers[], i: number): number | undefined {
  return others.every((sample) => sample[i] === want) ? 0 : undefined;
}
