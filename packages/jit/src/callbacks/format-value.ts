import { Array as NDArray } from "@hyrax/core";
import { exponentialText, fixedText, generalText, reprText } from "./number-text.js";

/** `[[fill]align][sign][0][width][grouping][.precision][type]` of Python's format specification. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
  readonly empty: boolean;
}

const specParts = /^(?:(.)?([<>=^]))?([-+ ])?(0)?(\d+)?([,_])?(?:\.(\d+))?([bdeEfFgGosxX%])?$/u;

/** Reads a format specification; undefined if it is none. */
export function parseSpec(text: string): FormatSpec | undefined {
  const parts = specParts.exec(text);
  if (parts === null) return undefined;
  const [, fill, align, sign = "-", zero, width = "0", grouping = "", precision, type = ""] = parts;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: align ?? (zero === undefined ? undefined : "="),
    sign,
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
    empty: text === "",
  };
}

/** A value as a field of a format shows it. `where` names the field in the `TypeError` for a value that has no such form. */
export function formatValue(where: string, value: unknown, spec: FormatSpec): string {
  const fail = (reason: string): never => {
    throw new TypeError(`${where}: ${reason}`);
  };
  const isFloat = value instanceof NDArray && value.dtype.includes("float");
  const single =
    value instanceof NDArray && value.ndim === 0 && !/complex|key/.test(value.dtype) ? value.item() : value;
  if (single instanceof NDArray) {
    return spec.empty ? String(single) : fail(`${single.aval} is no scalar; {} and {!r} print whole arrays`);
  }
  if (typeof single === "boolean" && spec.type === "") return padded(single ? "True" : "False", spec, "<");
  if (typeof single === "number" || typeof single === "bigint" || typeof single === "boolean") {
    const number = typeof single === "boolean" ? Number(single) : single;
    const integer = !isFloat && (typeof number === "bigint" || Number.isInteger(number));
    return padded(numberText(number, integer, spec, fail), spec, ">");
  }
  if (spec.type !== "" && spec.type !== "s") return fail(`the type ${spec.type} is one of numbers`);
  return padded(String(single).slice(0, spec.precision), spec, "<");
}

function numberText(
  value: number | bigint,
  integer: boolean,
  { sign, grouping, precision, type }: FormatSpec,
  fail: (reason: string) => never,
): string {
  const negative = value < 0 || Object.is(value, -0);
  const prefix = negative ? "-" : sign === "-" ? "" : sign;
  if (typeof value === "number" && !Number.isFinite(value)) {
    const text = `${prefix}${Number.isNaN(value) ? "nan" : "inf"}${type === "%" ? "%" : ""}`;
    return "EFGX".includes(type || "-") ? text.toUpperCase() : text;
  }
  return prefix + grouped(magnitude(), grouping);

  function magnitude(): string {
    if (integer && (type === "" || "bdoxX".includes(type))) {
      if (precision !== undefined) return fail("an integer has no precision; use the type f");
      const digits = (BigInt(value) * (negative ? -1n : 1n)).toString({ b: 2, o: 8, x: 16, X: 16 }[type] ?? 10);
      return type === "X" ? digits.toUpperCase() : digits;
    }
    const x = Math.abs(Number(value));
    switch (type) {
      case "":
        return precision === undefined ? reprText(x) : generalText(x, precision, true);
      case "f":
      case "F":
        return fixedText(x, precision ?? 6);
      case "%":
        return `${fixedText(x * 100, precision ?? 6)}%`;
      case "e":
        return exponentialText(x, precision ?? 6);
      case "E":
        return exponentialText(x, precision ?? 6).toUpperCase();
      case "g":
        return generalText(x, precision ?? 6, false);
      case "G":
        return generalText(x, precision ?? 6, false).toUpperCase();
      default:
        return fail(`the type ${type} is none of a float`);
    }
  }
}

/** Separators between groups of three digits before the point. */
function grouped(text: string, separator: string): string {
  if (separator === "") return text;
  const [whole = "", ...rest] = text.split(/(?=[.e%])/);
  return [whole.replace(/\B(?=(\d{3})+$)/g, separator), ...rest].join("");
}

function padded(text: string, { fill, align, width }: FormatSpec, usual: string): string {
  const missing = width - text.length;
  if (missing <= 0) return text;
  switch (align ?? usual) {
    case "<":
      return text + fill.repeat(missing);
    case "^":
      return fill.repeat(missing >> 1) + text + fill.repeat(missing - (missing >> 1));
    case "=": {
      const signs = /^[-+ ]?/.exec(text)?.[0] ?? "";
      return signs + fill.repeat(missing) + text.slice(signs.length);
    }
    default:
      return fill.repeat(missing) + text;
  }
}
