import type { Shape } from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { wgsl } from "../wgsl/code.js";
import { threadGrid } from "./grid.js";
import { plus, weighted } from "./index-arithmetic.js";
import { ShaderWriter } from "./shader-writer.js";
import { nameCoordinates, stridesOf } from "./strides.js";

/** Names where a window starts along each axis, moved so that it lies within the array. */
function nameStarts(shader: ShaderWriter, starts: readonly Source[], shape: Shape, window: Shape): readonly string[] {
  return starts.map((source, axis) => {
    const limit = (shape[axis] as number) - (window[axis] as number);
    if (limit === 0) return "0u";
    const start = shader.input(source).load("0u");
    const bounded =
      source.aval.dtype === "int32" ? wgsl`u32(clamp(${start}, 0i, ${limit}i))` : wgsl`min(${start}, ${limit}u)`;
    shader.line`let s${axis} = ${bounded};`;
    return `s${axis}`;
  });
}

/** `dynamicSlice`: a thread for each element of the slice. */
export function dynamicSlice([x, ...starts]: readonly Source[], out: Target, program: ProgramBuilder): void {
  const { shape, size } = out.aval;
  if (size === 0) return;
  const shader = new ShaderWriter(program, "dynamic_slice");
  const source = shader.input(x as Source);
  const result = shader.write(out.buffer);
  threadGrid(shader, size, (i) => {
    const from = (x as Source).aval.shape;
    const strides = stridesOf(from);
    const firsts = nameStarts(shader, starts, from, shape);
    const names = nameCoordinates(shader, shape, "i", "i");
    shader.statement(result.store(i, source.load(plus(weighted(firsts, strides), weighted(names, strides)))));
  });
}

/** `dynamicUpdateSlice`: a thread for each element of the array, which takes that of the update where there is one. */
export function dynamicUpdateSlice(
  [x, update, ...starts]: readonly Source[],
  out: Target,
  program: ProgramBuilder,
): void {
  const { shape, size } = out.aval;
  if (size === 0) return;
  const part = (update as Source).aval;
  const shader = new ShaderWriter(program, "dynamic_update_slice");
  const before = shader.input(x as Source);
  const after = part.size > 0 ? shader.input(update as Source) : before;
  const result = shader.write(out.buffer);
  threadGrid(shader, size, (i) => {
    const keep = result.store(i, before.load(i));
    if (part.size === 0) return shader.statement(keep);
    const firsts = nameStarts(shader, starts, shape, part.shape);
    const names = nameCoordinates(shader, shape, "i", "i");
    // What lies before the window wraps to a very large number.
    const places = names.map((name, axis) => {
      if (firsts[axis] === "0u") return name;
      shader.line`let p${axis} = ${name} - ${firsts[axis] as string};`;
      return `p${axis}`;
    });
    const inside = places
      .map((place, axis) => `${place} < ${part.shape[axis]}u`)
      .filter((_, axis) => part.shape[axis] !== shape[axis]);
    const replace = result.store(i, after.load(weighted(places, stridesOf(part.shape))));
    if (inside.length === 0) shader.statement(replace);
    else shader.statement(wgsl`if (${inside.join(" && ")}) { ${replace} } else { ${keep} }`);
  });
}
