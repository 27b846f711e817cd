import { RuleTable } from "@hyrax/core";
import { conversionKernels } from "./conversion.js";
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
export const wasmRules = new RuleTable<KernelKind>("compilation to WebAssembly", [
  reductionKernels,
  shapeKernels,
  conversionKernels,
  indexingKernels,
  convolutionKernels,
  windowKernels,
  sortingKernels,
  randomKernels,
  linearAlgebraKernels,
  fourierKernels,
]);
