import { RuleTable } from "@hyrax/core";
import type { DerivativeRules, JvpKind, PartialEvalKind, TransposeKind } from "../interpreters/rule-kinds.js";
import { callbacksJvp, callbacksTranspose } from "./callback.js";
import { collectiveJvp, collectiveTranspose } from "./collective.js";
import { complexPartsJvp, complexPartsTranspose } from "./complex.js";
import { contractionJvp, contractionTranspose } from "./contraction.js";
import { controlFlowJvp, controlFlowPartialEval, controlFlowTranspose } from "./control-flow.js";
import { conversionJvp, conversionTranspose } from "./conversion.js";
import { convolutionJvp, convolutionTranspose } from "./convolution.js";
import { customRulesJvp, customRulesTranspose, derivativeCallsJvp, derivativeCallsTranspose } from "./custom-rules.js";
import { elementwiseJvp, elementwiseTranspose } from "./elementwise.js";
import { fourierJvp, fourierTranspose } from "./fourier.js";
import { indexingJvp, indexingTranspose } from "./indexing.js";
import { linearAlgebraJvp, linearAlgebraTranspose } from "./linear-algebra.js";
import { mappingJvp, mappingPartialEval, mappingTranspose } from "./mapping.js";
import { randomJvp, randomTranspose } from "./random.js";
import { reductionJvp, reductionTranspose } from "./reduction.js";
import { rematerializationJvp, rematerializationPartialEval, rematerializationTranspose } from "./rematerialization.js";
import { shapeJvp, shapeTranspose } from "./shape.js";
import { sortingJvp, sortingTranspose } from "./sorting.js";
import { specialJvp, specialTranspose } from "./special.js";
import { windowJvp, windowTranspose } from "./window.js";

/**
 * The rules of forward-mode differentiation: how an operation maps tangents. The author of a primitive adds its rule
 * with `jvpRules.define(primitive, rule)`.
 */
export const jvpRules = new RuleTable<JvpKind>("differentiation (jvp)", [
  collectiveJvp,
  callbacksJvp,
  linearAlgebraJvp,
  fourierJvp,
  complexPartsJvp,
  contractionJvp,
  controlFlowJvp,
  conversionJvp,
  convolutionJvp,
  customRulesJvp,
  derivativeCallsJvp,
  elementwiseJvp,
  indexingJvp,
  mappingJvp,
  randomJvp,
  reductionJvp,
  rematerializationJvp,
  shapeJvp,
  sortingJvp,
  specialJvp,
  windowJvp,
]);

/** The rules of partial evaluation. A primitive without one is recorded whole where an input is unknown. */
export const partialEvalRules = new RuleTable<PartialEvalKind>("partial evaluation", [
  controlFlowPartialEval,
  mappingPartialEval,
  rematerializationPartialEval,
]);

/** The rules of transposition: how a linear operation maps cotangents back to those of its inputs. */
export const transposeRules = new RuleTable<TransposeKind>("transposition (reverse-mode differentiation)", [
  collectiveTranspose,
  callbacksTranspose,
  linearAlgebraTranspose,
  fourierTranspose,
  complexPartsTranspose,
  contractionTranspose,
  controlFlowTranspose,
  conversionTranspose,
  convolutionTranspose,
  customRulesTranspose,
  derivativeCallsTranspose,
  elementwiseTranspose,
  indexingTranspose,
  mappingTranspose,
  randomTranspose,
  reductionTranspose,
  rematerializationTranspose,
  shapeTranspose,
  sortingTranspose,
  specialTranspose,
  windowTranspose,
]);

/** The tables together, as interpreters take them. */
export const derivativeRules: DerivativeRules = {
  jvp: jvpRules,
  partialEval: partialEvalRules,
  transpose: transposeRules,
};
