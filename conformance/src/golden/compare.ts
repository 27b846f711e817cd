import { isClose, isElement, type Tolerance } from "./close.js";
import { type ArrayText, type Encoded, isFields, isList, numberOf, tagged } from "./encoded.js";
import { field, lookupFunction, method } from "./names.js";
import { Mismatch } from "./outcome.js";

/** Throws a `Mismatch` unless `got` is what a golden file says. `at` names the place in the result. */
export function compare(want: Encoded, got: unknown, tolerance: Tolerance, at = "out"): void {
  const tag = tagged(want);
  if (tag?.tag === "array") return compareArrays(tag.content, got, tolerance, at);
  if (tag?.tag === "keyData") return compareArrays(tag.content, lookupFunction("random.keyData")(got), tolerance, at);
  if (tag?.tag === "number") return compareNumbers(numberOf(tag.content), got, tolerance, at);
  if (tag) throw new Error(`${at}: a result cannot be written as ${tag.tag}`);
  if (typeof want === "number") return compareNumbers(want, got, tolerance, at);
  if (isList(want)) return compareLists(want, got, tolerance, at);
  if (isFields(want)) return compareFields(want, got, tolerance, at);
  if (want === null ? got !== null && got !== undefined : got !== want) throw mismatch(at, text(want), got);
}

function compareArrays({ dtype, shape, data, weak }: ArrayText, got: unknown, tolerance: Tolerance, at: string): void {
  if (!isArray(got) || got.dtype !== dtype || String(got.shape) !== String(shape)) {
    throw mismatch(at, `${dtype}[${shape}]`, got);
  }
  if (weak !== undefined && got.weakType !== weak) {
    throw new Mismatch(`${at}: expected weakType ${weak}, got ${String(got.weakType)}`);
  }
  const elements = elementsOf(got);
  if (elements.length !== data.length) {
    throw new Mismatch(`${at}: expected ${data.length} elements, got ${elements.length}`);
  }
  data.forEach((element, i) => {
    if (isElement(element, elements[i], dtype, tolerance)) return;
    const { rtol, atol } = tolerance;
    throw new Mismatch(`${at}[${i}]: expected ${element}, got ${text(elements[i])} (rtol ${rtol}, atol ${atol})`);
  });
}

function compareNumbers(want: number, got: unknown, { rtol, ...rest }: Tolerance, at: string): void {
  // A bare number is a double, which a golden file writes in full: only its last digits are the host's own.
  const close =
    (typeof got === "number" || typeof got === "bigint") &&
    isClose(want, Number(got), { ...rest, rtol: Math.max(rtol, 1e-12) });
  if (!close) throw mismatch(at, `the number ${want}`, got);
}

function compareLists(want: readonly Encoded[], got: unknown, tolerance: Tolerance, at: string): void {
  const list = listOf(got);
  if (list?.length !== want.length) throw mismatch(at, `a list of ${want.length}`, got);
  want.forEach((item, i) => {
    compare(item, list[i], tolerance, `${at}[${i}]`);
  });
}

function compareFields(want: Readonly<Record<string, Encoded>>, got: unknown, tolerance: Tolerance, at: string): void {
  for (const [name, value] of Object.entries(want)) {
    if (typeof got !== "object" || got === null || !(name in got)) throw mismatch(at, `a field ${name}`, got);
    compare(value, field(got, name), tolerance, `${at}.${name}`);
  }
}

/** As much of a Hyrax array as a comparison needs. */
interface ArrayResult {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly weakType: boolean;
}

function isArray(value: unknown): value is ArrayResult {
  return typeof field(value, "dtype") === "string" && Array.isArray(field(value, "shape"));
}

/** The items of a list, or of a named tuple that can be taken apart like one. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null || isArray(value) || !(Symbol.iterator in value)) return undefined;
  // Whatever has Symbol.iterator is iterable by JavaScript's own convention.
  return [...(value as Iterable<unknown>)];
}

/** The elements in row-major order; a complex one as the pair of its parts. */
function elementsOf(array: ArrayResult): readonly unknown[] {
  if (array.dtype.startsWith("complex")) {
    const real = flat(lookupFunction("numpy.real")(array));
    const imaginary = flat(lookupFunction("numpy.imag")(array));
    return real.map((x, i) => [x, imaginary[i]]);
  }
  return flat(array);
}

function flat(array: unknown): readonly unknown[] {
  const nested = method(array, "tolist")();
  return Array.isArray(nested) ? nested.flat(Number.POSITIVE_INFINITY) : [nested];
}

function mismatch(at: string, want: string, got: unknown): Mismatch {
  return new Mismatch(`${at}: expected ${want}, got ${text(got)}`);
}

/** A short text for a value of any kind. */
export function text(value: unknown): string {
  if (isArray(value)) return `${value.dtype}[${value.shape}]`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null)
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  return Array.isArray(value)
    ? value.every((part) => typeof part === "number")
      ? `[${value.map(text).join(", ")}]`
      : `a list of ${value.length}`
    : `an object with ${Object.keys(value).join(", ") || "no fields"}`;
}
