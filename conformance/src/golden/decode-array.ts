import { type ArrayText, numberOf } from "./encoded.js";
import { lookupFunction, method } from "./names.js";

/** Builds the array that a golden file describes, through the functions that users have. */
export function decodeArray({ dtype, shape, data }: ArrayText): unknown {
  if (dtype.startsWith("complex")) {
    const part = dtype === "complex64" ? "float32" : "float64";
    const half = (k: 0 | 1) =>
      decodeArray({ dtype: part, shape, data: data.map((z) => (Array.isArray(z) ? z[k] : 0)) });
    return lookupFunction("lax.complex")(half(0), half(1));
  }
  const array = lookupFunction("numpy.array");
  // A list of numbers would pass through float32 or float64 on its way to these dtypes; a typed array is exact.
  const exact = exactTypedArray(dtype, data);
  if (exact) return method(array(exact), "reshape")(shape);
  if (data.length === 0) return lookupFunction("numpy.zeros")(shape, { dtype });
  return array(nest(data.map(elementOf), shape), { dtype });
}

type Element = ArrayText["data"][number];

function exactTypedArray(dtype: string, data: readonly Element[]) {
  if (dtype === "int64") return BigInt64Array.from(data, (x) => BigInt(String(x)));
  if (dtype === "uint64") return BigUint64Array.from(data, (x) => BigInt(String(x)));
  if (dtype === "float64") return Float64Array.from(data, (x) => Number(elementOf(x)));
  return undefined;
}

function elementOf(x: Element): number | boolean {
  if (typeof x === "object") throw new TypeError(`a pair, [${x}], in an array that is not complex`);
  return typeof x === "boolean" ? x : numberOf(x);
}

type Nested = number | boolean | readonly Nested[];

/** Flat elements in row-major order as nested lists; for the shape [] the element itself. */
function nest(flat: readonly (number | boolean)[], [n, ...rest]: readonly number[]): Nested {
  if (n === undefined) return flat[0] ?? 0;
  const step = flat.length / n;
  return Array.from({ length: n }, (_, i) => nest(flat.slice(i * step, (i + 1) * step), rest));
}
