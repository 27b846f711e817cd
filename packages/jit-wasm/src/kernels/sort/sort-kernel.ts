import { isComplex, type SortParams } from "@hyrax/core";
import { isLaneDType } from "../../emit/vector-types.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { around } from "../around.js";
import { LONG_ROW } from "./long-row.js";
import { sortLongRows } from "./sort-long-rows.js";
import { sortByPlaces } from "./sort-places.js";
import { sortTiles } from "./sort-tiles.js";

/** `sort`: an array that is its own key is sorted as keys; others are moved to the places that their keys give them. */
export function sortKernel(
  inputs: readonly Operand[],
  { dimension, numKeys }: SortParams,
  outs: readonly Operand[],
): EquationCode | string {
  const rows = around(inputs[0]!.aval.shape, dimension);
  const keys = inputs.slice(0, numKeys);
  const odd = keys.find(({ aval }) => !isLaneDType(aval.dtype) || aval.dtype === "key<fry>");
  if (odd !== undefined) return `${odd.aval.dtype} has no order`;
  if (inputs[0]!.aval.size === 0) return { work: 0, emit: () => {} };
  if (inputs.length === 1 && !isComplex(inputs[0]!.aval.dtype)) {
    const sortRows = rows.n < LONG_ROW ? sortTiles : sortLongRows;
    return sortRows(inputs[0]!, outs[0]!, rows);
  }
  return sortByPlaces(inputs, numKeys, outs, rows);
}
