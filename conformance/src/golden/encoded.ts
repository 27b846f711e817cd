/** A real element of an array as JSON writes it: what it cannot write (`"NaN"`, `"-0"`, integers beyond 2^53) is a string. */
export type RealText = number | string | boolean;

/** An array of a golden file: its elements flat in row-major order, a complex one as a pair. */
export interface ArrayText {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly (RealText | readonly [RealText, RealText])[];
  readonly weak?: boolean;
}

/** A formula for large data. */
export type FormulaText =
  | { readonly full: { readonly shape: readonly number[]; readonly value: number; readonly dtype: string } }
  | {
      readonly linspace: {
        readonly shape: readonly [number];
        readonly start: number;
        readonly stop: number;
        readonly dtype: string;
      };
    }
  | {
      readonly lcg: {
        readonly shape: readonly number[];
        readonly seed: number;
        readonly lo: number;
        readonly hi: number;
        readonly dtype: string;
      };
    };

/** The values that stand for something else than themselves, by the one key of their object. */
interface Tags {
  readonly array: ArrayText;
  readonly number: string;
  readonly key: number;
  readonly prngkey: number;
  readonly keyData: ArrayText;
  readonly js: string;
  readonly ref: string;
  readonly expr: FormulaText;
}

/** A value of a golden file: itself, or an object with exactly one key of `Tags`. */
export type Encoded = null | boolean | number | string | readonly Encoded[] | { readonly [field: string]: Encoded };

/** A value that stands for something else, as a discriminated union. */
export type Tagged = { readonly [K in keyof Tags]: { readonly tag: K; readonly content: Tags[K] } }[keyof Tags];

const tags: { readonly [K in keyof Tags]: true } = {
  array: true,
  number: true,
  key: true,
  prngkey: true,
  keyData: true,
  js: true,
  ref: true,
  expr: true,
};

/** Tells values that stand for something else from those that are themselves. */
export function tagged(value: Encoded): Tagged | undefined {
  if (!isFields(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0 || !Object.hasOwn(tags, entry[0])) return undefined;
  // The format guarantees the type of the content for each key.
  return { tag: entry[0], content: entry[1] } as unknown as Tagged;
}

export function isList(value: Encoded): value is readonly Encoded[] {
  return Array.isArray(value);
}

/** Whether a value is an object with fields: a pytree, unless `tagged` says otherwise. */
export function isFields(value: Encoded): value is { readonly [field: string]: Encoded } {
  return typeof value === "object" && value !== null && !isList(value);
}

const special: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity, "-0": -0 };

/** The number that a real element is, in double precision. */
export function numberOf(text: RealText): number {
  return typeof text === "string" ? (special[text] ?? Number(text)) : Number(text);
}
