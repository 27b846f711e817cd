import { bottomTrace, currentTrace, MissingRuleError, mul, type Array as NDArray } from "@hyrax/core";
import { debug, jit, pureCallback } from "@hyrax/jit";
import { beforeEach, expect, test, vi } from "vitest";
import { array } from "../../test-support/arrays.js";
import { init } from "../index.js";

beforeEach(async () => {
  await init();
});

const double = (x: NDArray) =>
  pureCallback((v: NDArray) => Float32Array.from(v.tolist() as number[], (element) => 2 * element), x, x);

test("a program that calls the host runs on the host, as long as its arrays are there", async () => {
  const f = jit((x: NDArray) => mul(double(x), 3));
  expect(await f(array([1, 2])).data()).toEqual(Float32Array.of(6, 12));
});

test("with arrays of the GPU it is refused, with what to do", async () => {
  const onGpu = mul(array([1, 2]), 2);
  const f = jit(function step(x: NDArray) {
    return double(x);
  });
  const refused =
    "webgpu: step uses what only the reference engine runs: pure_callback (compilation to WGSL of pure_callback is not possible: " +
    "a shader cannot call a function of the host; call it outside of the jitted function, where its arrays can be awaited). " +
    "That needs the elements of input 0, f32[2], which are on the GPU. await x.data() brings those of an array x to the host, and " +
    'then it runs; where they are results on the way, jit the whole computation from arrays of the host, or use jit(f, { device: "cpu" })';
  expect(() => f(onGpu)).toThrow(new MissingRuleError(refused));
  expect(() => double(onGpu)).toThrow(
    "the function needs elements that are on webgpu:0, which a program cannot wait for",
  );
  expect(currentTrace()).toBe(bottomTrace());
});

test("outside of jitted functions debugging callbacks wait for the elements", async () => {
  const onGpu = mul(array([1, 2]), 2);
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  debug.print("x = {}", onGpu);
  await vi.waitFor(() => expect(log).toHaveBeenCalledExactlyOnceWith("x = [2. 4.]"));
  log.mockRestore();
});
