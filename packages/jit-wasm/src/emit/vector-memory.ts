import { dtypeBytes, isComplex } from "@hyrax/core";
import { type Expr, type FunctionBuilder, f32x4, i8x16, i16x8, i32, i32x4, i64x2, v128 } from "../assembler/index.js";
import { floatToHalf, halfToFloat, isHalf } from "./half-precision.js";
import { type LaneDType, partVectors, type Value, type Vector } from "./vector-types.js";

type Address = Expr<"i32">;

/** Bytes of one stored element. */
export const bytesOf = (dtype: LaneDType): number => dtypeBytes(dtype);

/** Four elements that follow each other in memory. */
export function loadVector(f: FunctionBuilder, dtype: LaneDType, address: Address, offset = 0): Value {
  const bytes = bytesOf(dtype);
  const load = (i: number) => v128.load(address, { offset: offset + 16 * i, align: Math.min(bytes, 8) });
  switch (bytes) {
    case 1:
      return fromNarrow(f, dtype, v128.load32Zero(address, { offset, align: 1 }));
    case 2:
      return fromNarrow(f, dtype, v128.load64Zero(address, { offset, align: 2 }));
    case 4:
      return [load(0)];
    case 8:
      return isComplex(dtype) ? split(f, [load(0), load(1)]) : [load(0), load(1)];
    default:
      return split(f, [load(0), load(1), load(2), load(3)]);
  }
}

/** One element in every place. */
export function loadSplat(f: FunctionBuilder, dtype: LaneDType, address: Address, offset = 0): Value {
  const bytes = bytesOf(dtype);
  const part = isComplex(dtype) ? bytes / 2 : bytes;
  const splat = (at: number): Value => {
    if (part === 1) return fromNarrow(f, dtype, v128.load8Splat(address, { offset: at }));
    if (part === 2) return fromNarrow(f, dtype, v128.load16Splat(address, { offset: at }));
    if (part === 4) return [v128.load32Splat(address, { offset: at })];
    const vector = f.let(v128.load64Splat(address, { offset: at }));
    return [vector, vector];
  };
  return part === bytes ? splat(offset) : [...splat(offset), ...splat(offset + part)];
}

/** Four elements from anywhere. */
export function loadLanes(f: FunctionBuilder, dtype: LaneDType, addresses: readonly Address[]): Value {
  const bytes = bytesOf(dtype);
  const gather = (count: number, first: number, zero: Load, lane: LoadLane): Vector => {
    const [head, ...rest] = addresses.slice(first, first + count) as [Address, ...Address[]];
    return rest.reduce((vector, address, i) => lane(address, vector, i + 1), zero(head));
  };
  const wide = (first: number) => gather(2, first, v128.load64Zero, v128.load64Lane);
  switch (bytes) {
    case 1:
      return fromNarrow(f, dtype, gather(4, 0, v128.load8Splat, v128.load8Lane));
    case 2:
      return fromNarrow(f, dtype, gather(4, 0, v128.load16Splat, v128.load16Lane));
    case 4:
      return [gather(4, 0, v128.load32Zero, v128.load32Lane)];
    case 8:
      return isComplex(dtype) ? split(f, [wide(0), wide(2)]) : [wide(0), wide(2)];
    default:
      return split(
        f,
        addresses.map((address) => v128.load(address, { align: 8 })),
      );
  }
}

type Load = (address: Address) => Vector;
type LoadLane = (address: Address, vector: Vector, lane: number) => Vector;

/** Elements of one or two bytes, in the low bytes of a vector, as lanes of 32 bits. */
function fromNarrow(f: FunctionBuilder, dtype: LaneDType, packed: Vector): Value {
  switch (dtype) {
    case "bool":
      return [i32x4.ne(i32x4.extendLowI16x8U(i16x8.extendLowI8x16U(packed)), i32x4.splat(i32.const(0)))];
    case "int8":
      return [i32x4.extendLowI16x8S(i16x8.extendLowI8x16S(packed))];
    case "uint8":
      return [i32x4.extendLowI16x8U(i16x8.extendLowI8x16U(packed))];
    case "int16":
      return [i32x4.extendLowI16x8S(packed)];
    default: {
      const halves = i32x4.extendLowI16x8U(packed);
      return [isHalf(dtype) ? halfToFloat(f, dtype, f.let(halves)) : halves];
    }
  }
}

