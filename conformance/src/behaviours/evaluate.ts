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

/** Python's `x[i, …]` where the translation cannot tell an array from a tuple. */
function at(x: unknown, ...index: readonly core.Index[]): unknown {
  if (x instanceof core.Array) return x.get(...index);
  // Lists and named results iterate.
  return [...(x as Iterable<unknown>)].at(Number(index[0]));
}

const scope: Readonly<Record<string, unknown>> = {
  ...gradPackage,
  ...vmapPackage,
  ...jitPackage,
  ...pmapPackage,
  ...{ np, lax, nn, random, tree, special: scipy.special, linalg: scipy.linalg },
  ...{ config: core.config, devicePut: core.devicePut, Complex: (core as Record<string, unknown>)["Complex"], at },
};

/** Evaluates JavaScript over everything that Hyrax exports, by the names that a user imports. */
export function evaluate(source: string): unknown {
  // The sources are part of this repository, and a function body is the only way to give them their names.
  const run = new Function(...Object.keys(scope), `"use strict"; return (${source});`);
  return run(...Object.values(scope));
}
