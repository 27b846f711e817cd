import { type DType, type Shape, sizeOf } from "@hyrax/core";
import type { ContractionKernel, LoadExpr } from "@hyrax/jit";
import { deviceType } from "../device/device-types.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { convert } from "../rules/conversion.js";
import { join, plain, wgsl } from "../wgsl/code.js";
import { workgroupGrid } from "./grid.js";
import { modulo, over, plus, times } from "./index-arithmetic.js";
import { coordinates, joinAxes, offsetOf } from "./index-space.js";
import { reduceKernel } from "./reduce.js";
import { type BoundBuffer, ShaderWriter } from "./shader-writer.js";

/** So many steps along k are brought into workgroup memory at a time. */
const depth = 16;

/** How a product is divided: square tiles for workgroups, and parts of the sum where tiles are few and the sum is long. */
interface Division {
  readonly tile: 64 | 32;
  readonly parts: number;
}

export function divideProduct(batch: number, m: number, n: number, k: number): Division {
  const tiles = (tile: number) => batch * Math.ceil(m / tile) * Math.ceil(n / tile);
  const tile = tiles(64) >= 16 && Math.min(m, n) > 32 ? 64 : 32;
  const parts = Math.min(Math.floor(k / 256), Math.ceil(64 / tiles(tile)));
  return { tile, parts: Math.max(1, parts) };
}

/**
 * A product by tiles: the threads of a workgroup bring strips of both sides into workgroup memory, and each computes a
 * block of 4 × 4 elements. Strips are held as vectors of four along m and n.
 */
export function tiledProduct(kernel: ContractionKernel, program: ProgramBuilder): void {
  const { batch, lhs, rhs, out } = kernel;
  const [b, m, n, k] = [sizeOf(batch), sizeOf(kernel.m), sizeOf(kernel.n), sizeOf(kernel.k)];
  const { tile, parts } = divideProduct(b, m, n, k);
  const { dtype } = program.type(out);
  const target =
    parts === 1 ? out : program.newBuffer({ dtype: dtype === "float16" ? "float32" : dtype, size: parts * b * m * n });
  const perPart = Math.ceil(k / parts / depth) * depth;

  const shader = new ShaderWriter(program, "dot_general");
  const result = shader.write(target);
  const type = deviceType(dtype).value;
  const quads = tile / 4;
  const threads = quads * quads;
  const [tilesM, tilesN] = [Math.ceil(m / tile), Math.ceil(n / tile)];

  declareLoad(shader, "lhs", lhs, [batch, kernel.m, kernel.k], dtype, m % tile === 0 && k % perPart === 0);
  declareLoad(shader, "rhs", rhs, [batch, kernel.n, kernel.k], dtype, n % tile === 0 && k % perPart === 0);
  shader.workgroupMemory("lhs_tile", `vec4<${type}>`, depth * quads);
  shader.workgroupMemory("rhs_tile", `vec4<${type}>`, depth * quads);

  declareStore(shader, result, { m, n }, tile, type);

  /** Each thread brings in some vectors; threads side by side read elements side by side. */
  const bring = (side: "lhs" | "rhs", load: LoadExpr, first: string) => {
    const alongK = load.access.strides.at(-1) === 1;
    shader.block(wgsl`for (var v = t; v < ${depth * quads}u; v += ${threads}u)`, () => {
      shader.line`let k = ${alongK ? `v % ${depth}u` : `v / ${quads}u`};`;
      shader.line`let quad = ${alongK ? `v / ${depth}u` : `v % ${quads}u`};`;
      shader.line`let row = ${first} + quad * 4u;`;
      const rows = ["row", "row + 1u", "row + 2u", "row + 3u"].map((row) => `load_${side}(batch, ${row}, step + k)`);
      shader.line`${side}_tile[k * ${quads}u + quad] = vec4<${type}>(`;
      for (const element of rows) shader.line`  ${element},`;
      shader.line`);`;
    });
  };

  workgroupGrid(shader, parts * b * tilesM * tilesN, threads, () => {
    shader.line`let first_n = ${times(modulo("group", tilesN), tile)};`;
    shader.line`let first_m = ${times(modulo(over("group", tilesN), tilesM), tile)};`;
    shader.line`let batch = ${parts === 1 ? over("group", tilesM * tilesN) : modulo(over("group", tilesM * tilesN), b)};`;
    shader.line`let begin = ${parts === 1 ? "0u" : times(over("group", tilesM * tilesN * b), perPart)};`;
    shader.line`let end = ${parts === 1 ? `${k}u` : `min(begin + ${perPart}u, ${k}u)`};`;
    shader.line`let quad_m = t / ${quads}u;`;
    shader.line`let quad_n = t % ${quads}u;`;
    for (let row = 0; row < 4; row++) shader.line`var sums${row} = vec4<${type}>();`;
    shader.block(wgsl`for (var step = begin; step < end; step += ${depth}u)`, () => {
      bring("lhs", lhs, "first_m");
      bring("rhs", rhs, "first_n");
      shader.line`workgroupBarrier();`;
      shader.block(wgsl`for (var k = 0u; k < ${depth}u; k++)`, () => {
        shader.line`let left = lhs_tile[k * ${quads}u + quad_m];`;
        shader.line`let right = rhs_tile[k * ${quads}u + quad_n];`;
        for (let row = 0; row < 4; row++) shader.line`sums${row} += left[${row}] * right;`;
      });
      shader.line`workgroupBarrier();`;
    });
    const outBatch = parts === 1 ? "batch" : over("group", tilesM * tilesN);
    for (let row = 0; row < 4; row++) {
      shader.line`store_row(${outBatch}, ${plus("first_m + quad_m * 4u", row)}, first_n + quad_n * 4u, sums${row});`;
    }
  });

  if (parts === 1) return;
  reduceKernel(
    {
      kind: "reduce",
      space: [b * m * n],
      reduced: [parts],
      reducer: "sum",
      expr: {
        kind: "load",
        buffer: target,
        dtype: program.type(target).dtype,
        access: { offset: 0, strides: [1, b * m * n] },
      },
      out,
    },
    program,
  );
}

