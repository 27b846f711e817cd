import { pmap, RuleTable, unsupported } from "@hyrax/core";
import { callbackKernels } from "./callback.js";
import { collectiveKernels } from "./collective.js";
import { complexKernels } from "./complex.js";
import { controlFlowKernels } from "./control-flow.js";
import { convolutionKernels } from "./convolution.js";
import { fourierKernels } from "./fourier.js";
import { indexingKernels } from "./indexing.js";
import type { KernelKind } from "./kernel-rule.js";
import { linearAlgebraKernels } from "./linear-algebra.js";
import { randomKernels } from "./random.js";
import { reductionKernels } from "./reduction.js";
import { shapeKernels } from "./shape.js";
import { sortingKernels } from "./sorting.js";
import { windowKernels } from "./window.js";

/** The kernels of primitives that are not fused. `define` adds those of primitives that are declared elsewhere. */
export const kernelRules = new RuleTable<KernelKind>("compilation to WGSL", [
  reductionKernels,
  shapeKernels,
  indexingKernels,
  convolutionKernels,
  windowKernels,
  sortingKernels,
  randomKernels,
  controlFlowKernels,
  collectiveKernels,
  callbackKernels,
  complexKernels,
  fourierKernels,
  linearAlgebraKernels,
]);

kernelRules.define(pmap, unsupported("its members run on threads of the host"));
