import { MissingRuleError, type ShapedArray, sizeOf } from "@hyrax/core";
import { type Code, wgsl } from "../wgsl/code.js";
import type { ShaderWriter } from "./shader-writer.js";

/** Threads of the workgroup that factors a matrix. */
export const groupSize = 256;
/** One workgroup would keep a device busy for seconds with a larger matrix; systems end programs that do so. */
const longestSide = 2048;

/** Matrices `[..., m, n]`. */
export interface Matrices {
  readonly count: number;
  readonly m: number;
  readonly n: number;
}

/** The matrices of an array. Throws a `MissingRuleError` for those that the kernels of linear algebra do not take. */
export function matricesOf({ shape, dtype }: ShapedArray): Matrices {
  const [m, n] = shape.slice(-2) as [number, number];
  if (dtype !== "float32") throw new MissingRuleError(`there is WGSL for it in float32 only, found ${dtype}`);
  if (Math.max(m, n) > longestSide) {
    throw new MissingRuleError(
      `one workgroup takes too long for a matrix of ${m} by ${n}; up to ${longestSide} it does`,
    );
  }
  return { count: sizeOf(shape.slice(0, -2)), m, n };
}

/** `body` for each number from `from` below `to`, shared out among the threads of the workgroup. */
export function shareOut(shader: ShaderWriter, name: string, from: string, to: string, body: () => void): void {
  shader.block(wgsl`for (var ${name} = ${from} + t; ${name} < ${to}; ${name} += ${groupSize}u)`, body);
}

/** `update` of each element `i, j` that is below row `k` and behind column `k`, shared out among the threads. */
export function eliminate(shader: ShaderWriter, { m, n }: Matrices, update: (i: string, j: string) => Code): void {
  shader.line`let below = ${m - 1}u - k;`;
  shader.line`let behind = ${n - 1}u - k;`;
  shareOut(shader, "e", "0u", "below * behind", () => {
    shader.line`let i = k + 1u + e / behind;`;
    shader.line`let j = k + 1u + e % behind;`;
    shader.statement(update("i", "j"));
  });
}
