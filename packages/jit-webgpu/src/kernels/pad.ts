import type { PadParams } from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { wgsl } from "../wgsl/code.js";
import { threadGrid } from "./grid.js";
import { minus, over, weighted } from "./index-arithmetic.js";
import { ShaderWriter } from "./shader-writer.js";
import { nameCoordinates, stridesOf } from "./strides.js";

/** `pad`: a thread for each element of the result. */
export function pad(
  x: Source,
  value: Source,
  { paddingConfig }: PadParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { aval } = out;
  if (aval.size === 0) return;
  const shader = new ShaderWriter(program, "pad");
  const filler = shader.input(value);
  const empty = x.aval.size === 0;
  const source = empty ? filler : shader.input(x);
  const result = shader.write(out.buffer);
  threadGrid(shader, aval.size, (i) => {
    if (empty) return shader.statement(result.store(i, filler.load("0u")));
    const names = nameCoordinates(shader, aval.shape, "i", "i");
    const conditions: string[] = [];
    const places = names.map((name, axis) => {
      const [low, , interior] = paddingConfig[axis] as PadParams["paddingConfig"][0];
      const size = x.aval.shape[axis] as number;
      if (low === 0 && interior === 0 && size === aval.shape[axis]) return name;
      const step = interior + 1;
      // What lies before the first element wraps to a very large number.
      shader.line`let p${axis} = ${minus(name, low)};`;
      conditions.push(`p${axis} < ${(size - 1) * step + 1}u`);
      if (step > 1) conditions.push(`p${axis} % ${step}u == 0u`);
      return over(`p${axis}`, step);
    });
    const copy = result.store(i, source.load(weighted(places, stridesOf(x.aval.shape))));
    if (conditions.length === 0) return shader.statement(copy);
    shader.statement(wgsl`if (${conditions.join(" && ")}) { ${copy} } else { ${result.store(i, filler.load("0u"))} }`);
  });
}
