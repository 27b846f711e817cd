import * as core from "@hyrax/core";
import * as gradPackage from "@hyrax/grad";
import * as jitPackage from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import * as pmapPackage from "@hyrax/pmap";
import * as random from "@hyrax/random";
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

// Packages that do not exist yet, undefined like any other missing name.
const nn = undefined;
const scipy: Namespace | undefined = undefined;

/** Every name that the programs of golden files use. */
export const names: Namespace = {
  ...{ np, lax, nn, random, tree, scipy, config },
  ...{ special: scipy?.["special"], stats: scipy?.["stats"], linalg: scipy?.["linalg"], signal: scipy?.["signal"] },
  ...{ grad, valueAndGrad, jvp, vjp, linearize, jacfwd, jacrev, hessian, checkpoint, customJvp, customVjp },
  ...{ vmap, jit, makeJaxpr, evalShape, pmap },
};
