import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { wgsl } from "../wgsl/code.js";
import { threadGrid } from "./grid.js";
import { minus, plus } from "./index-arithmetic.js";
import { type Readable, ShaderWriter } from "./shader-writer.js";
import { around, nameCoordinates, offsetInRow } from "./strides.js";

/** A thread for each element of the inputs, as many of them to a shader as it can bind. */
export function concatenate(inputs: readonly Source[], dimension: number, out: Target, program: ProgramBuilder): void {
  const { outer, n, inner } = around(out.aval.shape, dimension);
  const parts = inputs
    .map((source) => ({ source, size: source.aval.shape[dimension] as number }))
    .filter(({ size }) => size > 0);
  const most = program.limits.buffers - 1;
  let start = 0;
  for (let first = 0; first < parts.length; first += most) {
    const group = parts.slice(first, first + most);
    const size = group.reduce((sum, part) => sum + part.size, 0);
    if (outer * size * inner > 0) concatenateGroup(group, { outer, n, inner, start, size }, out, program);
    start += size;
  }
}

interface Place {
  readonly outer: number;
  readonly n: number;
  readonly inner: number;
  /** Where along the axis the group goes, and how much of it it takes. */
  readonly start: number;
  readonly size: number;
}

function concatenateGroup(
  group: readonly { readonly source: Source; readonly size: number }[],
  { outer, n, inner, start, size }: Place,
  out: Target,
  program: ProgramBuilder,
): void {
  const shader = new ShaderWriter(program, "concatenate");
  const sources = group.map(({ source }) => shader.input(source));
  const result = shader.write(out.buffer);
  threadGrid(shader, outer * size * inner, () => {
    const [o, k, r] = nameCoordinates(shader, [outer, size, inner], "i", "i") as [string, string, string];
    shader.line`let to = ${offsetInRow({ outer, n, inner }, [o, r], plus(k, start))};`;
    let before = 0;
    group.forEach((part, g) => {
      const from = offsetInRow({ outer, n: part.size, inner }, [o, r], minus(k, before));
      const store = result.store("to", (sources[g] as Readable).load(from));
      before += part.size;
      shader.statement(g === group.length - 1 ? store : wgsl`if (${k} < ${before}u) { ${store} return; }`);
    });
  });
}
