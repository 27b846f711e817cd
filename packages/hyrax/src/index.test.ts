import { expect, test } from "vitest";
import * as hyrax from "./index.js";
import { type Array, config, devices, grad, jit, lax, np, random, tree, vmap } from "./index.js";

test("one import has the names of every package", () => {
  const names = [
    "np",
    "lax",
    "random",
    "tree",
    "grad",
    "vmap",
    "jit",
    "pmap",
    "makeJaxpr",
    "customJvp",
    "config",
    "devices",
  ];
  expect(names.filter((name) => !(name in hyrax))).toEqual([]);
});

test("the wasm engine is on, WebGPU is not started, and both say so", () => {
  expect(devices("cpu")[0]?.engine.name).toBe("wasm");
  expect(() => devices("webgpu")).toThrow("init()");
  config.update("cpuEngine", "reference");
  expect(devices("cpu")[0]?.engine.name).toBe("reference");
  config.update("cpuEngine", undefined);
});

test("a model trains with what it exports: jitted steps of gradients over a batch, in a scan", () => {
  const inputs = random.normal(random.key(0), [64, 3]);
  const truth = np.array([1, -2, 0.5]);
  const targets = inputs.matmul(truth);
  const loss = (w: Array) => {
    const errors = vmap((x: Array, y: Array) => np.dot(x, w).sub(y))(inputs, targets);
    return np.mean(np.square(errors));
  };
  const train = jit((start: { w: Array }) =>
    lax.scan(
      (params: { w: Array }, _: null) => {
        const grads = grad((p: { w: Array }) => loss(p.w))(params);
        return [tree.map((p: Array, g: Array) => p.sub(g.mul(0.1)), params, grads), loss(params.w)] as [
          { w: Array },
          Array,
        ];
      },
      start,
      null,
      { length: 200 },
    ),
  );
  const [{ w }, losses] = train({ w: np.zeros([3]) });
  const found = w.tolist() as number[];
  [1, -2, 0.5].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
  const history = losses.tolist() as number[];
  expect(history[199]).toBeLessThan(1e-9);
  expect(history[0]).toBeGreaterThan(1);
});
