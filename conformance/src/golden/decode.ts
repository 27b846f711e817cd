import { decodeArray } from "./decode-array.js";
import { type Encoded, isFields, isList, numberOf, type Tagged, tagged } from "./encoded.js";
import { evaluate } from "./evaluate.js";
import { decodeFormula } from "./formula.js";
import { lookup, lookupFunction } from "./names.js";

/** The value that a golden file describes. */
export function decode(value: Encoded): unknown {
  const tag = tagged(value);
  if (tag) return decodeTagged(tag);
  if (isList(value)) return value.map(decode);
  if (isFields(value)) return decodeFields(value);
  return value;
}

/** The values of an object's fields. */
export function decodeFields(fields: Readonly<Record<string, Encoded>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, decode(value)]));
}

function decodeTagged({ tag, content }: Tagged): unknown {
  switch (tag) {
    case "array":
      return decodeArray(content);
    case "number":
      return numberOf(content);
    case "key":
      return lookupFunction("random.key")(content);
    case "prngkey":
      return lookupFunction("random.PRNGKey")(content);
    case "keyData":
      return lookupFunction("random.wrapKeyData")(decodeArray(content));
    case "js":
      return evaluate(content);
    case "ref":
      return lookup(content);
    case "expr":
      return decodeFormula(content);
  }
}
