import {
  allocate,
  type DType,
  dtypeKind,
  encodeElement,
  hostArray,
  type Array as NDArray,
  realDtype,
  type Shape,
  sizeOf,
} from "@hyrax/core";

const oddFloats = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e-7, -1e-7, 65504];
const oddIntegers = [-1, 0, 127, 128, 255, 32767, 65535, 2 ** 31 - 1, -(2 ** 31), 2 ** 31];

/** Numbers in no order, of which a share is odd: NaN, infinities, zeros of both signs; the least and the greatest integers. */
export function oddNumbers(dtype: DType, shape: Shape, seed = 1, { odd = 0.3, distinct = 1000 } = {}): NDArray {
  const data = allocate(dtype, sizeOf(shape));
  const isFloat = "fc".includes(dtypeKind(dtype));
  const odds = isFloat ? oddFloats : oddIntegers;
  let state = seed * 2654435761 + 12345;
  const random = () => {
    // A linear congruential generator of 31 bits.
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fff_ffff;
    return (state >>> 8) / 2 ** 23;
  };
  for (let i = 0; i < data.length; i++) {
    const plain = Math.floor((random() - 0.5) * distinct);
    const number = random() < odd ? odds[Math.floor(random() * odds.length)]! : isFloat ? plain / 7 : plain;
    const element = dtype === "bool" ? Math.abs(plain) % 2 : number;
    // Which of number and bigint the storage takes follows from the dtype; narrow integers wrap.
    (data as Record<number, number | bigint>)[i] = isFloat
      ? encodeElement(element, realDtype(dtype))
      : dtype.endsWith("64")
        ? BigInt(element) * 4_294_967_311n
        : element;
  }
  return hostArray(data, shape, dtype);
}
