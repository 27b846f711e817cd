import {
  allocate,
  type DType,
  type ExtendedDType,
  encodeScalar,
  hostArray,
  lanes,
  type Array as NDArray,
  realDtype,
  type Scalar,
  type Shape,
  sizeOf,
} from "@hyrax/core";

/** Numbers that are uniform in [0, 1), the same in every run. */
export type Random = () => number;

/** A reproducible generator. Source: Tommy Ettinger's mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What an input of a sample is drawn from: arrays of this type with such elements. */
export interface Draw {
  readonly shape: Shape;
  readonly dtype: DType;
  /** One element, or one part of a complex one. */
  readonly element: (random: Random) => Scalar;
}

/** Floats between two bounds. */
export const between =
  (low: number, high: number, dtype: DType = "float32") =>
  (...shape: number[]): Draw => ({ shape, dtype, element: (random) => low + (high - low) * random() });

/** Floats around zero, of both signs, away from it. */
export const reals = (...shape: number[]): Draw => ({
  shape,
  dtype: "float32",
  element: (random) => (random() < 0.5 ? -1 : 1) * (0.25 + 1.75 * random()),
});

/** Complex numbers around zero. */
export const complexes = between(-2, 2, "complex64");

export const positive = between(0.25, 3);

/** Integers from `low` up to, and with, `high`. */
export const integers =
  (low: number, high: number, dtype: DType = "int32") =>
  (...shape: number[]): Draw => ({
    shape,
    dtype,
    element: (random) => low + Math.floor((high - low + 1) * random()),
  });

export const bools = (...shape: number[]): Draw => ({ shape, dtype: "bool", element: (random) => random() < 0.5 });

export const words = integers(0, 2 ** 32 - 1, "uint32");

export const keys = (...shape: number[]): Draw => ({
  shape,
  dtype: "key<fry>" satisfies ExtendedDType,
  element: (random) => Math.floor(2 ** 32 * random()),
});

/** As many arrays as there are elements in a batch, and all of them in one array with a mapped axis. */
export interface DrawnBatch {
  readonly elements: readonly NDArray[];
  /** The array with the mapped axis at a place. */
  readonly whole: (axis: number) => NDArray;
}

export function drawBatch({ shape, dtype, element }: Draw, size: number, random: Random): DrawnBatch {
  const length = sizeOf(shape) * lanes(dtype);
  const rows = Array.from({ length: size }, () => {
    const data = allocate(dtype, sizeOf(shape));
    for (let i = 0; i < length; i++) encodeScalar(data, i, element(random), realDtype(dtype));
    return data;
  });
  return {
    elements: rows.map((data) => hostArray(data, shape, dtype)),
    whole: (axis) => {
      const inner = sizeOf(shape.slice(axis)) * lanes(dtype);
      const data = allocate(dtype, sizeOf(shape) * size);
      // set() of typed arrays takes numbers or bigints; rows and data are of the same class.
      rows.forEach((row, b) => {
        for (let from = 0, outer = 0; from < length; from += inner, outer++) {
          data.set(row.subarray(from, from + inner) as never, (outer * size + b) * inner);
        }
      });
      return hostArray(data, [...shape.slice(0, axis), size, ...shape.slice(axis)], dtype);
    },
  };
}
