import {
  allocate,
  type ConvertElementTypeParams,
  conversion,
  type DType,
  dtypeKind,
  isFloating,
  type ShapedArray,
  type TypedArray,
  typedArrayClass,
  unsupported,
} from "@hyrax/core";
import { bigints, isWide } from "../doubles.js";
import { cpuFamily } from "../kernel.js";
import { doubles1, type Loop1, type UnaryKernel, wide } from "../loops.js";

const toBool: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] === 0 ? 0 : 1;
};

const keep: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]!;
};

/** Truncates to an integer and saturates at the ends of the range; NaN gives 0. */
function saturate(low: number, high: number): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = x[i]! >= high ? high : x[i]! <= low ? low : Math.trunc(x[i]!);
  };
}

function range(dtype: DType): readonly [low: number, high: number] {
  const bits = 8 * typedArrayClass(dtype).BYTES_PER_ELEMENT;
  return dtypeKind(dtype) === "u" ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** A float as a 64-bit integer. The ends of the range are no doubles: the next ones outside saturate. */
function toWide(dtype: DType): (x: number) => bigint {
  const [low, high] = dtype === "uint64" ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  return (x) => (x >= Number(high) ? high : x <= Number(low) ? low : Number.isNaN(x) ? 0n : BigInt(Math.trunc(x)));
}

function convert([x]: readonly [ShapedArray], _: ConvertElementTypeParams, outs: readonly ShapedArray[]): UnaryKernel {
  const [out] = outs as [ShapedArray];
  const [from, to] = [x.dtype, out.dtype];
  if (from === to) return ([input]) => [input];
  if (isWide(from)) return fromWide(x, out);
  if (to === "bool") return doubles1(toBool, x, out);
  if (isWide(to) && isFloating(from)) {
    const convertOne = toWide(to);
    const doubles = doubles1(keep, x, { ...out, dtype: "float64" });
    return (inputs) => {
      const result = allocate(to, out.size);
      const source = doubles(inputs)[0] as Float64Array;
      for (let i = 0; i < out.size; i++) bigints(result)[i] = convertOne(source[i]!);
      return [result];
    };
  }
  return doubles1(isFloating(from) && !isFloating(to) ? saturate(...range(to)) : keep, x, out);
}

function fromWide(x: ShapedArray, out: ShapedArray): UnaryKernel {
  if (isWide(out.dtype)) return wide((e) => e!, [x], out);
  if (out.dtype === "bool") return wide((e) => (e === 0n ? 0 : 1), [x], out);
  if (!isFloating(out.dtype)) return wide((e) => Number(BigInt.asIntN(32, e!)), [x], out);
  return doubles1(keep, x, out);
}

export const conversionCpu = cpuFamily(conversion, {
  convertElementType: convert,
  bitcastConvertType: (_, { newDtype }) => {
    const target = typedArrayClass(newDtype);
    const bytes = target.BYTES_PER_ELEMENT;
    return ([x]) => {
      // A view must start at a multiple of its elements' size.
      const source: TypedArray = x.byteOffset % bytes === 0 ? x : x.slice();
      return [new target(source.buffer, source.byteOffset, source.byteLength / bytes)];
    };
  },
  reducePrecision: unsupported("it is not written yet"),
  copy:
    () =>
    ([x]) => [x.slice()],
});
