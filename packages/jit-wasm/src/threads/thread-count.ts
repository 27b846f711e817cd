import { config } from "@hyrax/core";
import { detectFeatures } from "../assembler/index.js";
import { MOST_THREADS } from "./control-block.js";
import { nodeModule } from "./node-module.js";

/** Whether threads can have a memory in common here. Pages must be isolated from those of other origins for it. */
export function canShareMemory(): boolean {
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated ?? true;
  return isolated && typeof SharedArrayBuffer === "function" && detectFeatures().threads;
}

/**
 * How many threads the kernels that are planned now may run on, the calling one included: as `config.values.numThreads`
 * says, or as many as the host offers.
 */
export function threadCount(): number {
  if (!canShareMemory()) return 1;
  return Math.min(config.values.numThreads ?? hostThreads(), MOST_THREADS);
}

let offered: number | undefined;

function hostThreads(): number {
  offered ??= nodeModule("node:os")?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
  return offered;
}
