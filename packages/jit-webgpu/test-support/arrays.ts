import {
  allocate,
  type DType,
  encodeScalar,
  hostArray,
  type Array as NDArray,
  type Scalar,
  type Shape,
  sizeOf,
} from "@hyrax/core";

/** An array on the host from bare values in row-major order. */
export function array(values: readonly Scalar[], shape: Shape = [values.length], dtype: DType = "float32"): NDArray {
  const data = allocate(dtype, sizeOf(shape));
  values.forEach((value, i) => encodeScalar(data, i, value, dtype));
  return hostArray(data, shape, dtype);
}

/** Numbers that look random and are the same in each run: 32 bits of a multiplicative hash of their place. */
function noise(count: number, seed = 1): readonly number[] {
  let state = seed >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // The low bits of such a generator repeat early; they are mixed with the high ones.
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  });
}

/** An array of numbers from a range; integers and bools where the dtype asks for it. */
export function random(shape: Shape, dtype: DType = "float32", low = -2, high = 2, seed = 1): NDArray {
  const values = noise(sizeOf(shape), seed).map((x) => low + x * (high - low));
  const whole = dtype !== "float32" && dtype !== "float16";
  return array(
    dtype === "bool" ? values.map((x) => x > 0) : values.map((x) => (whole ? Math.floor(x) : x)),
    shape,
    dtype,
  );
}
