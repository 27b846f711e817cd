import type { Primitive } from "@hyrax/core";
import { deviceType } from "../device/device-types.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { type Code, define, plain, type WgslFunction, wgsl } from "../wgsl/code.js";
import { isNan } from "../wgsl/library/index.js";
import { threadGrid, workgroupGrid } from "./grid.js";
import { reduceWorkgroup } from "./reduce.js";
import { ShaderWriter } from "./shader-writer.js";
import { around, nameCoordinates, offsetInRow } from "./strides.js";

/** Whether a value is found before another; NaN is better than every number. */
function better(name: "argmax" | "argmin", type: string): WgslFunction {
  const compared = name === "argmax" ? "x > y" : "x < y";
  const body: Code =
    type === "f32"
      ? wgsl`if (${isNan}(x) || ${isNan}(y)) { return !${isNan}(y); }
  return ${compared};`
      : wgsl`return ${compared};`;
  return define(`better_of_${name}_${type}`)`(x: ${type}, y: ${type}) -> bool {
  ${body}
}`;
}

const groupSize = 256;

/** The first place along an axis whose element is better than all others. */
export function argReduce({ name }: Primitive, x: Source, axis: number, out: Target, program: ProgramBuilder): void {
  const row = around(x.aval.shape, axis);
  const { outer, n, inner } = row;
  const rows = outer * inner;
  if (rows === 0) return;
  const value = deviceType(x.aval.dtype).value;
  const type = value === "bool" ? "u32" : value;
  const isBetter = better(name as "argmax" | "argmin", type);
  const shader = new ShaderWriter(program, name);
  const source = shader.input(x);
  const result = shader.write(out.buffer);
  const index = deviceType(out.aval.dtype).value;

  /** Looks through every `step`-th element of a row from `first` on; there has to be one. */
  const search = (number: string, first: string, step: number) => {
    const place = nameCoordinates(shader, [outer, inner], number, "r");
    shader.line`var best_at = ${first};`;
    shader.line`var best = ${type}();`;
    shader.block(wgsl`for (var k = ${first}; k < ${n}u; k += ${step}u)`, () => {
      const loaded = source.load(offsetInRow(row, place, "k"));
      const candidate = shader.let(value === "bool" ? wgsl`u32(${loaded})` : loaded);
      shader.line`if (k == ${first} || ${isBetter}(${candidate}, best)) { best = ${candidate}; best_at = k; }`;
    });
  };
  const store = (at: string, found: string) => shader.statement(result.store(at, plain(`${index}(${found})`)));

  if (n <= groupSize || rows >= 4096) {
    return threadGrid(shader, rows, (i) => {
      search(i.text, "0u", 1);
      store(i.text, "best_at");
    });
  }
  shader.workgroupMemory("bests", type, groupSize);
  shader.workgroupMemory("places", "u32", groupSize);
  workgroupGrid(shader, rows, groupSize, () => {
    search("group", "t", groupSize);
    shader.line`bests[t] = best;`;
    shader.line`places[t] = best_at;`;
    reduceWorkgroup(shader, groupSize, () => {
      shader.line`let other = bests[t + half];`;
      shader.line`let other_at = places[t + half];`;
      shader.line`let wins = ${isBetter}(other, bests[t]);`;
      shader.line`let loses = ${isBetter}(bests[t], other);`;
      shader.line`if (wins || (!loses && other_at < places[t])) { bests[t] = other; places[t] = other_at; }`;
    });
    shader.block(wgsl`if (t == 0u)`, () => store("group", "places[0]"));
  });
}
