import { RuleTable } from "@hyrax/core";
import type { CpuKind } from "../kernel.js";
import { callbacksCpu } from "./callback.js";
import { collectiveCpu } from "./collective.js";
import { complexPartsCpu } from "./complex.js";
import { contractionCpu } from "./contraction.js";
import { controlFlowCpu } from "./control-flow.js";
import { conversionCpu } from "./conversion.js";
import { convolutionCpu } from "./convolution.js";
import { customRulesCpu } from "./custom-rules.js";
import { elementwiseCpu } from "./elementwise.js";
import { fourierCpu } from "./fourier.js";
import { indexingCpu } from "./indexing.js";
import { linearAlgebraCpu } from "./linear-algebra.js";
import { mappingCpu } from "./mapping.js";
import { randomCpu } from "./random.js";
import { reductionCpu } from "./reduction.js";
import { rematerializationCpu } from "./rematerialization.js";
import { shapeCpu } from "./shape.js";
import { sortingCpu } from "./sorting.js";
import { specialCpu } from "./special.js";
import { windowCpu } from "./window.js";

/** The kernels of the reference engine. */
export const cpuRules = new RuleTable<CpuKind>("evaluation (reference engine)", [
  elementwiseCpu,
  specialCpu,
  conversionCpu,
  reductionCpu,
  shapeCpu,
  indexingCpu,
  contractionCpu,
  convolutionCpu,
  windowCpu,
  sortingCpu,
  randomCpu,
  controlFlowCpu,
  customRulesCpu,
  collectiveCpu,
  callbacksCpu,
  linearAlgebraCpu,
  fourierCpu,
  complexPartsCpu,
  rematerializationCpu,
  mappingCpu,
]);
