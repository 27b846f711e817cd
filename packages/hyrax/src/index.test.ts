import * as grad from "@hyrax/grad";
import { expect, test } from "vitest";
import * as hyrax from "./index.js";

// The names that jax/__init__.py gives to what @hyrax/grad holds, in camelCase, and those of jax.ad_checkpoint,
// jax.custom_derivatives and jax.lax.
const transformations = [
  "CustomVJPPrimal",
  "checkpoint",
  "checkpointName",
  "checkpointPolicies",
  "closureConvert",
  "customGradient",
  "customJvp",
  "customVjp",
  "grad",
  "hessian",
  "jacfwd",
  "jacobian",
  "jacrev",
  "jvp",
  "linearTranspose",
  "linearize",
  "printSavedResiduals",
  "remat",
  "stopGradient",
  "valueAndGrad",
  "vjp",
];

test("the umbrella offers the derivatives that JAX has, and leaves the vocabulary of rules to @hyrax/grad", () => {
  const offered = Object.keys(grad).filter((name) => name in hyrax);
  expect(offered.sort()).toEqual(transformations.sort());
});
