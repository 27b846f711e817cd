import { type DType, sizeOf } from "@hyrax/core";
import type { SelectAndScatterAddParams, WindowParams } from "@hyrax/core/library";
import { deviceType } from "../device/device-types.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { type Code, plain, wgsl } from "../wgsl/code.js";
import { le } from "../wgsl/library/index.js";
import { combinationOf } from "./combination.js";
import { threadGrid } from "./grid.js";
import { minus, over, times } from "./index-arithmetic.js";
import { ShaderWriter } from "./shader-writer.js";
import { elementsAt, offsetAt, overPlaces, type Sliding, slidingsOf } from "./sliding-window.js";
import { nameCoordinates } from "./strides.js";

const windowsOf = (slidings: readonly Sliding[]) => slidings.map(({ window }) => window);

/** Reductions over sliding windows: a thread for each window. */
export function reduceWindow(
  reducer: "sum" | "max" | "min",
  x: Source,
  params: WindowParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { aval } = out;
  if (aval.size === 0) return;
  const slidings = slidingsOf(x.aval, aval.shape, params);
  const { combine, identity } = combinationOf(reducer, aval.dtype);
  const shader = new ShaderWriter(program, `reduce_window_${reducer}`);
  const result = shader.write(out.buffer);
  const source = shader.input(x);
  threadGrid(shader, aval.size, (i) => {
    const names = nameCoordinates(shader, aval.shape, "i", "i");
    shader.line`var total = ${identity};`;
    if (x.aval.size > 0) {
      overPlaces(shader, windowsOf(slidings), "k", (places) => {
        const { elements, condition } = elementsAt(shader, slidings, names, places, "p");
        const add = wgsl`total = ${combine(plain("total"), source.load(offsetAt(x.aval.shape, elements)))};`;
        shader.statement(condition === "" ? add : wgsl`if (${condition}) { ${add} }`);
      });
    }
    shader.statement(result.store(i, plain("total")));
  });
}

/** Whether the value chosen so far is kept beside another one. A comparison with NaN is false, and moves the choice on. */
function keeps({ selector }: SelectAndScatterAddParams, dtype: DType): Code {
  const [less, greater] = selector === "ge" ? ["value", "best"] : ["best", "value"];
  return deviceType(dtype).value === "f32" ? wgsl`${le}(${less}, ${greater})` : wgsl`${less} <= ${greater}`;
}

/** What the selection begins with, and what the padding holds. */
function start({ selector }: SelectAndScatterAddParams, dtype: DType): Code {
  return combinationOf(selector === "ge" ? "max" : "min", dtype).identity;
}

/** Loads the element of a window into `value`, or what the padding holds. */
function loadValue(shader: ShaderWriter, load: Code, condition: string, padding: Code): void {
  if (condition === "") return shader.line`let value = ${load};`;
  shader.line`var value = ${padding};`;
  shader.line`if (${condition}) { value = ${load}; }`;
}

/**
 * `selectAndScatterAdd`: a thread for each element of `x` looks at the windows that it lies in, and adds what belongs to
 * those that choose it. The first place of a window is chosen to begin with.
 */
export function selectAndScatterAdd(
  [source, x]: readonly [Source, Source],
  params: SelectAndScatterAddParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { aval } = out;
  if (aval.size === 0) return;
  const { dtype, shape } = x.aval;
  const counts = source.aval.shape;
  const slidings = slidingsOf(x.aval, counts, params);
  const type = deviceType(dtype).value;
  const shader = new ShaderWriter(program, "select_and_scatter_add");
  const result = shader.write(out.buffer);
  threadGrid(shader, aval.size, (i) => {
    const names = nameCoordinates(shader, shape, "i", "i");
    shader.line`var total = ${type}();`;
    if (sizeOf(counts) === 0) return shader.statement(result.store(i, plain("total")));
    const [added, values] = [shader.input(source), shader.input(x)];
    // The last place of a window first: so windows come in order.
    const body = (own: readonly string[]) => {
      const conditions: string[] = [];
      const windows = slidings.map(({ count, stride, low, baseDilation, windowDilation }, axis) => {
        const place = times(own[axis] as string, windowDilation);
        shader.line`let o${axis} = ${minus(times(names[axis] as string, baseDilation), -low)} - ${place};`;
        conditions.push(`o${axis} < ${(count - 1) * stride + 1}u`);
        if (stride > 1) conditions.push(`o${axis} % ${stride}u == 0u`);
        return over(`o${axis}`, stride);
      });
      shader.block(wgsl`if (${conditions.join(" && ")})`, () => {
        shader.line`var best = ${start(params, dtype)};`;
        shader.line`var chosen = 0xffffffffu;`;
        shader.line`var is_first = true;`;
        overPlaces(shader, windowsOf(slidings), "k", (places) => {
          const { elements, condition } = elementsAt(shader, slidings, windows, places, "p");
          const offset = offsetAt(shape, elements);
          loadValue(shader, values.load(offset), condition, start(params, dtype));
          const place = condition === "" ? wgsl`${offset}` : wgsl`select(0xffffffffu, ${offset}, ${condition})`;
          shader.line`if (is_first || !(${keeps(params, dtype)})) { best = value; chosen = ${place}; }`;
          shader.line`is_first = false;`;
        });
        shader.line`if (chosen == i) { total += ${added.load(offsetAt(counts, windows))}; }`;
      });
    };
    overPlaces(shader, windowsOf(slidings), "w", body, { backwards: true });
    shader.statement(result.store(i, plain("total")));
  });
}

/** `selectAndGatherAdd`: a thread for each window. The choice begins with the start value, whose tangent is zero. */
export function selectAndGatherAdd(
  [tangents, x]: readonly [Source, Source],
  params: SelectAndScatterAddParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { aval } = out;
  if (aval.size === 0) return;
  const { dtype, shape } = x.aval;
  const slidings = slidingsOf(x.aval, aval.shape, params);
  const type = deviceType(dtype).value;
  const shader = new ShaderWriter(program, "select_and_gather_add");
  const result = shader.write(out.buffer);
  threadGrid(shader, aval.size, (i) => {
    const names = nameCoordinates(shader, aval.shape, "i", "i");
    shader.line`var best = ${start(params, dtype)};`;
    shader.line`var tangent = ${type}();`;
    if (x.aval.size > 0) {
      const [directions, values] = [shader.input(tangents), shader.input(x)];
      overPlaces(shader, windowsOf(slidings), "k", (places) => {
        const { elements, condition } = elementsAt(shader, slidings, names, places, "p");
        const offset = offsetAt(shape, elements);
        loadValue(shader, values.load(offset), condition, start(params, dtype));
        shader.block(wgsl`if (!(${keeps(params, dtype)}))`, () => {
          shader.line`best = value;`;
          if (condition === "") shader.line`tangent = ${directions.load(offset)};`;
          else {
            shader.line`tangent = ${type}();`;
            shader.line`if (${condition}) { tangent = ${directions.load(offset)}; }`;
          }
        });
      });
    }
    shader.statement(result.store(i, plain("tangent")));
  });
}
