import { RuleTable } from "@hyrax/core";
import { conversionElements } from "./conversion.js";
import type { ElementKind } from "./element-rule.js";
import { elementwiseElements } from "./elementwise.js";
import { specialElements } from "./special.js";

/** The expressions of elementwise primitives in WGSL. `define` adds those of primitives that are declared elsewhere. */
export const elementRules = new RuleTable<ElementKind>("compilation to WGSL", [
  elementwiseElements,
  specialElements,
  conversionElements,
]);
