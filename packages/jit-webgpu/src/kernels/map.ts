import { sizeOf } from "@hyrax/core";
import { type MapKernel, primitivesOf } from "@hyrax/jit";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { WalkedExpression } from "./expression.js";
import { threadGrid } from "./grid.js";
import { ShaderWriter } from "./shader-writer.js";

/** `out[i] = expr(i)`, a thread for each element. */
export function mapKernel({ space, expr, out }: MapKernel, program: ProgramBuilder): void {
  const size = sizeOf(space);
  if (size === 0) return;
  const shader = new ShaderWriter(program, primitivesOf(expr).join(" ") || "copy");
  const walked = new WalkedExpression(expr, [space]);
  const result = shader.write(out);
  threadGrid(shader, size, (i) => {
    const value = walked.write(shader, [walked.coordinates(shader, 0, i.text)]);
    shader.statement(result.store(i, value));
  });
}
