import { sizeOf } from "../aval.js";
import { type Element, type ElementReader, elementTexts, scalarText } from "./element-text.js";
import { bracket, shownElements } from "./layout.js";

/**
 * The elements of an array in row-major order, or a function that reads the one at an index, for data that is strided,
 * or stored as bits. Only the elements that are shown are read. 64-bit integers are `bigint`s, booleans may also be 0
 * and 1, a complex element is two numbers, `[re, im, re, im, …]`.
 */
export type HostData = ArrayLike<Element> | ElementReader;

export interface ReprOptions {
  /** Whether the array's dtype is weak, which JAX's text form says. */
  readonly weakType?: boolean;
}

/** NumPy's print option `linewidth`. */
const LINE_WIDTH = 75;

function reader(data: HostData, shape: readonly number[]): ElementReader {
  if (typeof data === "function") return data;
  return (index) => {
    const element = data[index];
    if (element !== undefined) return element;
    throw new RangeError(`an array of shape [${shape}] needs element ${index}, but its data ends at ${data.length}`);
  };
}

/**
 * What `str` gives for a NumPy or JAX array (NumPy 2.4, its default print options): `[[1. 2.]\n [3. 4.]]`, and `9.0` for
 * a scalar. Floats show the fewest digits that identify them in their own precision, 8 after the point at most; more
 * than 1000 elements are summarised to three at each end of every axis.
 *
 * @param dtype bool, an integer, float or complex dtype, by name
 * @throws TypeError for another dtype
 * @throws RangeError if there is less data than the shape has elements
 * @example formatArray([0.5, 1, 1.5], [3], "float32") // "[0.5 1.  1.5]"
 */
export function formatArray(data: HostData, shape: readonly number[], dtype: string): string {
  const read = reader(data, shape);
  if (shape.length === 0) return scalarText(read, 0, dtype);
  if (sizeOf(shape) === 0) return "[]";
  const texts = elementTexts(read, shownElements(shape), dtype);
  return bracket(texts, shape, { separator: " ", prefix: "", width: LINE_WIDTH });
}

/**
 * What `repr` gives for a JAX array (JAX 0.10): `Array([0. , 0.5, 1. ], dtype=float32)`.
 *
 * @param dtype bool, an integer, float or complex dtype, by name
 * @throws TypeError for another dtype
 * @throws RangeError if there is less data than the shape has elements
 * @example reprArray([1], [], "float32", { weakType: true }) // "Array(1., dtype=float32, weak_type=True)"
 */
export function reprArray(
  data: HostData,
  shape: readonly number[],
  dtype: string,
  { weakType = false }: ReprOptions = {},
): string {
  const prefix = "Array(";
  const dtypeText = `dtype=${dtype}${weakType ? ", weak_type=True" : ""}`;
  const body = sizeOf(shape) === 0 ? `[], shape=${tuple(shape)}` : reprBody(reader(data, shape), shape, dtype, prefix);
  // JAX sets a dtype that does not fit on the line apart by the indent alone, without breaking the line.
  const lastLine = body.length - body.lastIndexOf("\n") + 1;
  const gap = lastLine + dtypeText.length + 2 > LINE_WIDTH ? " ".repeat(prefix.length) : " ";
  return `${prefix}${body},${gap}${dtypeText})`;
}

function reprBody(read: ElementReader, shape: readonly number[], dtype: string, prefix: string): string {
  // Unlike str, repr writes a scalar as it would an element: `1.`, and a bool without the alignment.
  if (shape.length === 0) return elementTexts(read, [0], dtype)[0]!.trim();
  // One column is kept free for the comma that follows.
  const layout = { separator: ", ", prefix, width: LINE_WIDTH - 1 };
  return bracket(elementTexts(read, shownElements(shape), dtype), shape, layout);
}

/**
 * What `str` and `repr` give for random keys in JAX: the shape of the keys, and beneath it their words.
 *
 * @param words two for each key
 * @example reprKeys([0, 42], []) // "Array((), dtype=key<fry>) overlaying:\n[ 0 42]"
 */
export function reprKeys(words: HostData, shape: readonly number[]): string {
  return `Array(${tuple(shape)}, dtype=key<fry>) overlaying:\n${formatArray(words, [...shape, 2], "uint32")}`;
}

/** A shape as Python writes a tuple. */
function tuple(shape: readonly number[]): string {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}
