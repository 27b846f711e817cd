import { listOf } from "./compare.js";
import { type Encoded, isFields, isList, type Tagged, tagged } from "./encoded.js";
import { field } from "./names.js";

/**
 * Some leaves of a tree: an encoded tree of the same structure that is `null`, or lacks a branch, where a leaf is not
 * meant. Tangents, cotangents and batched arguments are written so.
 */
export type Marks = Encoded;

/** Marks the leaves that have one of these tags. */
export function mark(value: Encoded, tags: readonly Tagged["tag"][]): Marks {
  const tag = tagged(value);
  if (tag) return tags.includes(tag.tag) ? value : null;
  if (isList(value)) return value.map((item) => mark(item, tags));
  if (isFields(value)) return mapFields(value, (item) => mark(item, tags));
  return null;
}

/** The leaves of `values` that are marked, keys in sorted order as everywhere in JAX. */
export function select(marks: Marks, values: unknown): readonly unknown[] {
  if (marks === null) return [];
  if (tagged(marks)) return [values];
  if (isList(marks)) return marks.flatMap((item, i) => select(item, listOf(values)?.[i]));
  if (isFields(marks)) return sortedKeys(marks).flatMap((key) => select(marks[key] ?? null, field(values, key)));
  throw new TypeError(`a mark is an encoded leaf or null, not ${marks}`);
}

/** The marks themselves, one after the other, in the order of `select`. */
export function markedLeaves(marks: Marks): readonly Encoded[] {
  // select returns parts of its second argument, here the marks.
  return select(marks, marks) as readonly Encoded[];
}

/** `values` with the marked leaves replaced, in the order of `select`. */
export function replace(marks: Marks, values: unknown, leaves: readonly unknown[]): unknown {
  const rest = [...leaves];
  const walk = (mark: Marks, value: unknown): unknown => {
    if (mark === null) return value;
    if (tagged(mark)) return rest.shift();
    if (isList(mark)) return listOf(value)?.map((item, i) => walk(mark[i] ?? null, item));
    if (!isFields(mark)) throw new TypeError(`a mark is an encoded leaf or null, not ${mark}`);
    return { ...(value as object), ...mapFields(mark, (item, key) => walk(item, field(value, key))) };
  };
  return walk(marks, values);
}

function sortedKeys(fields: Readonly<Record<string, Encoded>>): readonly string[] {
  return Object.keys(fields).sort();
}

function mapFields<T>(
  fields: Readonly<Record<string, Encoded>>,
  f: (value: Encoded, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(sortedKeys(fields).map((key) => [key, f(fields[key] ?? null, key)]));
}
