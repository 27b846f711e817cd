import { installArrayMethods } from "@hyrax/core";
import { elementwiseMethods } from "./methods/elementwise.js";
import { indexingMethods } from "./methods/indexing.js";
import { linearAlgebraMethods } from "./methods/linear-algebra.js";
import { reductionMethods } from "./methods/reduction.js";
import { shapeMethods } from "./methods/shape.js";
import { sortingMethods } from "./methods/sorting.js";

// The type of the table is exhaustive: a method that no topic implements is a compile error here.
installArrayMethods({
  ...elementwiseMethods,
  ...indexingMethods,
  ...linearAlgebraMethods,
  ...reductionMethods,
  ...shapeMethods,
  ...sortingMethods,
});
