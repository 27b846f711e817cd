import * as core from "@hyrax/core";
import * as gradPackage from "@hyrax/grad";
import * as jitPackage from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as nn from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import * as pmapPackage from "@hyrax/pmap";
import * as random from "@hyrax/random";
import * as scipy from "@hyrax/scipy";
import * as tree from "@hyrax/tree";
import * as vmapPackage from "@hyrax/vmap";

/** A module of Hyrax, or an object in one: names and what they stand for. A name may be absent. */
export type Namespace = Readonly<Record<string, unknown>>;

const { config } = core as Namespace;
const { grad, valueAndGrad, jvp, vjp, linearize, jacfwd, jacrev, hessian, checkpoint, customJvp, customVjp } =
  gradPackage as Namespace;
const { vmap } = vmapPackage as Namespace;
const { jit, makeJaxpr, evalShape } = jitPackage as Namespace;
const { pmap } = pmapPackage as Namespace;
const { special, stats, linalg, signal } = scipy as Namespace;

/** Every name that the programs of golden files use. */
export const names: Namespace = {
  ...{ np, lax, nn, random, tree, scipy, config },
  ...{ special, stats, linalg, signal },
  ...{ grad, valueAndGrad, jvp, vjp, linearize, jacfwd, jacrev, hessian, checkpoint, customJvp, customVjp },
  ...{ vmap, jit, makeJaxpr, evalShape, pmap },
};
