import type { DType, SortParams, TopKParams } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { type Code, join, plain, wgsl } from "../wgsl/code.js";
import { isNan, orderOf } from "../wgsl/library/index.js";
import { threadGrid, workgroupGrid } from "./grid.js";
import { modulo, over, plus, times } from "./index-arithmetic.js";
import { type Readable, ShaderWriter } from "./shader-writer.js";
import { around, nameCoordinates, offsetInRow, type Rows } from "./strides.js";

/** So many neighbours are sorted by one workgroup. */
const tile = 256;

/** Whether a value comes before another, as an expression of the two. */
type Before = (x: string, y: string, dtype: DType) => Code;

/** NaN comes last; 0 and −0 are equal, and so are all NaNs. */
const ascending: Before = (x, y, dtype) => {
  if (dtype === "bool") return plain(`!${x} && ${y}`);
  return dtype === "float32" || dtype === "float16"
    ? wgsl`select(${x} < ${y}, !${isNan}(${x}), ${isNan}(${y})) && !${isNan}(${x})`
    : plain(`${x} < ${y}`);
};

/** The greatest first, NaN before all, and 0 before −0. */
const descending: Before = (x, y, dtype) =>
  dtype === "float32" || dtype === "float16"
    ? wgsl`select(${orderOf}(${x}) > ${orderOf}(${y}), ${isNan}(${x}) && !${isNan}(${y}), ${isNan}(${x}) || ${isNan}(${y}))`
    : plain(`${x} > ${y}`);

/** The keys of rows that are sorted, and how two of their elements compare. */
interface Keys extends Rows {
  readonly keys: readonly Source[];
  readonly before: Before;
  /** What is computed, for error texts. */
  readonly label: string;
}

/** Adds `comes_before(row, i, j)` to a shader: whether element i of a row comes before element j, by all keys. */
function defineComparison(shader: ShaderWriter, { keys, before, n, inner }: Keys): void {
  const lines = keys.map((key, k) => {
    const source = shader.input(key);
    const [x, y] = [`key${k}_i`, `key${k}_j`];
    const load = (index: string) => source.load(plus("first", times(index, inner)));
    const ifEqual = k < keys.length - 1;
    const [less, greater] = [before(x, y, source.dtype), before(y, x, source.dtype)];
    return wgsl`  let ${x} = ${load("i")};
  let ${y} = ${load("j")};
${ifEqual ? wgsl`  if (${less}) { return true; }\n  if (${greater}) { return false; }` : wgsl`  return ${less};`}
`;
  });
  shader.defineFunction(wgsl`fn comes_before(row: u32, i: u32, j: u32) -> bool {
  let first = ${plus(times(over("row", inner), n * inner), modulo("row", inner))};
${join(lines, "")}}`);
}

/**
 * Writes where element `own`, at `p` of a row, goes when the run of `width` elements that it is in is merged with the
 * neighbouring run: `to`. `at(p)` is the element at a place, `end` the end of the row.
 */
function writeMerge(shader: ShaderWriter, at: (p: string) => Code, end: string): void {
  shader.line`let start = p / (2u * width) * 2u * width;`;
  shader.line`let is_left = p - start < width;`;
  shader.line`let sibling = min(select(start, start + width, is_left), ${end});`;
  shader.line`var low = sibling;`;
  shader.line`var high = min(sibling + width, ${end});`;
  shader.block(wgsl`while (low < high)`, () => {
    shader.line`let middle = (low + high) / 2u;`;
    shader.line`let other = ${at("middle")};`;
    // Of equal elements, those of the left run come first.
    shader.line`var goes_behind = false;`;
    shader.line`if (is_left) { goes_behind = comes_before(row, other, own); } else { goes_behind = !comes_before(row, own, other); }`;
    shader.line`if (goes_behind) { low = middle + 1u; } else { high = middle; }`;
  });
  shader.line`let to = p - select(width, 0u, is_left) + (low - sibling);`;
}

