import {
  allocate,
  type ConvertElementTypeParams,
  conversion,
  isComplex,
  isFloating,
  realDtype,
  type ShapedArray,
  shapedArray,
  type TypedArray,
  typedArrayClass,
} from "@hyrax/core";
import { fromReal, rounded, takePart } from "../complex/parts.js";
import { bigints, encodeDoubles, isWide, toDoubles } from "../doubles.js";
import { cpuFamily } from "../kernel.js";
import { doubles1, type Loop1, type UnaryKernel, wide } from "../loops.js";
import { floatToInteger, floatToInteger64, type NarrowInteger } from "../math/index.js";
import { narrowInteger } from "../number-type.js";
import { reducePrecision } from "../reduce-precision.js";

const toBool: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] === 0 ? 0 : 1;
};

const keep: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]!;
};

/** Truncates to an integer, and saturates. */
function toInteger(type: NarrowInteger): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = floatToInteger(x[i]!, type);
  };
}

/** `convertElementType`. */
export function convert(
  [x]: readonly [ShapedArray],
  params: ConvertElementTypeParams,
  [to]: readonly ShapedArray[],
): UnaryKernel {
  const out = to!;
  if (x.dtype === out.dtype) return ([input]) => [input];
  if (isComplex(x.dtype)) return fromComplex();
  if (isComplex(out.dtype)) return chained(convert([x], params, [parts(out)]), fromReal(out));
  if (isWide(x.dtype)) return fromWide(x, out);
  if (isFloating(x.dtype) && isWide(out.dtype)) return floatToWide(x, out.dtype === "int64", out);
  if (out.dtype === "bool") return doubles1(toBool, x, out);
  if (!isFloating(x.dtype) || isFloating(out.dtype)) return doubles1(keep, x, out);
  return doubles1(toInteger(narrowInteger(out.dtype)), x, out);

  /** What is not complex takes the real part, and drops the imaginary one. */
  function fromComplex(): UnaryKernel {
    if (isComplex(out.dtype)) return rounded(out);
    return chained(takePart(0, parts(x)), convert([parts(x)], params, [out]));
  }
}

/** The type of the parts of complex elements. */
const parts = (z: ShapedArray) => shapedArray(z.shape, realDtype(z.dtype));

function chained(first: UnaryKernel, second: UnaryKernel): UnaryKernel {
  return (inputs) => second([first(inputs)[0]!]);
}

function fromWide(x: ShapedArray, out: ShapedArray): UnaryKernel {
  const { dtype } = out;
  if (isWide(dtype)) return wide((e) => e!, [x], out);
  if (dtype === "bool") return wide((e) => (e === 0n ? 0 : 1), [x], out);
  if (dtype === "float64") return doubles1(keep, x, out);
  if (isFloating(dtype)) return ([input]) => [encodeDoubles(Float64Array.from(bigints(input), toOdd), dtype)];
  // A double has too few bits to wrap from.
  return wide((e) => Number(BigInt.asIntN(32, e!)), [x], out);
}

/**
 * A 64-bit integer as a double that rounds to narrower floats as the integer does: rounded to 53 bits, to the odd
 * neighbour where it is inexact (Boldo and Melquiond, 2008).
 */
function toOdd(x: bigint): number {
  if (BigInt.asIntN(53, x) === x) return Number(x);
  const high = x >> 11n;
  return Number((x & 0x7ffn) === 0n ? high : high | 1n) * 2 ** 11;
}

function floatToWide(x: ShapedArray, signed: boolean, out: ShapedArray): UnaryKernel {
  return ([input]) => {
    const from = toDoubles(input, x.dtype);
    const result = allocate(out.dtype, out.size);
    const to = bigints(result);
    for (let i = 0; i < from.length; i++) to[i] = floatToInteger64(from[i]!, signed);
    return [result];
  };
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
  reducePrecision,
  copy:
    () =>
    ([x]) => [x.slice()],
});
