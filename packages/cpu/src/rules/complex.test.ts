import {
  complexParts,
  contraction,
  conversion,
  elementwise,
  type Family,
  indexing,
  reduction,
  shape,
  sorting,
} from "@hyrax/core";
import { convolution, window } from "@hyrax/core/library";
import { describe } from "vitest";
import { testFamily } from "../../test-support/fixtures.js";

/** The part of a family that takes complex elements, by the names of those that do not. */
function without(family: Family, ...names: readonly string[]): Family {
  return Object.fromEntries(Object.entries(family).filter(([name]) => !names.includes(name)));
}

const ofBits = ["not", "populationCount", "clz", "and", "or", "xor"];
const shifts = ["shiftLeft", "shiftRightLogical", "shiftRightArithmetic"];
const ofReals = ["floor", "ceil", "round", "isFinite", "cbrt", "rem", "nextafter", "lt", "le", "gt", "ge", "clamp"];

describe.each<[name: string, family: Family]>([
  ["complexParts", complexParts],
  ["elementwise", without(elementwise, ...ofBits, ...shifts, ...ofReals)],
  ["conversion", without(conversion, "bitcastConvertType", "reducePrecision")],
  ["reduction", without(reduction, "reduceAnd", "reduceOr", "reduceXor", "argmax", "argmin")],
  ["window", without(window, "selectAndScatterAdd", "selectAndGatherAdd")],
  ["contraction", contraction],
  ["convolution", convolution],
  // Others of these move elements in the same way, whatever their dtype.
  ["shape", without(shape, "reshape", "squeeze", "split")],
  ["indexing", without(indexing, "slice", "dynamicUpdateSlice")],
  ["sorting", without(sorting, "topK")],
])("of complex elements, %s", (name, family) => testFamily(name, family, "complex/fixtures"));