/** The function that loads an element of a side by batch, row and k; outside the matrix there are zeros. */
function declareLoad(
  shader: ShaderWriter,
  side: "lhs" | "rhs",
  load: LoadExpr,
  parts: readonly [batch: Shape, free: Shape, k: Shape],
  dtype: DType,
  inside: boolean,
): void {
  const parameters = ["batch", "row", "k"];
  const lines: string[] = [];
  let first = 0;
  const walked = parts.map((shape, part) => {
    const strides = load.access.strides.slice(first, (first += shape.length));
    const joined = joinAxes(shape, [{ offset: 0, strides }]);
    const index = parameters[part] as string;
    if (joined.shape.length === 1) return { names: [index], strides: joined.accesses[0]?.strides ?? [] };
    const names = coordinates(joined.shape, index).map((coordinate, axis) => {
      lines.push(`  let ${index}${axis} = ${coordinate};\n`);
      return `${index}${axis}`;
    });
    return { names, strides: joined.accesses[0]?.strides ?? [] };
  });
  const offset = offsetOf(
    { offset: load.access.offset, strides: walked.flatMap(({ strides }) => strides) },
    walked.flatMap(({ names }) => names),
  );
  const [, free, contracted] = parts;
  const type = deviceType(dtype).value;
  const guard = inside ? "" : `  if (row >= ${sizeOf(free)}u || k >= ${sizeOf(contracted)}u) { return ${type}(); }\n`;
  const element = convert({ ...shader.read(load.buffer).load(offset), dtype: load.dtype }, dtype);
  shader.defineFunction(wgsl`fn load_${side}(batch: u32, row: u32, k: u32) -> ${type} {
${guard}${lines.join("")}  return ${element};
}`);
}

/** The function that stores four elements of a row, as far as they lie inside the matrix. */
function declareStore(
  shader: ShaderWriter,
  result: BoundBuffer,
  { m, n }: { readonly m: number; readonly n: number },
  tile: number,
  type: string,
): void {
  const rowGuard = m % tile === 0 ? "" : `  if (m >= ${m}u) { return; }\n`;
  const stores = [0, 1, 2, 3].map((lane) => {
    const store = result.store(plus("first", lane), plain(`values[${lane}]`));
    return n % tile === 0 ? wgsl`  ${store}` : wgsl`  if (${plus("n", lane)} < ${n}u) { ${store} }`;
  });
  shader.defineFunction(wgsl`fn store_row(batch: u32, m: u32, n: u32, values: vec4<${type}>) {
${rowGuard}  let first = (batch * ${m}u + m) * ${n}u + n;
${join(stores, "\n")}
}`);
}
