import { type Array, config } from "@hyrax/core";
import { checkpoint, customJvp, customVjp, grad, hessian, jacfwd, jacrev, jvp, valueAndGrad } from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { pmap } from "@hyrax/pmap";
import * as random from "@hyrax/random";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const three = np.array([1, 2, 3]);
const key = random.key(0);
const identity = (x: Array) => x;
const step = (carry: Array, x: Array) => [carry, x];
const counting = (_: Array, value: Array) => value;

describe("an option that does not exist is refused by name, with those that do", () => {
  const wrong = { axes: 0 };
  const cases: readonly (readonly [name: string, options: string, run: () => unknown])[] = [
    ["jit", "staticArgnums, donateArgnums, device, inline", () => untyped(jit)(identity, wrong)],
    ["makeJaxpr", "staticArgnums, returnShape, axisEnv", () => untyped(makeJaxpr)(identity, wrong)],
    ["grad", "argnums, hasAux, allowInt, holomorphic", () => untyped(grad)(identity, wrong)],
    ["valueAndGrad", "argnums, hasAux, allowInt, holomorphic", () => untyped(valueAndGrad)(identity, wrong)],
    ["jvp", "hasAux", () => untyped(jvp)(identity, [1], [1], wrong)],
    ["jacfwd", "argnums, hasAux, holomorphic", () => untyped(jacfwd)(identity, wrong)],
    ["jacrev", "argnums, hasAux, holomorphic, allowInt", () => untyped(jacrev)(identity, wrong)],
    ["hessian", "argnums, hasAux, holomorphic", () => untyped(hessian)(identity, wrong)],
    ["checkpoint", "policy, preventCse, staticArgnums", () => untyped(checkpoint)(identity, wrong)],
    ["customJvp", "nondiffArgnums", () => untyped(customJvp)(identity, wrong)],
    ["customVjp", "nondiffArgnums", () => untyped(customVjp)(identity, wrong)],
    ["vmap", "inAxes, outAxes, axisName, axisSize", () => untyped(vmap)(identity, wrong)],
    ["pmap", "axisName, inAxes, outAxes, axisSize", () => untyped(pmap)(identity, wrong)],
    ["scan", "length, reverse, unroll", () => untyped(lax.scan)(step, 0, three, wrong)],
    ["map", "batchSize", () => untyped(lax.map)(identity, three, wrong)],
    ["foriLoop", "unroll", () => untyped(lax.foriLoop)(0, 3, counting, 0, wrong)],
    ["associativeScan", "reverse, axis", () => untyped(lax.associativeScan)(np.add, three, wrong)],
    ["normal", "shape, dtype", () => untyped(random.normal)(key, [2], wrong)],
    ["categorical", "axis, shape, replace, mode", () => untyped(random.categorical)(key, three, wrong)],
    ["sum", "axis, dtype, keepdims, where, initial", () => untyped(np.sum)(three, wrong)],
    ["mean", "axis, dtype, keepdims, where", () => untyped(np.mean)(three, wrong)],
    ["argmax", "axis, keepdims", () => untyped(np.argmax)(three, wrong)],
    ["cumsum", "axis, dtype", () => untyped(np.cumsum)(three, wrong)],
    ["concatenate", "axis, dtype", () => untyped(np.concatenate)([three], wrong)],
    ["stack", "axis, dtype", () => untyped(np.stack)([three], wrong)],
    ["array", "dtype, ndmin", () => untyped(np.array)([1], wrong)],
    ["zeros", "dtype", () => untyped(np.zeros)([1], wrong)],
  ];
  test.each(cases)("of %s", (name, options, run) => {
    refuse(run, TypeError, `${name}: there is no option "axes"; options are ${options}`);
  });
});

describe("an option that Python takes by position is refused, with the names", () => {
  test("an axis", () => {
    refuse(
      () => untyped(np.sum)(three, 0),
      TypeError,
      "sum: options are an object of axis, dtype, keepdims, where, initial; found 0",
    );
  });

  test("the axes of vmap", () => {
    refuse(
      () => untyped(vmap)(identity, [0]),
      TypeError,
      "vmap: options are an object of inAxes, outAxes, axisName, axisSize; found a list of 1",
    );
  });
});

describe("config.update refuses what it does not know, and changes nothing", () => {
  const names =
    "enableX64, threefryPartitionable, cpuEngine, numHostDevices, numThreads, enableChecks, disableJit, debugNans, debugInfs, " +
    "checkTracerLeaks, logCompiles, tracebackFiltering";
  const update = (name: string, value: unknown) => {
    const before = { ...config.values };
    const text = (): string => {
      if (!Object.hasOwn(before, name)) return `config.update: there is no option "${name}"; options are ${names}`;
      return `config.update: ${name} must be ${wanted[name]}, found ${typeof value === "string" ? `"${value}"` : String(value)}`;
    };
    refuse(() => untyped(config.update)(name, value), TypeError, text());
    expect(config.values).toEqual(before);
  };
  const wanted: Readonly<Record<string, string>> = {
    enableX64: "a boolean",
    cpuEngine: '"reference", "wasm" or undefined',
    numHostDevices: "a positive integer",
  };

  test.each([
    ["enableX65", true],
    ["toString", true],
    ["enableX64", 1],
    ["enableX64", "true"],
    ["cpuEngine", "fast"],
    ["numHostDevices", 0],
    ["numHostDevices", 1.5],
    ["numHostDevices", 2n],
  ])("%s: %s", update);
});

describe("an option with a value that makes no sense is refused", () => {
  test("positions of arguments that are not there", () => {
    refuse(
      () => untyped(jit(identity, { staticArgnums: 3 }))(three),
      TypeError,
      "jit: staticArgnums names the argument 3, but the function was called with 1",
    );
    refuse(
      () => untyped(untyped(jit)(identity, { donateArgnums: "x" }) as object)(three),
      TypeError,
      "jit: donateArgnums must be an integer or a list, found x",
    );
  });

  test("axes that are no integers", () => {
    refuse(
      () => untyped(vmap)(identity, { inAxes: 0.5 }),
      TypeError,
      "vmap: inAxes must be an integer or null, found 0.5",
    );
  });
});
