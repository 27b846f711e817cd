import { Array as NDArray } from "@hyrax/core";

/** An array as the fixtures write it: elements in nested lists, complex ones as pairs. */
interface ArrayText {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data?: unknown;
  readonly weak_type?: boolean;
}

const isArrayText = (want: unknown): want is ArrayText =>
  typeof want === "object" && want !== null && "dtype" in want && "shape" in want;

/** Says where a value differs from what JAX gives, or returns undefined where it does not. */
export function difference(want: unknown, got: unknown, path = "the result"): string | undefined {
  if (isArrayText(want)) return arrayDifference(want, got, path);
  if (Array.isArray(want)) {
    // Named tuples and lists of results iterate.
    const list =
      typeof got === "object" && got !== null && Symbol.iterator in got ? [...(got as Iterable<unknown>)] : got;
    if (!Array.isArray(list) || list.length !== want.length) return `${path} must be ${want.length} values, is ${got}`;
    return want.map((item, i) => difference(item, list[i], `${path}[${i}]`)).find((found) => found !== undefined);
  }
  if (typeof want === "object" && want !== null && "repr" in want) {
    const wanted = collapsed(String(want.repr)).replace(/^dtype\('(.*)'\)$/, "$1");
    return collapsed(String(got)) === wanted
      ? undefined
      : `${path} must print ${wanted}, prints ${collapsed(String(got))}`;
  }
  if (typeof want === "object" && want !== null) {
    return Object.entries(want)
      .filter(([name]) => name !== "namedtuple")
      .map(([name, item]) => difference(item, (got as Record<string, unknown>)[camelCase(name)], `${path}.${name}`))
      .find((found) => found !== undefined);
  }
  if (typeof want === "string") return String(got) === want ? undefined : `${path} must be ${want}, is ${got}`;
  const plain = got instanceof NDArray ? got.item() : got;
  return Object.is(plain, want) ? undefined : `${path} must be ${want}, is ${got}`;
}

const collapsed = (text: string) => text.replace(/\s+/g, " ");

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function arrayDifference(want: ArrayText, got: unknown, path: string): string | undefined {
  if (want.dtype === "float0")
    return got instanceof NDArray && got.dtype === "float0" ? undefined : `${path} must be float0`;
  if (typeof got === "number" || typeof got === "boolean") {
    return want.shape.length === 0 && isClose(want.data, got, want.dtype, 0)
      ? undefined
      : `${path} must be ${text(want)}, is ${got}`;
  }
  if (!(got instanceof NDArray)) return `${path} must be ${text(want)}, is ${String(got)}`;
  const type = `${want.dtype}[${want.shape}]${want.weak_type ? " weak" : ""}`;
  const found = `${got.dtype}[${got.shape}]${got.weakType ? " weak" : ""}`;
  // A bare number is a float in Hyrax, and an integer in JAX if it has no fraction; both are weak.
  const bare = /^int/.test(want.dtype) && want.weak_type && /^float/.test(got.dtype) && got.weakType;
  const sameShape = String(want.shape) === String(got.shape);
  if (type !== found && !(bare && sameShape)) return `${path} must be ${type}, is ${found}`;
  const elements = flat(got.tolist()).flatMap(parts);
  const wanted = flat(want.data);
  const scale = Math.max(0, ...wanted.map((x) => Math.abs(Number(x))).filter(Number.isFinite));
  const same = elements.length === wanted.length && elements.every((x, i) => isClose(wanted[i], x, want.dtype, scale));
  return same ? undefined : `${path} must be ${text(want)}, is ${got}`;
}

/** The items of nested lists. */
function flat(nested: unknown): readonly unknown[] {
  return Array.isArray(nested) ? nested.flatMap(flat) : [nested];
}

/** A complex element as its parts. */
function parts(element: unknown): readonly unknown[] {
  return typeof element === "object" && element !== null && "re" in element && "im" in element
    ? [element.re, element.im]
    : [element];
}

const text = (want: ArrayText) => `${JSON.stringify(want.data)} of ${want.dtype}`;

const nonFinite: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
};

/**
 * Floats agree to 2e-6 of themselves, or to 4e-7 of the largest element beside them, from which they may be the rest;
 * zeros in their sign; everything else exactly.
 */
function isClose(want: unknown, got: unknown, dtype: string, scale: number): boolean {
  const wanted = typeof want === "string" ? nonFinite[want] : want;
  if (typeof got === "bigint") return BigInt(wanted as number) === got;
  if (typeof wanted !== "number" || typeof got !== "number") return wanted === got;
  if (!/float|complex/.test(dtype) || !Number.isFinite(wanted) || (wanted === 0 && got === 0)) {
    return Object.is(wanted, got);
  }
  return Math.abs(wanted - got) <= 2e-6 * Math.abs(wanted) + 4e-7 * scale;
}
