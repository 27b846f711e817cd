import type { DType, ScatterParams, ShapedArray } from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { type Code, wgsl } from "../wgsl/code.js";
import { copySource } from "./copy.js";
import { threadGrid } from "./grid.js";
import { modulo, over, plus } from "./index-arithmetic.js";
import { ScatteredWindows } from "./scattered-windows.js";
import { ShaderWriter } from "./shader-writer.js";
import { nameCoordinates } from "./strides.js";

/** What an update does to an element. */
type Update = (before: Code, update: Code) => Code;

/** So many threads share the work of updates that may meet at one element. */
const owners = 256;

/**
 * A scatter onto a copy of `x`. Updates that never meet have a thread each. Others are applied in order, so that results
 * do not depend on chance: each element has one thread that owns it, which looks at all windows and applies what concerns
 * its elements.
 */
export function scatter(name: string, update: (dtype: DType) => Update) {
  return (
    [x, indices, updates]: readonly [Source, Source, Source],
    params: ScatterParams,
    [out]: readonly Target[],
    program: ProgramBuilder,
  ): void => {
    const { buffer, aval } = out as Target;
    copySource(x, buffer, program);
    const windows = windowsOf(x.aval, indices.aval, updates.aval, params);
    if (updates.aval.size === 0 || aval.size === 0) return;
    const shader = new ShaderWriter(program, name);
    const places = indices.aval.size > 0 ? shader.input(indices) : shader.input(updates);
    const values = shader.input(updates);
    const result = shader.write(buffer);
    const f = update(aval.dtype);
    const clip = params.mode === "clip";
    const apply = (batch: readonly string[], within: readonly string[], owned: string) => {
      shader.line`let to = ${plus("start", windows.offsetWithin(within))};`;
      const conditions = [...(clip ? [] : ["inside"]), ...(owned === "" ? [] : [owned])];
      const store = result.store("to", f(result.load("to"), values.load(windows.offsetInY(batch, within))));
      shader.statement(conditions.length === 0 ? store : wgsl`if (${conditions.join(" && ")}) { ${store} }`);
    };

    if (params.uniqueIndices && !windows.mayOverlap) {
      return threadGrid(shader, windows.count * windows.size, () => {
        shader.line`let window = ${over("i", windows.size)};`;
        shader.line`let element = ${modulo("i", windows.size)};`;
        const batch = windows.batchCoordinates(shader, "window");
        const within = nameCoordinates(shader, windows.shape, "element", "w");
        windows.find(shader, places, batch);
        apply(batch, within, "");
      });
    }

    // Elements of different places within windows that do not overlap are different elements.
    const apart = windows.mayOverlap ? 1 : windows.size;
    const sharing = Math.max(1, Math.min(Math.ceil(owners / apart), windows.count, aval.size));
    threadGrid(shader, sharing * apart, () => {
      shader.line`let owner = ${over("i", apart)};`;
      const owned = sharing === 1 ? "" : `to % ${sharing}u == owner`;
      shader.line`let element = ${modulo("i", apart)};`;
      const within = windows.mayOverlap ? [] : nameCoordinates(shader, windows.shape, "element", "w");
      shader.block(wgsl`for (var window = 0u; window < ${windows.count}u; window++)`, () => {
        const batch = windows.batchCoordinates(shader, "window");
        windows.find(shader, places, batch);
        if (!windows.mayOverlap) return apply(batch, within, owned);
        shader.block(wgsl`for (var e = 0u; e < ${windows.size}u; e++)`, () => {
          apply(batch, nameCoordinates(shader, windows.shape, "e", "w"), owned);
        });
      });
    });
  };
}

function windowsOf(
  x: ShapedArray,
  indices: ShapedArray,
  updates: ShapedArray,
  params: ScatterParams,
): ScatteredWindows {
  const { dimensionNumbers: d } = params;
  const windowDims = [...d.updateWindowDims].sort((a, b) => a - b);
  const removed = [...d.insertedWindowDims, ...d.operandBatchingDims];
  let k = 0;
  const window = x.shape.map((_, axis) =>
    removed.includes(axis) ? 1 : (updates.shape[windowDims[k++] as number] as number),
  );
  return new ScatteredWindows(x, indices, updates, window, {
    windowDims,
    collapsedDims: d.insertedWindowDims,
    indexMap: d.scatterDimsToOperandDims,
    batchingDims: d.operandBatchingDims,
    indicesBatchingDims: d.scatterIndicesBatchingDims,
  });
}
