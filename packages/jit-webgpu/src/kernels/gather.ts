import { type DType, dtypeKind, type GatherParams } from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { type Code, wgsl } from "../wgsl/code.js";
import { literal } from "../wgsl/literal.js";
import { threadGrid } from "./grid.js";
import { plus } from "./index-arithmetic.js";
import { ScatteredWindows } from "./scattered-windows.js";
import { ShaderWriter } from "./shader-writer.js";
import { nameCoordinates } from "./strides.js";

/** `gather`: a thread for each element of the result finds the window that it lies in. */
export function gather(
  [x, indices]: readonly [Source, Source],
  params: GatherParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { dimensionNumbers: d, sliceSizes, mode, fillValue } = params;
  if (out.aval.size === 0) return;
  const windows = new ScatteredWindows(x.aval, indices.aval, out.aval, sliceSizes, {
    windowDims: d.offsetDims,
    collapsedDims: d.collapsedSliceDims,
    indexMap: d.startIndexMap,
    batchingDims: d.operandBatchingDims,
    indicesBatchingDims: d.startIndicesBatchingDims,
  });
  const shader = new ShaderWriter(program, "gather");
  const source = shader.input(x);
  const places = indices.aval.size > 0 ? shader.input(indices) : source;
  const result = shader.write(out.buffer);
  threadGrid(shader, out.aval.size, (i) => {
    const { batch, within } = windows.divide(nameCoordinates(shader, out.aval.shape, "i", "i"));
    windows.find(shader, places, batch);
    const copy = result.store(i, source.load(plus("start", windows.offsetWithin(within))));
    if (mode !== "fill") return shader.statement(copy);
    const fill = result.store(i, fillLiteral(out.aval.dtype, fillValue));
    shader.statement(wgsl`if (inside) { ${copy} } else { ${fill} }`);
  });
}

/** The value of a window out of bounds: as given, or NaN, the least signed integer, the greatest unsigned one, or true. */
function fillLiteral(dtype: DType, value: number | null): Code {
  if (value !== null) return literal(value, dtype);
  const kind = dtypeKind(dtype);
  return literal(kind === "f" ? Number.NaN : kind === "i" ? -(2 ** 31) : kind === "u" ? 2 ** 32 - 1 : true, dtype);
}
