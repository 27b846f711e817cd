import {
  allocate,
  type DType,
  dtypeBytes,
  dtypeKind,
  encodeElement,
  isComplex,
  realDtype,
  type TypedArray,
} from "@hyrax/core";

const floats = [
  ...[0, 0.5, 1, 1.5, 2, 2.5, 3, 10, 0.1, 1e-3, 0.7, 0.999, 1.001, Math.PI / 2, 21, 40.5, 100, 700, 1e4],
  ...[Number.POSITIVE_INFINITY, Number.NaN],
];

/** What lies at the ends of the range of a float. */
const extremes: { readonly [D in DType]?: readonly number[] } = {
  float16: [65504, 2 ** -14, 2 ** -24],
  bfloat16: [3.3895313892515355e38, 2 ** -126, 2 ** -133],
  float32: [3.4028234663852886e38, 2 ** -126, 2 ** -149, 2 ** 24 + 2],
  float64: [Number.MAX_VALUE, 2 ** -1022, 2 ** -1074, 2 ** 53 + 2],
};

function integers(dtype: DType): readonly bigint[] {
  const bits = BigInt(8 * dtypeBytes(dtype));
  const signed = dtypeKind(dtype) === "i";
  const greatest = 2n ** (signed ? bits - 1n : bits) - 1n;
  const small = [0n, 1n, 2n, 3n, 5n, 7n, 31n, 100n, greatest, greatest - 1n, greatest / 3n, greatest / 2n + 1n];
  const wide = bits > 16n ? [2n ** 16n, 2n ** 24n + 1n, 2n ** 31n - 129n] : [];
  const widest = bits > 32n ? [2n ** 53n + 1n, 2n ** 60n + 2n ** 36n + 1n, 2n ** 40n - 1n] : [];
  const positive = [...small, ...wide, ...widest];
  return signed ? [...positive, ...positive.map((value) => -value - 1n)] : positive;
}

/** Elements of a dtype where operations go out of their ordinary way, each once. */
function unusualElements(dtype: DType): readonly (number | bigint)[] {
  if (dtype === "bool") return [0, 1];
  if (dtypeKind(dtype) !== "f") return integers(dtype).map((value) => encodeElement(value, dtype));
  const positive = [...floats, ...(extremes[dtype] ?? [])];
  const stored = [...positive, ...positive.map((value) => -value)].map((value) => encodeElement(value, dtype));
  return [...new Set(stored)];
}

/** Arrays of unusual elements in every combination, or in so many that are drawn from all. */
export function combinations(inputs: readonly DType[], most: number): readonly TypedArray[] {
  const parts = inputs.flatMap((dtype) => (isComplex(dtype) ? [realDtype(dtype), realDtype(dtype)] : [dtype]));
  const choices = parts.map(unusualElements);
  const all = choices.reduce((product, list) => product * list.length, 1);
  const count = Math.min(all, most);
  const columns = choices.map((list) => new Array<number | bigint>(count).fill(list[0]!));
  // A step that has no factor in common with the number of all combinations reaches each of them once.
  const step = count === all ? 1 : 1_000_003;
  for (let i = 0; i < count; i++) {
    let rest = (i * step) % all;
    choices.forEach((list, k) => {
      columns[k]![i] = list[rest % list.length]!;
      rest = Math.floor(rest / list.length);
    });
  }
  let column = 0;
  return inputs.map((dtype) => {
    const data = allocate(dtype, count);
    const width = isComplex(dtype) ? 2 : 1;
    for (let part = 0; part < width; part++) {
      const from = columns[column++]!;
      // Which of number and bigint the storage takes follows from the dtype.
      for (let i = 0; i < count; i++) (data as Record<number, number | bigint>)[width * i + part] = from[i]!;
    }
    return data;
  });
}
