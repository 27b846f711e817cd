import { RuleTable } from "@hyrax/core";
import type { KernelKind } from "./kernel-rule.js";

/** The kernels of primitives that are not fused. `define` adds those of primitives that are declared elsewhere. */
export const kernelRules = new RuleTable<KernelKind>("the WebGPU engine", []);
