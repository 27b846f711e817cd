import type { BufferId } from "@hyrax/jit";
import { deviceType } from "../device/device-types.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { plain, wgsl } from "../wgsl/code.js";
import type { Combination } from "./combination.js";
import { threadGrid, workgroupGrid } from "./grid.js";
import { modulo, over, plus, times } from "./index-arithmetic.js";
import { reduceWorkgroup } from "./reduce.js";
import { ShaderWriter } from "./shader-writer.js";
import { around, nameCoordinates, offsetInRow, type Rows } from "./strides.js";

const groupSize = 256;
/** From this length on, a row is divided among workgroups, if there are too few rows to keep the device busy. */
const longRow = 16384;

/** A running reduction of rows along an axis. */
interface Running extends Rows {
  readonly label: string;
  readonly x: Source;
  readonly out: BufferId;
  readonly reverse: boolean;
  readonly combination: Combination;
}

/** A running reduction: each element combined with all before it along an axis. */
export function cumulate(
  label: string,
  x: Source,
  { axis, reverse }: { readonly axis: number; readonly reverse: boolean },
  combination: Combination,
  out: Target,
  program: ProgramBuilder,
): void {
  if (out.aval.size === 0) return;
  const running: Running = { label, x, out: out.buffer, ...around(x.aval.shape, axis), reverse, combination };
  const rows = running.outer * running.inner;
  if (running.n <= 64 || rows >= 4096) return byThreads(running, program);
  const parts =
    running.n >= longRow ? Math.max(1, Math.min(groupSize, Math.floor(256 / rows), Math.floor(running.n / 4096))) : 1;
  byWorkgroups(running, parts, program);
}

/** A thread for each row. */
function byThreads(running: Running, program: ProgramBuilder): void {
  const { label, x, out, outer, n, inner, reverse, combination } = running;
  const shader = new ShaderWriter(program, label);
  const source = shader.input(x);
  const result = shader.write(out);
  threadGrid(shader, outer * inner, () => {
    const place = nameCoordinates(shader, [outer, inner], "i", "i");
    shader.line`let first = ${offsetInRow(running, place, plus(reverse ? n - 1 : 0))};`;
    shader.line`var total = ${source.load("first")};`;
    shader.statement(result.store("first", plain("total")));
    shader.block(wgsl`for (var k = 1u; k < ${n}u; k++)`, () => {
      shader.line`let at = first ${reverse ? "-" : "+"} ${times("k", inner)};`;
      shader.line`total = ${combination.combine(plain("total"), source.load("at"))};`;
      shader.statement(result.store("at", plain("total")));
    });
  });
}

/**
 * A workgroup for each part of a row. Each thread reduces neighbours of its own; a scan over the threads (Hillis and
 * Steele, "Data parallel algorithms", 1986) tells each what comes before them. Of a row in several parts, what each comes
 * to is found first, and accumulated in turn.
 */
function byWorkgroups(running: Running, parts: number, program: ProgramBuilder): void {
  const { label, x, out, outer, n, inner, reverse, combination } = running;
  const { combine, identity } = combination;
  const rows = outer * inner;
  const { dtype } = x.aval;
  const type = deviceType(dtype).value;
  const perPart = Math.ceil(n / parts);
  const perThread = Math.ceil(perPart / groupSize);

  const place = (shader: ShaderWriter) => {
    shader.line`let row = ${over("group", parts)};`;
    shader.line`let begin = ${times(modulo("group", parts), perPart)};`;
    shader.line`let end = ${parts === 1 ? `${n}u` : `min(begin + ${perPart}u, ${n}u)`};`;
    return nameCoordinates(shader, [outer, inner], "row", "r");
  };
  const offset = (names: readonly string[]) => offsetInRow(running, names, reverse ? `${n - 1}u - k` : "k");

  let before: BufferId | undefined;
  if (parts > 1) {
    const totals = program.newBuffer({ dtype, size: rows * parts });
    const shader = new ShaderWriter(program, `${label} (parts)`);
    const source = shader.input(x);
    const result = shader.write(totals);
    shader.workgroupMemory("totals", type, groupSize);
    workgroupGrid(shader, rows * parts, groupSize, () => {
      const names = place(shader);
      shader.line`var total = ${identity};`;
      shader.block(wgsl`for (var k = begin + t; k < end; k += ${groupSize}u)`, () => {
        shader.line`total = ${combine(plain("total"), source.load(offset(names)))};`;
      });
      shader.line`totals[t] = total;`;
      reduceWorkgroup(shader, groupSize, () => {
        shader.line`totals[t] = ${combine(plain("totals[t]"), plain("totals[t + half]"))};`;
      });
      shader.block(wgsl`if (t == 0u)`, () => shader.statement(result.store("group", plain("totals[0]"))));
    });
    before = program.newBuffer({ dtype, size: rows * parts });
    const aval = { ...x.aval, shape: [rows, parts], size: rows * parts };
    byThreads(
      { ...running, x: { aval, from: totals }, out: before, outer: rows, n: parts, inner: 1, reverse: false },
      program,
    );
  }

  const shader = new ShaderWriter(program, label);
  const source = shader.input(x);
  const earlier = before === undefined ? undefined : shader.read(before);
  const result = shader.write(out);
  shader.workgroupMemory("totals", type, groupSize);
  workgroupGrid(shader, rows * parts, groupSize, () => {
    const names = place(shader);
    shader.line`let first = begin + ${times("t", perThread)};`;
    shader.line`let last = min(first + ${perThread}u, end);`;
    shader.line`var total = ${identity};`;
    shader.block(wgsl`for (var k = first; k < last; k++)`, () => {
      shader.line`total = ${combine(plain("total"), source.load(offset(names)))};`;
    });
    shader.line`totals[t] = total;`;
    shader.line`workgroupBarrier();`;
    shader.block(wgsl`for (var distance = 1u; distance < ${groupSize}u; distance <<= 1u)`, () => {
      shader.line`var sum = totals[t];`;
      shader.line`if (t >= distance) { sum = ${combine(plain("totals[t - distance]"), plain("sum"))}; }`;
      shader.line`workgroupBarrier();`;
      shader.line`totals[t] = sum;`;
      shader.line`workgroupBarrier();`;
    });
    shader.line`total = ${identity};`;
    if (earlier !== undefined) shader.line`if (group % ${parts}u > 0u) { total = ${earlier.load("group - 1u")}; }`;
    shader.line`if (t > 0u) { total = ${combine(plain("total"), plain("totals[t - 1u]"))}; }`;
    shader.block(wgsl`for (var k = first; k < last; k++)`, () => {
      shader.line`let at = ${offset(names)};`;
      shader.line`total = ${combine(plain("total"), source.load("at"))};`;
      shader.statement(result.store("at", plain("total")));
    });
  });
}
