import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { define, plain } from "../wgsl/code.js";
import { threadGrid } from "./grid.js";
import { ShaderWriter } from "./shader-writer.js";

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** Four rounds, and the key words that are added after them. */
function rounds(group: number): string {
  const mix = (rotations[group % 2] as (typeof rotations)[0]).map(
    (r) => `  x += y;\n  y = ((y << ${r}u) | (y >> ${32 - r}u)) ^ x;\n`,
  );
  return `${mix.join("")}  x += k${(group + 1) % 3};\n  y += k${(group + 2) % 3} + ${group + 1}u;\n`;
}

/**
 * The Threefry-2x32 block cipher with 20 rounds: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3" (SC 2011).
 */
const block = define("threefry2x32")`(k0: u32, k1: u32, x0: u32, x1: u32) -> vec2u {
  let k2 = k0 ^ k1 ^ 0x1bd11bdau;
  var x = x0 + k0;
  var y = x1 + k1;
${[0, 1, 2, 3, 4].map(rounds).join("")}  return vec2u(x, y);
}`;

/** `threefry2x32([k0, k1, x0, x1])`: a thread for each block. */
export function threefry(inputs: readonly Source[], outs: readonly Target[], program: ProgramBuilder): void {
  const [first, second] = outs as [Target, Target];
  const { size } = first.aval;
  if (size === 0) return;
  const shader = new ShaderWriter(program, "threefry2x32");
  const words = inputs.map((input) => shader.input(input));
  const results = [first, second].map(({ buffer }) => shader.write(buffer));
  threadGrid(shader, size, (i) => {
    // Scalars go with every shape.
    const [k0, k1, x0, x1] = words.map((word, w) => word.load(inputs[w]?.aval.size === size ? i : "0u").text);
    shader.line`let words = ${block}(${k0 as string}, ${k1 as string}, ${x0 as string}, ${x1 as string});`;
    results.forEach((result, w) => shader.statement(result.store(i, plain(w === 0 ? "words.x" : "words.y"))));
  });
}
