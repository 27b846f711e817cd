import { sizeOf } from "@hyrax/core";
import { type BufferId, type Expr, primitivesOf, type ReduceKernel } from "@hyrax/jit";
import { deviceType } from "../device/device-types.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { type Code, plain, wgsl } from "../wgsl/code.js";
import { type Combination, combinationOf } from "./combination.js";
import { WalkedExpression } from "./expression.js";
import { threadGrid, workgroupGrid } from "./grid.js";
import { modulo, over, times } from "./index-arithmetic.js";
import { mapKernel } from "./map.js";
import { ShaderWriter } from "./shader-writer.js";

/** How the work of a reduction is divided. */
interface Division {
  /** How many parts each row has; what they come to is reduced by a second kernel. */
  readonly parts: number;
  /** How many threads work on a part together: 1, or the size of a workgroup. */
  readonly threads: number;
}

/** As many threads as keep a GPU busy. */
const busyThreads = 16384;
/** A part is worth a thread, or a thread's share of a workgroup, from so many elements on. */
const leastElements = 16;

/**
 * A short row is one thread's work, a long one that of a workgroup. Where rows are too few to keep the device busy, each
 * is divided into parts. Threads side by side should read elements side by side: where those lie across the rows, each
 * thread gets a row, or part of it, of its own.
 */
export function divideReduction(rows: number, length: number, alongRow: boolean): Division {
  if (alongRow && length > 32) {
    const threads = length > 1024 ? 256 : 64;
    const perGroup = threads * leastElements;
    const wanted = Math.ceil(busyThreads / (rows * threads));
    return { parts: Math.max(1, Math.min(wanted, Math.floor(length / perGroup), 256)), threads };
  }
  const wanted = Math.ceil(busyThreads / rows);
  return { parts: Math.max(1, Math.min(wanted, Math.floor(length / (8 * leastElements)), 256)), threads: 1 };
}

/** `out[i] = reducer over j of expr(i, j)`. */
export function reduceKernel(kernel: ReduceKernel, program: ProgramBuilder): void {
  const { space, reduced, reducer, expr, out } = kernel;
  const [rows, length] = [sizeOf(space), sizeOf(reduced)];
  if (rows === 0) return;
  const { dtype } = program.type(out);
  const combination = combinationOf(reducer, dtype);
  if (length === 0) {
    const shader = new ShaderWriter(program, `reduce_${reducer}`);
    const result = shader.write(out);
    return threadGrid(shader, rows, (i) => shader.statement(result.store(i, combination.identity)));
  }
  if (length === 1) return mapKernel({ kind: "elementwise", space, expr: dropLast(expr, space.length), out }, program);

  const walked = new WalkedExpression(expr, [space, reduced]);
  const stride = (part: number) => walked.innerStride(part) || Number.POSITIVE_INFINITY;
  const division = divideReduction(rows, length, stride(1) <= stride(0));
  const label = [...primitivesOf(expr), `reduce_${reducer}`].join(" ");
  if (division.parts === 1) return reduceParts(walked, rows, length, division, combination, out, label, program);
  const partialDtype = dtype === "float16" ? "float32" : dtype;
  const partial = program.newBuffer({ dtype: partialDtype, size: rows * division.parts });
  reduceParts(walked, rows, length, division, combination, partial, label, program);
  const access = { offset: 0, strides: [division.parts, 1] };
  const load: Expr = { kind: "load", buffer: partial, dtype: partialDtype, access };
  const rest = new WalkedExpression(load, [[rows], [division.parts]]);
  const threads = division.parts > 32 ? 64 : 1;
  reduceParts(rest, rows, division.parts, { parts: 1, threads }, combination, out, `${label} (parts)`, program);
}

/** One kernel: `out[row, part]` from the elements of that part of the row. */
function reduceParts(
  walked: WalkedExpression,
  rows: number,
  length: number,
  { parts, threads }: Division,
  { combine, identity }: Combination,
  out: BufferId,
  label: string,
  program: ProgramBuilder,
): void {
  const shader = new ShaderWriter(program, label);
  const result = shader.write(out);
  const type = deviceType(result.dtype).value;
  const perPart = Math.ceil(length / parts);

  /** Adds up what one thread has to: every `step`-th element of a part, from `first` on. */
  const accumulate = (part: string, first: Code, step: number) => {
    const row = parts === 1 ? part : "row";
    if (parts > 1) {
      shader.line`let row = ${over(part, parts)};`;
      shader.line`let begin = ${times(modulo(part, parts), perPart)};`;
      shader.line`let end = min(begin + ${perPart}u, ${length}u);`;
    }
    const outer = walked.coordinates(shader, 0, row);
    shader.line`var total = ${identity};`;
    const start = parts === 1 ? first : first.text === "0u" ? plain("begin") : wgsl`begin + ${first}`;
    const end = parts === 1 ? `${length}u` : "end";
    shader.block(wgsl`for (var k = ${start}; k < ${end}; k += ${step}u)`, () => {
      const value = walked.write(shader, [outer, walked.coordinates(shader, 1, "k")]);
      shader.line`total = ${combine(plain("total"), value)};`;
    });
  };

  if (threads === 1) {
    return threadGrid(shader, rows * parts, (i) => {
      accumulate(i.text, plain("0u"), 1);
      shader.statement(result.store(i, plain("total")));
    });
  }
  shader.workgroupMemory("totals", type, threads);
  workgroupGrid(shader, rows * parts, threads, () => {
    accumulate("group", plain("t"), threads);
    shader.line`totals[t] = total;`;
    reduceWorkgroup(shader, threads, () => {
      shader.line`totals[t] = ${combine(plain("totals[t]"), plain("totals[t + half]"))};`;
    });
    shader.block(wgsl`if (t == 0u)`, () => shader.statement(result.store("group", plain("totals[0]"))));
  });
}

/** A tree over the threads of a workgroup: `step` combines what thread `t` has with what thread `t + half` has. */
export function reduceWorkgroup(shader: ShaderWriter, threads: number, step: () => void): void {
  shader.line`workgroupBarrier();`;
  shader.block(wgsl`for (var half = ${threads / 2}u; half > 0u; half >>= 1u)`, () => {
    shader.block(wgsl`if (t < half)`, step);
    shader.line`workgroupBarrier();`;
  });
}

/** An expression over a space whose axes from `rank` on have one element each, without them. */
function dropLast(expr: Expr, rank: number, done = new Map<Expr, Expr>()): Expr {
  const known = done.get(expr);
  if (known !== undefined) return known;
  let result: Expr = expr;
  if (expr.kind === "apply") result = { ...expr, inputs: expr.inputs.map((input) => dropLast(input, rank, done)) };
  else if (expr.kind === "load" || expr.kind === "index") {
    const { offset, strides } = expr.access;
    result = { ...expr, access: { offset, strides: strides.slice(0, rank) } };
  }
  done.set(expr, result);
  return result;
}
