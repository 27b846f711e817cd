import { RuleTable } from "@hyrax/core";
import { complexElements } from "./complex.js";
import { conversionElements } from "./conversion.js";
import type { ElementKind } from "./element-rule.js";
import { elementwiseElements } from "./elementwise.js";
import { specialElements } from "./special.js";

/** The code of elementwise primitives, of which kernels are made. `define` adds those of primitives declared elsewhere. */
export const elementRules = new RuleTable<ElementKind>("elementwise compilation to WebAssembly", [
  elementwiseElements,
  specialElements,
  conversionElements,
  complexElements,
]);
