import { RuleTable } from "@hyrax/core";
import { collectiveKernels } from "./collective.js";
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

/**
 * The kernels of primitives that are not fused. `wasmRules.define(primitive, rule)` adds the rule of a primitive that a
 * library declares, or replaces one; without it the reference engine runs that primitive, between compiled segments.
 *
 * A rule is given the types of an application, and gives its `EquationCode`, or a sentence why it has none for them. The
 * code is written with the instructions that this package exports (`i32`, `f32x4`, `v128`, …) on a `KernelContext`: its
 * `f` builds a function, statement by statement, and its `parallel` shares pieces of work among threads. Programs are
 * specialised to shapes, so sizes are constants.
 */
export const wasmRules = new RuleTable<KernelKind>("compilation to WebAssembly", [
  reductionKernels,
  shapeKernels,
  conversionKernels,
  indexingKernels,
  convolutionKernels,
  windowKernels,
  collectiveKernels,
  sortingKernels,
  randomKernels,
  linearAlgebraKernels,
  fourierKernels,
]);
