import { RuleTable } from "@hyrax/core";
import type { BatchKind } from "../interpreters/rule.js";
import { callbacksBatch } from "./callback.js";
import { collectiveBatch } from "./collective.js";
import { complexPartsBatch } from "./complex.js";
import { contractionBatch } from "./contraction.js";
import { controlFlowBatch } from "./control-flow.js";
import { conversionBatch } from "./conversion.js";
import { convolutionBatch } from "./convolution.js";
import { customRulesBatch } from "./custom-rules.js";
import { elementwiseBatch } from "./elementwise.js";
import { fourierBatch } from "./fourier.js";
import { indexingBatch } from "./indexing.js";
import { linearAlgebraBatch } from "./linear-algebra.js";
import { mappingBatch } from "./mapping.js";
import { randomBatch } from "./random.js";
import { reductionBatch } from "./reduction.js";
import { rematerializationBatch } from "./rematerialization.js";
import { shapeBatch } from "./shape.js";
import { sortingBatch } from "./sorting.js";
import { specialBatch } from "./special.js";
import { windowBatch } from "./window.js";

/**
 * The batching rules of all primitives. `batchRules.define(primitive, rule)` adds that of a primitive which was declared
 * elsewhere; for one that works on each element by itself, `pointwise(primitive)` is the rule.
 */
export const batchRules = new RuleTable<BatchKind>("batching (vmap)", [
  elementwiseBatch,
  specialBatch,
  conversionBatch,
  reductionBatch,
  shapeBatch,
  indexingBatch,
  contractionBatch,
  convolutionBatch,
  windowBatch,
  sortingBatch,
  randomBatch,
  collectiveBatch,
  callbacksBatch,
  linearAlgebraBatch,
  fourierBatch,
  complexPartsBatch,
  controlFlowBatch,
  customRulesBatch,
  rematerializationBatch,
  mappingBatch,
]);
