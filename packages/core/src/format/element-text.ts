import {
  type FloatFormat,
  float16,
  float32,
  float64,
  floatColumn,
  floatScalar,
  generalText,
  longest,
} from "./float-text.js";

/** An element as the host reads it. A complex number is two of them, its real and its imaginary part. */
export type Element = number | bigint | boolean;

/** Reads the element at a row-major index; of complex arrays the real parts are at 2 × index, the imaginary ones beside. */
export type ElementReader = (index: number) => Element;

const floatFormats: Readonly<Record<string, FloatFormat>> = { float16, float32, float64 };
const complexFormats: Readonly<Record<string, FloatFormat>> = { complex64: float32, complex128: float64 };

/** The texts of the elements at the given indices, aligned with each other as NumPy aligns the elements of one array. */
export function elementTexts(read: ElementReader, indices: readonly number[], dtype: string): readonly string[] {
  const real = floatFormats[dtype];
  if (real) {
    const values = indices.map((i) => Number(read(i)));
    return values.map(floatColumn(values, real));
  }
  const complex = complexFormats[dtype];
  if (complex) {
    const res = indices.map((i) => Number(read(2 * i)));
    const ims = indices.map((i) => Number(read(2 * i + 1)));
    const imTexts = ims.map(floatColumn(ims, complex, true));
    // The j stands right after the digits, before the spaces that align them.
    return res.map(floatColumn(res, complex)).map((text, i) => text + imTexts[i]!.replace(/ *$/, "j$&"));
  }
  const texts = indices.map((i) => scalarText(read, i, dtype));
  // ml_dtypes aligns nothing.
  if (dtype === "bfloat16") return texts;
  const width = dtype === "bool" ? "False".length : longest(texts);
  return texts.map((text) => text.padStart(width));
}

/** The text of the element at an index by itself, as `str` writes a NumPy scalar. */
export function scalarText(read: ElementReader, index: number, dtype: string): string {
  const real = floatFormats[dtype];
  if (real) return floatScalar(Number(read(index)), real, true);
  const complex = complexFormats[dtype];
  if (complex) {
    const re = Number(read(2 * index));
    const im = floatScalar(Number(read(2 * index + 1)), complex, false);
    if (Object.is(re, 0)) return `${im}j`;
    return `(${floatScalar(re, complex, false)}${im.startsWith("-") ? "" : "+"}${im}j)`;
  }
  if (dtype === "bfloat16") return generalText(Number(read(index)));
  if (dtype === "bool") return read(index) ? "True" : "False";
  if (/^u?int\d+$/.test(dtype)) return String(read(index));
  if (dtype === "float0") return "(b'',)";
  throw new TypeError(`an array of dtype ${dtype} has no text form`);
}