/** Sorts runs of `tile` elements, each by a workgroup in its own memory. */
function sortRuns(keys: Keys, places: BufferId, program: ProgramBuilder): void {
  const { outer, n, inner, label } = keys;
  const runs = Math.ceil(n / tile);
  const shader = new ShaderWriter(program, `${label} (runs of ${tile})`);
  defineComparison(shader, keys);
  const result = shader.write(places);
  shader.workgroupMemory("places", "u32", tile);
  workgroupGrid(shader, outer * inner * runs, tile, () => {
    shader.line`let row = ${over("group", runs)};`;
    shader.line`let offset = ${times(modulo("group", runs), tile)};`;
    shader.line`let size = min(${tile}u, ${n}u - offset);`;
    shader.line`let p = t;`;
    shader.line`places[p] = offset + p;`;
    shader.line`workgroupBarrier();`;
    shader.block(wgsl`for (var width = 1u; width < ${Math.min(tile, n)}u; width <<= 1u)`, () => {
      shader.line`let own = places[p];`;
      shader.line`var destination = p;`;
      shader.block(wgsl`if (p < size)`, () => {
        writeMerge(shader, (place) => wgsl`places[${place}]`, "size");
        shader.line`destination = to;`;
      });
      shader.line`workgroupBarrier();`;
      shader.line`places[destination] = own;`;
      shader.line`workgroupBarrier();`;
    });
    const store = result.store(plus(times("row", n), "offset", "p"), plain("places[p]"));
    shader.statement(wgsl`if (p < size) { ${store} }`);
  });
}

/** Merges runs of `width` elements into runs of twice as many: a thread for each element. */
function mergeRuns(keys: Keys, width: number, places: BufferId, merged: BufferId, program: ProgramBuilder): void {
  const { outer, n, inner, label } = keys;
  const shader = new ShaderWriter(program, `${label} (runs of ${2 * width})`);
  const from = shader.read(places);
  defineComparison(shader, keys);
  const result = shader.write(merged);
  threadGrid(shader, outer * inner * n, () => {
    shader.line`let row = i / ${n}u;`;
    shader.line`let p = i % ${n}u;`;
    shader.line`let width = ${width}u;`;
    shader.line`let own = ${from.load("i")};`;
    writeMerge(shader, (place) => from.load(plus(times("row", n), place)), `${n}u`);
    shader.statement(result.store(plus(times("row", n), "to"), plain("own")));
  });
}

/**
 * For each row, the places of its elements in order, `[rows, n]`: a merge sort. An element finds where it belongs among
 * the neighbouring run by bisection, so all elements of a pass move at once, and equal ones keep their order.
 */
function sortedPlaces(keys: Keys, program: ProgramBuilder): BufferId {
  const newPlaces = () => program.newBuffer({ dtype: "uint32", size: keys.outer * keys.inner * keys.n });
  let places = newPlaces();
  sortRuns(keys, places, program);
  for (let width = tile; width < keys.n; width *= 2) {
    const merged = newPlaces();
    mergeRuns(keys, width, places, merged, program);
    places = merged;
  }
  return places;
}

/** Moves elements of rows to where the places say: the first `k` of each row. */
function move(
  x: Source | undefined,
  places: BufferId,
  rows: Rows,
  k: number,
  out: Target,
  program: ProgramBuilder,
): void {
  const { outer, n, inner } = rows;
  const shader = new ShaderWriter(program, "sort (move)");
  const from = shader.read(places);
  const source: Readable | undefined = x && shader.input(x);
  const result = shader.write(out.buffer);
  threadGrid(shader, outer * k * inner, (i) => {
    const [o, at, r] = nameCoordinates(shader, [outer, k, inner], "i", "i") as [string, string, string];
    shader.line`let place = ${from.load(plus(times(plus(times(o, inner), r), n), at))};`;
    const value = source?.load(offsetInRow(rows, [o, r], "place")) ?? plain("i32(place)");
    shader.statement(result.store(i, value));
  });
}

/** `sort`: the keys decide, the first one first, and all arrays move along. */
export function sort(
  inputs: readonly Source[],
  { dimension, numKeys }: SortParams,
  outs: readonly Target[],
  program: ProgramBuilder,
): void {
  const { aval } = inputs[0] as Source;
  if (aval.size === 0) return;
  const rows = around(aval.shape, dimension);
  const keys = inputs.slice(0, numKeys);
  const places = sortedPlaces({ ...rows, keys, before: ascending, label: "sort" }, program);
  inputs.forEach((x, i) => move(x, places, rows, rows.n, outs[i] as Target, program));
}

/** `topK`: the greatest elements, of equal ones the first, and their places. */
export function topK(x: Source, { k, axis }: TopKParams, outs: readonly Target[], program: ProgramBuilder): void {
  const [values, indices] = outs as [Target, Target];
  if (values.aval.size === 0) return;
  const rows = around(x.aval.shape, axis);
  const places = sortedPlaces({ ...rows, keys: [x], before: descending, label: "top_k" }, program);
  move(x, places, rows, k, values, program);
  move(undefined, places, rows, k, indices, program);
}
