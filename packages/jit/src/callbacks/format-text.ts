import { Array as NDArray } from "@hyrax/core";
import { type FormatSpec, formatValue, parseSpec } from "./format-value.js";

/** One field of a format: which of the arguments it shows, and how. */
interface Field {
  readonly argument: number;
  readonly spec: FormatSpec;
  /** `!r`: as `console.log` shows it. */
  readonly repr: boolean;
  /** The field as it was written, for error texts. */
  readonly text: string;
}

/** A format as texts and fields. The arguments are those by place, then those by name. */
export interface Format {
  readonly pieces: readonly (string | Field)[];
  readonly numPositional: number;
  readonly names: readonly string[];
}

const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
const fieldParts = /^(\d+|[A-Za-z_$][\w$]*)?(?:!([rs]))?(?::(.*))?$/;

/** Reads a format as Python's `str.format` does, without attributes and items of fields. */
export function parseFormat(name: string, format: string): Format {
  const fail = (reason: string): never => {
    throw new TypeError(`${name}: the format ${JSON.stringify(format)} ${reason}`);
  };
  const found: (string | (Omit<Field, "argument"> & { readonly key: number | string }))[] = [];
  const names: string[] = [];
  let [automatic, manual, numPositional] = [0, false, 0];
  for (const [text, content] of format.matchAll(token)) {
    if (text === "{{" || text === "}}") found.push(text.charAt(0));
    else if (text === "{" || text === "}") fail(`has a single ${text}; write ${text}${text} for the character`);
    else if (content === undefined) found.push(text);
    else {
      const parts = fieldParts.exec(content);
      if (parts === null) return fail(`has the field ${text}; fields are {}, {0}, {name}, with !r and :spec`);
      const [, selector, conversion, specText = ""] = parts;
      const spec = parseSpec(specText) ?? fail(`has the field ${text}, whose :${specText} cannot be read`);
      let key: number | string;
      if (selector === undefined) key = automatic++;
      else if (/^\d/.test(selector)) [key, manual] = [Number(selector), true];
      else {
        key = selector;
        if (!names.includes(selector)) names.push(selector);
      }
      if (typeof key === "number") numPositional = Math.max(numPositional, key + 1);
      found.push({ key, spec, repr: conversion === "r", text });
    }
  }
  if (manual && automatic > 0) fail("numbers some fields and not others");
  const used = new Set(found.map((piece) => (typeof piece === "string" ? undefined : piece.key)));
  for (let i = 0; i < numPositional; i++) if (!used.has(i)) fail(`does not use argument ${i}`);
  const pieces = found.map((piece) => {
    if (typeof piece === "string") return piece;
    const { key, ...field } = piece;
    return { ...field, argument: typeof key === "number" ? key : numPositional + names.indexOf(key) };
  });
  return { pieces, numPositional, names };
}

/** The text of a format with values for its fields. */
export function formatFields(name: string, { pieces }: Format, values: readonly unknown[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const value = values[piece.argument];
      return piece.repr
        ? formatValue(`${name}: ${piece.text}`, value instanceof NDArray ? value.inspect() : repr(value), piece.spec)
        : formatValue(`${name}: ${piece.text}`, value, piece.spec);
    })
    .join("");
}

const repr = (value: unknown) => (typeof value === "string" ? JSON.stringify(value) : String(value));