/** Real and imaginary parts that take turns, as vectors of the ones and of the others. */
function split(f: FunctionBuilder, mixed: Value): Value {
  const [a, b, c, d] = mixed.map((vector) => f.let(vector)) as [Vector, Vector, Vector?, Vector?]; // Two vectors or four.
  if (c === undefined || d === undefined) {
    return [f32x4.shuffle(a, b, [0, 2, 4, 6]), f32x4.shuffle(a, b, [1, 3, 5, 7])];
  }
  return [0, 1].flatMap((part) => [i64x2.shuffle(a, b, [part, part + 2]), i64x2.shuffle(c, d, [part, part + 2])]);
}

/** Writes four elements that follow each other. */
export function storeVector(f: FunctionBuilder, dtype: LaneDType, address: Address, value: Value, offset = 0): void {
  const bytes = bytesOf(dtype);
  if (bytes < 4) {
    const packed = toNarrow(f, dtype, value[0]!);
    const access = { offset, align: bytes };
    f.do(bytes === 1 ? v128.store32Lane(address, packed, 0, access) : v128.store64Lane(address, packed, 0, access));
    return;
  }
  const align = Math.min(bytes, 8);
  inOrder(f, dtype, value).forEach((vector, i) => {
    f.do(v128.store(address, vector, { offset: offset + 16 * i, align }));
  });
}

/** Writes the element of one lane. */
export function storeLane(
  f: FunctionBuilder,
  dtype: LaneDType,
  address: Address,
  value: Value,
  lane: number,
  offset = 0,
): void {
  const at = { offset };
  switch (bytesOf(dtype)) {
    case 1:
      return f.do(v128.store8Lane(address, toNarrow(f, dtype, value[0]!), lane, at));
    case 2:
      return f.do(v128.store16Lane(address, toNarrow(f, dtype, value[0]!), lane, at));
    case 4:
      return f.do(v128.store32Lane(address, value[0]!, lane, at));
    case 8:
      return f.do(v128.store64Lane(address, inOrder(f, dtype, value)[lane >> 1]!, lane & 1, at));
    default:
      return f.do(v128.store(address, inOrder(f, dtype, value)[lane]!, { offset, align: 8 }));
  }
}

/** The elements of one or two bytes in the low bytes of a vector; a bool is the byte 0 or 1. */
function toNarrow(f: FunctionBuilder, dtype: LaneDType, value: Vector): Vector {
  const lanes = f.let(
    isHalf(dtype)
      ? floatToHalf(f, dtype, value)
      : dtype === "bool"
        ? v128.and(value, i32x4.splat(i32.const(1)))
        : value,
  );
  const bytes = bytesOf(dtype);
  return i8x16.shuffle(
    lanes,
    lanes,
    Array.from({ length: 16 }, (_, i) => (bytes === 1 ? 4 * (i % 4) : 4 * (Math.floor(i / 2) % 4) + (i % 2))),
  );
}

/** The vectors as they lie in memory, where real and imaginary parts take turns. */
function inOrder(f: FunctionBuilder, dtype: LaneDType, value: Value): Value {
  if (!isComplex(dtype)) return value;
  const parts = value.map((vector) => f.let(vector));
  if (partVectors(dtype) === 1) {
    const [re, im] = parts as [Vector, Vector]; // complex64
    return [f32x4.shuffle(re, im, [0, 4, 1, 5]), f32x4.shuffle(re, im, [2, 6, 3, 7])];
  }
  return [0, 1].flatMap((half) => [
    i64x2.shuffle(parts[half]!, parts[half + 2]!, [0, 2]),
    i64x2.shuffle(parts[half]!, parts[half + 2]!, [1, 3]),
  ]);
}
