import {
  add,
  allocate,
  clamp,
  type DType,
  div,
  encodeScalar,
  floor,
  hostArray,
  le,
  mul,
  type Array as NDArray,
  scalarArray,
  sub,
} from "@hyrax/core";
import { convertTo, where } from "./arithmetic.js";
import { take } from "./take.js";

/** log k! less Stirling's formula for it, of k from 0 to 9. */
const tails = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.00925546218271273, 0.00833056343336287,
];

function table(dtype: DType): NDArray {
  const data = allocate(dtype, tails.length);
  tails.forEach((tail, i) => encodeScalar(data, i, tail, dtype));
  return hostArray(data, [tails.length], dtype);
}

/**
 * What Stirling's formula leaves of log k!: from the table up to 9, by its series beyond. As JAX has it, the series is
 * that of 9 everywhere; samples would differ from its samples otherwise. The tail is below 0.0083 there.
 */
export function stirlingTail(k: NDArray): NDArray {
  const small = clamp(scalarArray(0, k.dtype), k, scalarArray(9, k.dtype));
  const next = add(small, 1);
  const square = mul(next, next);
  const inner = sub(1 / 360, div(1 / 1260, square));
  const series = div(sub(1 / 12, div(inner, square)), next);
  return where(le(k, 9), take(table(k.dtype), convertTo(floor(small), "int32"), 0), series);
}
