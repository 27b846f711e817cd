import { MissingRuleError } from "@hyrax/core";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { plain, wgsl } from "../wgsl/code.js";
import { threadGrid, workgroupGrid } from "./grid.js";
import { plus, times } from "./index-arithmetic.js";
import { eliminate, groupSize, matricesOf, shareOut } from "./matrices.js";
import { ShaderWriter } from "./shader-writer.js";

/**
 * `lu`: a workgroup for each matrix, which finds the pivot of a column together, exchanges rows, and eliminates (Golub and
 * Van Loan, Matrix Computations, 3.4). Of equal pivots it is the first; a column without one is passed over.
 */
export function lu(x: Source, outs: readonly Target[], program: ProgramBuilder): void {
  const [out, places, order] = outs as [Target, Target, Target];
  const matrices = matricesOf(x.aval);
  const { count, m, n } = matrices;
  if (out.aval.size === 0) throw new MissingRuleError("there is no WGSL for it of matrices without elements");
  const k = Math.min(m, n);
  const shader = new ShaderWriter(program, "lu");
  const source = shader.input(x);
  const factors = shader.write(out.buffer);
  const pivots = shader.write(places.buffer);
  const permutation = shader.write(order.buffer);
  shader.workgroupMemory("sizes", "f32", groupSize);
  shader.workgroupMemory("rows", "u32", groupSize);
  const at = (i: string, j: string) => `first + ${times(i, n)} + ${j}`;
  const placeOf = (row: string) => plus(times("group", m), row);

  workgroupGrid(shader, count, groupSize, () => {
    shader.line`let first = ${times("group", m * n)};`;
    shareOut(shader, "e", "0u", `${m * n}u`, () => {
      shader.statement(factors.store("first + e", source.load("first + e")));
    });
    shareOut(shader, "r", "0u", `${m}u`, () => shader.statement(permutation.store(placeOf("r"), plain("i32(r)"))));
    shader.block(wgsl`for (var k = 0u; k < ${k}u; k++)`, () => {
      shader.line`storageBarrier();`;
      shader.line`workgroupBarrier();`;
      findPivot(shader, m, (row) => wgsl`abs(${factors.load(at(row, "k"))})`);
      shader.line`let pivot = rows[0];`;
      shareOut(shader, "c", "0u", `${n}u`, () => {
        shader.line`let upper = ${factors.load(at("k", "c"))};`;
        shader.statement(factors.store(at("k", "c"), factors.load(at("pivot", "c"))));
        shader.statement(factors.store(at("pivot", "c"), plain("upper")));
      });
      shader.block(wgsl`if (t == 0u)`, () => {
        shader.statement(pivots.store(plus(times("group", k), "k"), plain("i32(pivot)")));
        shader.line`let row = ${permutation.load(placeOf("k"))};`;
        shader.statement(permutation.store(placeOf("k"), permutation.load(placeOf("pivot"))));
        shader.statement(permutation.store(placeOf("pivot"), plain("row")));
      });
      shader.line`storageBarrier();`;
      shader.line`let top = ${factors.load(at("k", "k"))};`;
      shareOut(shader, "r", "k + 1u", `${m}u`, () => {
        const quotient = wgsl`${factors.load(at("r", "k"))} / top`;
        shader.statement(wgsl`if (top != 0f) { ${factors.store(at("r", "k"), quotient)} }`);
      });
      shader.line`storageBarrier();`;
      eliminate(shader, matrices, (i, j) => {
        const product = wgsl`${factors.load(at(i, "k"))} * ${factors.load(at("k", j))}`;
        return factors.store(at(i, j), wgsl`${factors.load(at(i, j))} - ${product}`);
      });
    });
  });
}

/** Leaves in `rows[0]` the row of the greatest size from row `k` on: each thread looks at some, then they compare. */
function findPivot(shader: ShaderWriter, m: number, size: (row: string) => ReturnType<typeof wgsl>): void {
  shader.line`var greatest = -1f;`;
  shader.line`var place = k;`;
  shareOut(shader, "r", "k", `${m}u`, () => {
    shader.line`let size = ${size("r")};`;
    shader.line`if (size > greatest) { greatest = size; place = r; }`;
  });
  shader.line`sizes[t] = greatest;`;
  shader.line`rows[t] = place;`;
  shader.line`workgroupBarrier();`;
  shader.block(wgsl`for (var half = ${groupSize / 2}u; half > 0u; half >>= 1u)`, () => {
    shader.block(wgsl`if (t < half)`, () => {
      shader.line`let other = sizes[t + half];`;
      shader.line`let is_first = other == sizes[t] && rows[t + half] < rows[t];`;
      shader.line`if (other > sizes[t] || is_first) { sizes[t] = other; rows[t] = rows[t + half]; }`;
    });
    shader.line`workgroupBarrier();`;
  });
}

/** `luPivotsToPermutation`: a thread for each list of pivots exchanges one row after the other. */
export function luPivotsToPermutation(pivots: Source, out: Target, program: ProgramBuilder): void {
  const { shape, dtype } = out.aval;
  if (out.aval.size === 0) return;
  const [m, k] = [shape.at(-1) as number, pivots.aval.shape.at(-1) as number];
  const shader = new ShaderWriter(program, "lu_pivots_to_permutation");
  const source = shader.input(pivots);
  const result = shader.write(out.buffer);
  threadGrid(shader, out.aval.size / m, () => {
    shader.line`let first = ${times("i", m)};`;
    shader.block(wgsl`for (var r = 0u; r < ${m}u; r++)`, () => {
      shader.statement(result.store("first + r", plain(dtype === "int32" ? "i32(r)" : "r")));
    });
    shader.block(wgsl`for (var r = 0u; r < ${k}u; r++)`, () => {
      shader.line`let pivot = first + u32(${source.load(plus(times("i", k), "r"))});`;
      shader.line`let row = ${result.load("first + r")};`;
      shader.statement(result.store("first + r", result.load("pivot")));
      shader.statement(result.store("pivot", plain("row")));
    });
  });
}
