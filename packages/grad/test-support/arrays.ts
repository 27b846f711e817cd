import { hostArray, isComplex, lanes, type Array as NDArray, type Shape, sizeOf } from "@hyrax/core";

/** A float64 array of these elements. */
export function array(values: readonly number[], shape: Shape = [values.length]): NDArray {
  return hostArray(Float64Array.from(values), shape, "float64");
}

/** A complex128 array of these real and imaginary parts, which alternate. */
export function complexArray(parts: readonly number[], shape: Shape = [parts.length / 2]): NDArray {
  return hostArray(Float64Array.from(parts), shape, "complex128");
}

/** An array of other elements, of the shape of this one; float64, or complex128 as this one is. */
function withElements(x: NDArray, values: readonly number[]): NDArray {
  return isComplex(x.dtype) ? complexArray(values, x.shape) : array(values, x.shape);
}

/** An array without axes. */
export function scalar(value: number): NDArray {
  return array([value], []);
}

/** An int32 array of these elements. */
export function integers(values: readonly number[], shape: Shape = [values.length]): NDArray {
  return hostArray(Int32Array.from(values), shape, "int32");
}

/**
 * Elements between two numbers, in no order and all different, no two closer than a fraction of the range: derivatives
 * at kinks and ties are not what a finite difference can judge.
 */
export function spread(shape: Shape, from = -1.4, to = 1.6): NDArray {
  const n = sizeOf(shape);
  // Multiples of a number without a common factor visit every place once; the offset keeps them off round numbers.
  const stride = [7, 11, 13, 17].find((k) => n % k !== 0) ?? 19;
  return array(
    Array.from({ length: n }, (_, i) => from + ((to - from) * (((i * stride + 3) % n) + 0.37)) / n),
    shape,
  );
}

/** As `spread`, of complex numbers: real parts lie between the first two numbers, imaginary parts between the others. */
export function complexSpread(shape: Shape, [low, high, down, up] = [-1.4, 1.6, -1.1, 1.3]): NDArray {
  const [re, im] = [elements(spread(shape, low, high)), elements(spread([sizeOf(shape) + 1], down, up))];
  return complexArray(
    re.flatMap((value, i) => [value, im[i] as number]),
    shape,
  );
}

/** The elements of an array, of a floating or complex dtype: of complex numbers both parts, which alternate. */
export function elements(x: NDArray): readonly number[] {
  return Array.from(x.dataSync() as Float64Array);
}

/** Pseudo-random elements in [−1, 1), the same for the same seed. */
export function direction(like: NDArray, seed: number): NDArray {
  let state = seed * 2654435761 + 12345;
  const next = () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return withElements(like, Array.from({ length: like.size * lanes(like.dtype) }, next));
}

/** The array with a function applied to each element, or to each part of complex ones, on the host. */
export function mapped(x: NDArray, f: (value: number, i: number) => number): NDArray {
  return withElements(x, elements(x).map(f));
}
