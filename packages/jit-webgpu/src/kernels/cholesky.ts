import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { wgsl } from "../wgsl/code.js";
import { isNan, sqrt } from "../wgsl/library/index.js";
import { f32, nan } from "../wgsl/literal.js";
import { workgroupGrid } from "./grid.js";
import { times } from "./index-arithmetic.js";
import { eliminate, groupSize, matricesOf, shareOut } from "./matrices.js";
import { ShaderWriter } from "./shader-writer.js";

/**
 * `cholesky`: a workgroup for each matrix, which takes the columns one after the other and brings all that is right of one
 * up to date (Golub and Van Loan, Matrix Computations, 4.2, outer products). Where a pivot is not positive, the triangle
 * is NaN; one that is NaN goes on.
 */
export function cholesky(x: Source, out: Target, program: ProgramBuilder): void {
  if (out.aval.size === 0) return;
  const matrices = matricesOf(x.aval);
  const { count, n } = matrices;
  const shader = new ShaderWriter(program, "cholesky");
  const source = shader.input(x);
  const factor = shader.write(out.buffer);
  const at = (i: string, j: string) => `first + ${times(i, n)} + ${j}`;
  workgroupGrid(shader, count, groupSize, () => {
    shader.line`let first = ${times("group", n * n)};`;
    shareOut(shader, "e", "0u", `${n * n}u`, () => {
      const value = wgsl`select(${f32(0)}, ${source.load("first + e")}, e % ${n}u <= e / ${n}u)`;
      shader.statement(factor.store("first + e", value));
    });
    shader.line`var failed = false;`;
    shader.block(wgsl`for (var k = 0u; k < ${n}u; k++)`, () => {
      shader.line`storageBarrier();`;
      shader.line`let pivot = ${factor.load(at("k", "k"))};`;
      shader.line`failed = failed || (!${isNan}(pivot) && pivot <= 0f);`;
      shader.line`let root = ${sqrt}(pivot);`;
      shader.line`storageBarrier();`;
      shareOut(shader, "r", "k", `${n}u`, () => {
        const value = wgsl`select(${factor.load(at("r", "k"))} / root, root, r == k)`;
        shader.statement(factor.store(at("r", "k"), value));
      });
      shader.line`storageBarrier();`;
      eliminate(shader, matrices, (i, j) => {
        const product = wgsl`${factor.load(at(i, "k"))} * ${factor.load(at(j, "k"))}`;
        return wgsl`if (${j} <= ${i}) { ${factor.store(at(i, j), wgsl`${factor.load(at(i, j))} - ${product}`)} }`;
      });
    });
    shader.line`storageBarrier();`;
    shader.block(wgsl`if (failed)`, () => {
      shareOut(shader, "e", "0u", `${n * n}u`, () => {
        shader.statement(wgsl`if (e % ${n}u <= e / ${n}u) { ${factor.store("first + e", nan)} }`);
      });
    });
  });
}
