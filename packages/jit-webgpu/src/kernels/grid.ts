import { type Code, plain, wgsl } from "../wgsl/code.js";
import type { ShaderWriter } from "./shader-writer.js";

/** Threads of a workgroup that do not work together. */
const threads = 64;

/** Workgroups in two dimensions where one does not hold them all. */
function arrange(count: number, limit: number): readonly [x: number, y: number] {
  return count <= limit ? [count, 1] : [limit, Math.ceil(count / limit)];
}

/** A grid of at least so many threads, each for itself, with the number `i` of the thread. */
export function threadGrid(shader: ShaderWriter, count: number, body: (i: Code) => void): void {
  const workgroupSize = count === 1 ? 1 : threads;
  const workgroups = arrange(Math.ceil(count / workgroupSize), shader.program.limits.workgroups);
  const [x, y] = workgroups;
  shader.line`let i = ${numberOf("id", x * workgroupSize, y)};`;
  if (x * y * workgroupSize > count) shader.line`if (i >= ${count}u) { return; }`;
  body(plain("i"));
  shader.dispatch({ workgroups, workgroupSize }, "@builtin(global_invocation_id) id: vec3u");
}

/** A grid of workgroups that each work together, with the number `group` of the workgroup and `t` of the thread in it. */
export function workgroupGrid(shader: ShaderWriter, count: number, workgroupSize: number, body: () => void): void {
  const workgroups = arrange(count, shader.program.limits.workgroups);
  const [x, y] = workgroups;
  shader.line`let group = ${numberOf("id", x, y)};`;
  if (x * y > count) shader.line`if (group >= ${count}u) { return; }`;
  body();
  shader.dispatch(
    { workgroups, workgroupSize },
    "@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32",
  );
}

function numberOf(id: string, row: number, rows: number): Code {
  return rows === 1 ? wgsl`${id}.x` : wgsl`${id}.x + ${id}.y * ${row}u`;
}
