import type { BufferId } from "@hyrax/jit";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source } from "../rules/kernel-rule.js";
import { mapKernel } from "./map.js";

/** Copies an input of an equation into a buffer of the same type. */
export function copySource({ aval, from }: Source, to: BufferId, program: ProgramBuilder): void {
  if (typeof from === "number") program.add({ kind: "copy", from, to });
  else mapKernel({ kind: "elementwise", space: aval.shape, expr: from, out: to }, program);
}

/** The buffer of an input of an equation; a literal gets one. */
export function bufferOf(source: Source, program: ProgramBuilder): BufferId {
  if (typeof source.from === "number") return source.from;
  const buffer = program.newBuffer({ dtype: source.aval.dtype, size: source.aval.size });
  copySource(source, buffer, program);
  return buffer;
}
