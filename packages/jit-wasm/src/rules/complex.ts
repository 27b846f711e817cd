import { complexParts, isComplex } from "@hyrax/core";
import { partsOf, splatNumber } from "../emit/vector-types.js";
import { elementFamily } from "./element-rule.js";
import { arithmetic } from "./real-code.js";

/** Complex numbers and their parts, which are vectors of their own. */
export const complexElements = elementFamily(complexParts, {
  complex:
    () =>
    (_, [re, im]) => [...re!, ...im!],
  real:
    () =>
    (_, [z]) =>
      partsOf(z!)[0],
  imag:
    () =>
    (_, [z]) =>
      partsOf(z!)[1],
  conj:
    ([x]) =>
    (context, [z]) => {
      if (!isComplex(x)) return [...z!, ...splatNumber(x, 0)];
      const [re, im] = partsOf(z!);
      return [...re, ...arithmetic(x, "neg")(context, [im], [])];
    },
});
