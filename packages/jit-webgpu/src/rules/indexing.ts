import {
  type DType,
  dtypeKind,
  type GatherParams,
  indexing,
  type ScatterParams,
  type Shape,
  type ShapedArray,
  unsupported,
} from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { combinationOf } from "../kernels/combination.js";
import { copySource } from "../kernels/copy.js";
import { threadGrid } from "../kernels/grid.js";
import { modulo, over, plus, weighted } from "../kernels/index-arithmetic.js";
import { ScatteredWindows } from "../kernels/scattered-windows.js";
import { ShaderWriter } from "../kernels/shader-writer.js";
import { nameCoordinates, stridesOf } from "../kernels/strides.js";
import { type Code, wgsl } from "../wgsl/code.js";
import { literal } from "../wgsl/literal.js";
import { kernelFamily, type Source, type Target } from "./kernel-rule.js";

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

function dynamicSlice([x, ...starts]: readonly Source[], out: Target, program: ProgramBuilder): void {
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

function dynamicUpdateSlice([x, update, ...starts]: readonly Source[], out: Target, program: ProgramBuilder): void {
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

function gather(
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

/** What an update does to an element. */
type Update = (before: Code, update: Code) => Code;

/** So many threads share the work of updates that may meet at one element. */
const owners = 256;

/**
 * A scatter onto a copy of `x`. Updates that never meet have a thread each. Others are applied in order, so that results
 * do not depend on chance: each element has one thread that owns it, which looks at all windows and applies what concerns
 * its elements.
 */
function scatter(name: string, update: (dtype: DType) => Update) {
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

const combining = (reducer: "sum" | "prod" | "max" | "min") => (dtype: DType) => combinationOf(reducer, dtype).combine;

export const indexingKernels = kernelFamily(indexing, {
  slice: unsupported("it is part of the kernels that read its result"),
  dynamicSlice: (inputs, _, [out], program) => dynamicSlice(inputs, out as Target, program),
  dynamicUpdateSlice: (inputs, _, [out], program) => dynamicUpdateSlice(inputs, out as Target, program),
  gather: (inputs, params, [out], program) => gather(inputs, params, out as Target, program),
  scatter: scatter("scatter", () => (_, value) => value),
  scatterAdd: scatter("scatter_add", combining("sum")),
  scatterMul: scatter("scatter_mul", combining("prod")),
  scatterMin: scatter("scatter_min", combining("min")),
  scatterMax: scatter("scatter_max", combining("max")),
});
