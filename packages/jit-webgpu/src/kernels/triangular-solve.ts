import type { TriangularSolveParams } from "@hyrax/core/library";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { wgsl } from "../wgsl/code.js";
import { threadGrid } from "./grid.js";
import { modulo, over, plus, times } from "./index-arithmetic.js";
import { matricesOf } from "./matrices.js";
import { ShaderWriter } from "./shader-writer.js";

/**
 * `triangularSolve`: a thread for each right-hand side, which substitutes forwards or backwards (Golub and Van Loan, Matrix
 * Computations, 3.1). `X op(A) = B` is `op(A)ᵀ Xᵀ = Bᵀ`, so there the rows of `B` are the right-hand sides.
 */
export function triangularSolve(
  a: Source,
  b: Source,
  { leftSide, lower, transposeA, unitDiagonal }: TriangularSolveParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { count, n } = matricesOf(a.aval);
  if (out.aval.size === 0) return;
  const sides = out.aval.size / (count * n);
  const turned = transposeA === leftSide;
  const forward = lower !== turned;
  const shader = new ShaderWriter(program, "triangular_solve");
  const matrix = shader.input(a);
  const right = shader.input(b);
  const found = shader.write(out.buffer);
  threadGrid(shader, count * sides, () => {
    shader.line`let matrix = ${times(over("i", sides), n * n)};`;
    shader.line`let first = ${plus(times(over("i", sides), n * sides), times(modulo("i", sides), leftSide ? 1 : n))};`;
    const element = (row: string) => plus("first", times(row, leftSide ? sides : 1));
    const coefficient = (row: string, column: string) =>
      matrix.load(turned ? plus("matrix", times(column, n), row) : plus("matrix", times(row, n), column));
    const nth = (k: string) => (forward ? k : `${n - 1}u - ${k}`);
    shader.block(wgsl`for (var k = 0u; k < ${n}u; k++)`, () => {
      shader.line`let row = ${nth("k")};`;
      shader.line`var rest = ${right.load(element("row"))};`;
      shader.block(wgsl`for (var m = 0u; m < k; m++)`, () => {
        shader.line`let column = ${nth("m")};`;
        shader.line`rest -= ${coefficient("row", "column")} * ${found.load(element("column"))};`;
      });
      const value = unitDiagonal ? wgsl`rest` : wgsl`rest / ${coefficient("row", "row")}`;
      shader.statement(found.store(element("row"), value));
    });
  });
}
