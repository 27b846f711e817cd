import {
  add,
  and,
  asArray,
  bitcastConvertType,
  type DType,
  dtypeBytes,
  dtypeKind,
  isInteger,
  lt,
  mul,
  type Array as NDArray,
  type Operand,
  selectN,
  shiftRightLogical,
  sub,
} from "@hyrax/core";
import { require } from "./require.js";
import { stretched } from "./stretch.js";

/**
 * The upper half of the product x · y of integers, of operands as `add` takes them: what `mul` loses to overflow.
 * Source: H. Warren, Hacker's Delight, 2nd edition, section 8–2.
 */
export function mulhi(x: Operand, y: Operand): NDArray {
  const [a, b] = stretched(x, y).map(asArray) as [NDArray, NDArray];
  require(isInteger(a.dtype) && a.dtype === b.dtype, () =>
    `mulhi: takes two arrays of one integer dtype, found ${a.aval} and ${b.aval}; convert one with astype`);
  if (dtypeKind(a.dtype) === "u") return unsigned(a, b);
  const as = (z: NDArray, newDtype: DType) => bitcastConvertType(z, { newDtype });
  const high = as(unsigned(as(a, `u${a.dtype}` as DType), as(b, `u${a.dtype}` as DType)), a.dtype);
  // A negative number counts 2ⁿ more as an unsigned one.
  const excess = (z: NDArray, other: NDArray) => selectN([lt(z, 0), mul(other, 0), add(other, mul(z, 0))]);
  return sub(sub(high, excess(a, b)), excess(b, a));
}

/** By the halves of the factors: (aₕ 2ʰ + aₗ)(bₕ 2ʰ + bₗ), with the carries of the middle terms. */
function unsigned(a: NDArray, b: NDArray): NDArray {
  const half = 4 * dtypeBytes(a.dtype);
  const low = (z: NDArray) => and(z, half === 32 ? 0xffffffffn : 2 ** half - 1);
  const high = (z: NDArray) => shiftRightLogical(z, half);
  const [al, ah, bl, bh] = [low(a), high(a), low(b), high(b)];
  const middle = add(mul(ah, bl), high(mul(al, bl)));
  const cross = add(low(middle), mul(al, bh));
  return add(add(mul(ah, bh), high(middle)), high(cross));
}
