import { config, FloatingPointError, type Array as NDArray } from "@hyrax/core";
import { ReferenceEngine, registerCpuEngine } from "@hyrax/cpu";
import { checkpoint, checkpointName, checkpointPolicies, grad } from "@hyrax/grad";
import { debug, jit } from "@hyrax/jit";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";
import * as lax from "@hyrax/lax";
import * as nn from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pmap, psum, terminateWorkers } from "../index.js";

const members = 2;
beforeAll(() => config.update("numHostDevices", members));
afterAll(async () => {
  registerCpuEngine("reference", new ReferenceEngine());
  config.update("numHostDevices", 1);
  await terminateWorkers();
});

const rows = () =>
  np.array([
    [0.5, -1, 2],
    [1, 2, -3],
  ]);
const right = () =>
  np.array([
    [1, 2, 3],
    [-1, 0.5, 4],
  ]);
/** A well-conditioned matrix that depends on every element of a row. */
const matrixOf = (x: NDArray) => np.outer(x, x).add(np.eye(3).mul(4));

/** Functions of one member, of two vectors each. */
const functions: Readonly<Record<string, (x: NDArray, y: NDArray) => NDArray>> = {
  softmax: (x, y) => nn.softmax(x).mul(y),
  relu: (x, y) => nn.relu(x).mul(psum(y, "i")),
  solve: (x, y) => np.linalg.solve(matrixOf(x), y),
  cholesky: (x, y) => np.linalg.cholesky(matrixOf(x)).matmul(y),
  eigh: (x, y) => np.linalg.eigh(matrixOf(np.sin(x))).eigenvalues.mul(y),
  spectrum: (x, y) => np.abs(np.fft.fft(x)).mul(y),
  checkpointed: (x, y) =>
    checkpoint((v: NDArray) => np.sin(checkpointName(np.exp(v), "e")).mul(y), {
      policy: checkpointPolicies.saveOnlyTheseNames("e"),
    })(x) as NDArray,
  root: (x, y) =>
    lax
      .customRoot(
        (r: NDArray) => r.mul(r).sub(x.mul(x)).sub(1),
        np.onesLike(x),
        (f: (r: NDArray) => NDArray, guess: NDArray) =>
          lax.foriLoop(0, 30, (_: unknown, r: NDArray) => r.sub(f(r).div(r.mul(2))), guess),
        (g: (r: NDArray) => NDArray, b: NDArray) => b.div(g(np.onesLike(b))),
      )
      .mul(y) as NDArray,
};

type Mapped = (x: NDArray, y: NDArray) => NDArray;

/** What is done to a mapped function, and to `vmap` in its place. */
const transformations: Readonly<Record<string, (mapped: Mapped) => Mapped>> = {
  value: (mapped) => mapped,
  jit: (mapped) => jit(mapped),
  grad: (mapped) => grad((x: NDArray, y: NDArray) => np.sum(np.sin(mapped(x, y)))),
  "jit of grad": (mapped) => jit(grad((x: NDArray, y: NDArray) => np.sum(np.sin(mapped(x, y))))),
  vmap: (mapped) => (x, y) => vmap(mapped)(np.stack([x, x.mul(0.5)]), np.stack([y, y.add(1)])),
};

describe.each(["reference", "wasm"] as const)("with the %s engine", (engine) => {
  beforeAll(() => {
    // Small arrays too are to go through compiled code.
    registerCpuEngine(
      engine,
      engine === "wasm" ? new WasmEngine(new MemoryPool(), { smallest: 0 }) : new ReferenceEngine(),
    );
  });

  describe.each(Object.keys(functions))("pmap of %s gives what vmap gives", (name) => {
    const f = functions[name]!;
    test.each(Object.keys(transformations))("%s", (transformation) => {
      const transform = transformations[transformation]!;
      const found = transform(pmap(f, { axisName: "i" }))(rows(), right());
      const expected = transform(vmap(f, { axisName: "i" }))(rows(), right());
      expect(found.shape).toEqual(expected.shape);
      const want = expected.ravel().tolist() as number[];
      (found.ravel().tolist() as number[]).forEach((x, k) => expect(x).toBeCloseTo(want[k]!, 4));
    });
  });
});

test("the derivative of one member is computed on its device", () => {
  const member = (x: NDArray, y: NDArray) => np.sum(np.linalg.solve(matrixOf(x), y));
  const found = pmap(grad(member))(rows(), right()).ravel().tolist() as number[];
  const expected = vmap(grad(member))(rows(), right()).ravel().tolist() as number[];
  found.forEach((x, k) => expect(x).toBeCloseTo(expected[k]!, 4));
});

test("what calls functions of the host is refused with what to do, and the next program runs", () => {
  const printing = pmap((x: NDArray) => {
    debug.print("x = {}", x);
    return x;
  });
  const refused = "call functions of the host (debug.print, pureCallback, …) outside of pmap, or map with vmap";
  expect(() => printing(rows())).toThrow(refused);
  expect(() => grad((x: NDArray) => np.sum(printing(x)))(rows())).toThrow(refused);
  expect(pmap((x: NDArray) => x.sum())(rows()).tolist()).toEqual([1.5, 0]);
});

test("debugNans finds what a member makes", () => {
  config.update("debugNans", true);
  try {
    expect(() => pmap((x: NDArray) => np.log(x))(rows())).toThrow(FloatingPointError);
    expect(pmap((x: NDArray) => np.exp(x).mul(0))(rows()).tolist()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  } finally {
    config.update("debugNans", false);
  }
});
