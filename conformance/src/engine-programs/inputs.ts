import {
  allocate,
  type DType,
  dtypeKind,
  encodeScalar,
  lanes,
  realDtype,
  type ShapedArray,
  type TypedArray,
} from "@hyrax/core";
import { type Random, randomFrom } from "../../../packages/vmap/test-support/draw.js";

/** What the elements of an array are: `exact` ones are small integers, `odd` ones NaN, infinities and extremes among others. */
export type FillKind = "ordinary" | "exact" | "positive" | "odd" | "indices" | "dominant" | "far";

export interface Fill {
  readonly kind: FillKind;
  readonly seed: number;
}

/** What inputs are filled with, unless an operation needs something else. */
export const fillKinds: readonly FillKind[] = ["ordinary", "ordinary", "ordinary", "exact", "exact", "positive", "odd"];

const oddFloats = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  0,
  1,
  -1,
  3e38,
  -3e38,
  1e-45,
  65504,
];
const oddIntegers = [
  0,
  1,
  -1,
  127,
  -128,
  255,
  32767,
  -32768,
  65535,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32 - 1,
  2 ** 53,
  -(2 ** 53),
];

function element(kind: FillKind, dtype: DType, random: Random): number {
  const unit = random();
  if (dtypeKind(dtype) === "b") return unit < 0.5 ? 0 : 1;
  const floating = "fc".includes(dtypeKind(dtype));
  switch (kind) {
    case "exact":
      return Math.floor(unit * 9) - 4;
    case "positive":
      return floating ? 0.1 + 2.4 * unit : Math.floor(unit * 100);
    case "far":
      return 8 + 4 * unit;
    case "indices":
      return Math.floor(unit * 12) - 3;
    case "odd": {
      if (random() < 0.7) return element("ordinary", dtype, random);
      const list = floating ? oddFloats : oddIntegers;
      return list[Math.floor(unit * list.length)] as number;
    }
    default:
      return floating ? 6 * unit - 3 : Math.floor(unit * 2000) - 1000;
  }
}

/** The elements of an input. */
export function fillArray({ shape, dtype, size }: ShapedArray, { kind, seed }: Fill): TypedArray {
  const data = allocate(dtype, size);
  const random = randomFrom(seed);
  if (dtype === "key<fry>") return (data as Uint32Array).map(() => random() * 2 ** 32);
  const real = realDtype(dtype);
  for (let i = 0; i < size * lanes(dtype); i++)
    encodeScalar(data, i, wrapped(element(kind, dtype, random), dtype), real);
  if (kind === "dominant") strengthenDiagonals(data, shape, dtype);
  return data;
}

/** Bare numbers wrap in typed arrays, but not in those of 64 bits. */
const wrapped = (value: number, dtype: DType): number | bigint => (dtype.endsWith("int64") ? BigInt(value) : value);

/** Makes matrices such that systems with them are solved, and factors found, without much loss of precision. */
function strengthenDiagonals(data: TypedArray, shape: readonly number[], dtype: DType): void {
  const [m, n] = shape.slice(-2) as [number, number];
  const width = lanes(dtype);
  for (let start = 0; start < data.length; start += m * n * width) {
    for (let i = 0; i < Math.min(m, n); i++)
      encodeScalar(data, start + i * (n + 1) * width, 4 * n + 4 + (i % 3), realDtype(dtype));
  }
}
