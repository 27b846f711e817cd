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

/**
 * For each row, the places of its elements in order, `[rows, n]`: a merge sort. An element finds where it belongs among
 * the neighbouring run by bisection, so all elements of a pass move at once, and equal ones keep their order. Runs of
 * `tile` are sorted in workgroup memory, longer ones in a pass each.
 */
function sortedPlaces(
  keys: readonly Source[],
  rows: Rows,
  before: Before,
  program: ProgramBuilder,
  label: string,
): BufferId {
  const { outer, n, inner } = rows;
  const count = outer * inner;
  const newPlaces = () => program.newBuffer({ dtype: "uint32", size: count * n });

  /** Adds `comes_before(row, i, j)` to a shader: whether element i of a row comes before element j. */
  const compare = (shader: ShaderWriter) => {
    const sources = keys.map((key) => shader.input(key));
    const lines = sources.flatMap((source, k) => {
      const { dtype } = source;
      const load = (index: string) => source.load(plus("first", times(index, inner)));
      const [x, y] = [`key${k}_i`, `key${k}_j`];
      return [
        wgsl`  let ${x} = ${load("i")};\n  let ${y} = ${load("j")};\n`,
        k === keys.length - 1
          ? wgsl`  return ${before(x, y, dtype)};\n`
          : wgsl`  if (${before(x, y, dtype)}) { return true; }\n  if (${before(y, x, dtype)}) { return false; }\n`,
      ];
    });
    shader.defineFunction(wgsl`fn comes_before(row: u32, i: u32, j: u32) -> bool {
  let first = ${plus(times(over("row", inner), n * inner), modulo("row", inner))};
${join(lines, "")}}`);
  };
  /** Where an element of a pair of runs goes; `at(p)` is the place of element p of the row, `end` the end of the row. */
  const bisect = (shader: ShaderWriter, at: (p: string) => Code, end: string) => {
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
  };

  let places = newPlaces();
  const tiles = Math.ceil(n / tile);
  const first = new ShaderWriter(program, `${label} (runs of ${tile})`);
  compare(first);
  const target = first.write(places);
  first.workgroupMemory("places", "u32", tile);
  workgroupGrid(first, count * tiles, tile, () => {
    first.line`let row = ${over("group", tiles)};`;
    first.line`let offset = ${times(modulo("group", tiles), tile)};`;
    first.line`let size = min(${tile}u, ${n}u - offset);`;
    first.line`let p = t;`;
    first.line`places[p] = offset + p;`;
    first.line`workgroupBarrier();`;
    first.block(wgsl`for (var width = 1u; width < ${Math.min(tile, n)}u; width <<= 1u)`, () => {
      first.line`let own = places[p];`;
      first.line`var destination = p;`;
      first.block(wgsl`if (p < size)`, () => {
        bisect(first, (p) => wgsl`places[${p}]`, "size");
        first.line`destination = to;`;
      });
      first.line`workgroupBarrier();`;
      first.line`places[destination] = own;`;
      first.line`workgroupBarrier();`;
    });
    first.statement(wgsl`if (p < size) { ${target.store(`row * ${n}u + offset + p`, plain("places[p]"))} }`);
  });

  for (let width = tile; width < n; width *= 2) {
    const merged = newPlaces();
    const shader = new ShaderWriter(program, `${label} (runs of ${2 * width})`);
    const from = shader.read(places);
    compare(shader);
    const to = shader.write(merged);
    threadGrid(shader, count * n, () => {
      shader.line`let row = i / ${n}u;`;
      shader.line`let p = i % ${n}u;`;
      shader.line`let width = ${width}u;`;
      shader.line`let own = ${from.load("i")};`;
      bisect(shader, (p) => from.load(`row * ${n}u + ${p}`), `${n}u`);
      shader.statement(to.store(`row * ${n}u + to`, plain("own")));
    });
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
  const places = sortedPlaces(inputs.slice(0, numKeys), rows, ascending, program, "sort");
  inputs.forEach((x, i) => move(x, places, rows, rows.n, outs[i] as Target, program));
}

/** `topK`: the greatest elements, of equal ones the first, and their places. */
export function topK(x: Source, { k, axis }: TopKParams, outs: readonly Target[], program: ProgramBuilder): void {
  const [values, indices] = outs as [Target, Target];
  if (values.aval.size === 0) return;
  const rows = around(x.aval.shape, axis);
  const places = sortedPlaces([x], rows, descending, program, "top_k");
  move(x, places, rows, k, values, program);
  move(undefined, places, rows, k, indices, program);
}
