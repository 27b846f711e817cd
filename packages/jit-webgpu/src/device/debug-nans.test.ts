import { config, FloatingPointError, log, mul, type Array as NDArray } from "@hyrax/core";
import { eigh } from "@hyrax/core/library";
import { jit } from "@hyrax/jit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { array } from "../../test-support/arrays.js";
import { init } from "../index.js";

beforeEach(async () => {
  await init();
  config.update("debugNans", true);
});
afterEach(() => config.update("debugNans", false));

test("a NaN is found where the elements are read, with the operation or the jitted function that made it", async () => {
  const bad = log(array([-1, 1]));
  await expect(bad.data()).rejects.toThrow(
    new FloatingPointError("invalid value (nan) encountered in log: its result f32[2] has one"),
  );
  const f = jit(function loss(x: NDArray) {
    return mul(log(x), 2);
  });
  await expect(f(array([-1, 1])).data()).rejects.toThrow(
    new FloatingPointError("invalid value (nan) encountered in the jitted function loss: its result f32[2] has one"),
  );
  expect(await f(array([1])).data()).toEqual(Float32Array.of(0));
});

const eigenvalues = (x: NDArray) =>
  eigh([x], { lower: true, sortEigenvalues: true, subsetByIndex: null })[1] as NDArray;

test("what the reference engine computes in place of shaders is looked at as well, each time that it is read", async () => {
  const bad = eigenvalues(array([Number.NaN], [1, 1]));
  const found = new FloatingPointError("invalid value (nan) encountered in eigh: its result f32[1] has one");
  await expect(bad.data()).rejects.toThrow(found);
  expect(() => bad.dataSync()).toThrow(found);
  expect(await eigenvalues(array([4], [1, 1])).data()).toEqual(Float32Array.of(4));
});

test("infinities are looked for with debugInfs", async () => {
  config.update("debugInfs", true);
  try {
    const found = new FloatingPointError("invalid value (inf) encountered in log: its result f32[2] has one");
    await expect(log(array([0, 1])).data()).rejects.toThrow(found);
  } finally {
    config.update("debugInfs", false);
  }
});
