import { type PadParams, type ShapedArray, shape, unsupported } from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { threadGrid } from "../kernels/grid.js";
import { minus, over, plus, weighted } from "../kernels/index-arithmetic.js";
import { type Readable, ShaderWriter } from "../kernels/shader-writer.js";
import { around, nameCoordinates, offsetInRow, stridesOf } from "../kernels/strides.js";
import { wgsl } from "../wgsl/code.js";
import { kernelFamily, type Source, type Target } from "./kernel-rule.js";

/** A thread for each element of the inputs, as many of them to a shader as it can bind. */
function concatenate(inputs: readonly Source[], dimension: number, out: Target, program: ProgramBuilder): void {
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

function pad(x: Source, value: Source, { paddingConfig }: PadParams, out: Target, program: ProgramBuilder): void {
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
      const size = (x.aval as ShapedArray).shape[axis] as number;
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

const fused = unsupported("it is part of the kernels that read its result");

export const shapeKernels = kernelFamily(shape, {
  broadcastInDim: fused,
  reshape: fused,
  transpose: fused,
  squeeze: fused,
  rev: fused,
  concatenate: (inputs, { dimension }, [out], program) => concatenate(inputs, dimension, out as Target, program),
  split: fused,
  pad: ([x, value], params, [out], program) => pad(x, value, params, out as Target, program),
  iota: fused,
});
