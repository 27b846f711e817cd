import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  add,
  broadcastInDim,
  config,
  convertElementType,
  DeletedArrayError,
  DeviceError,
  type DType,
  defaultDevice,
  devices,
  lt,
  MissingRuleError,
  mul,
  type Array as NDArray,
  reduceMax,
  reduceSum,
  shapedArray,
  sin,
  sort,
  stage,
  whileLoop,
} from "@hyrax/core";
import { digamma } from "@hyrax/core/library";
import { jit, ShapeDtypeStruct } from "@hyrax/jit";
import { beforeEach, describe, expect, test } from "vitest";
import { array, random } from "../../test-support/arrays.js";
import { compileProgram } from "../engine/compile-program.js";
import { Recorder } from "../engine/record.js";
import { init, WebGpuDevice } from "../index.js";
import { findGpu, openDevice } from "./adapter.js";
import { BufferPool } from "./buffer-pool.js";
import { GpuContext } from "./gpu-context.js";

let device: WebGpuDevice;
beforeEach(async () => {
  device = await init();
});

const twice = (x: NDArray) => mul(x, 2);
const list = async (x: NDArray) => [...((await x.data()) as Float32Array)];

describe("init", () => {
  test("registers the platform, makes its device the default, and returns the same device again", async () => {
    expect(device).toBeInstanceOf(WebGpuDevice);
    expect(String(device)).toBe("webgpu:0");
    expect(defaultDevice()).toBe(device);
    expect(devices("webgpu")).toEqual([device]);
    expect(await Promise.all([init(), init()])).toEqual([device, device]);
  });

  test("says that there is no adapter", async () => {
    const gpu = { requestAdapter: async () => null } as unknown as GPU;
    device.destroy();
    await expect(init({ gpu })).rejects.toThrow(
      /^webgpu.init: there is no WebGPU adapter\. In Node, Dawn needs a driver/,
    );
    await init();
    expect(device.lost).toBe(false);
  });
});

describe("arrays", () => {
  test("are computed eagerly on the device, and read with await", async () => {
    const y = add(sin(array([0, 1, 2])), 1);
    expect(y.device).toBe(device);
    expect(await list(y)).toEqual([1, 1 + Math.sin(1), 1 + Math.sin(2)].map((x) => expect.closeTo(x, 5)));
    expect(String(y)).toBe("Array(shape=[3], dtype=float32, device=webgpu:0; await data() to read it)");
  });

  test("cannot be read synchronously: the error says what to await", () => {
    const y = twice(array([1, 2]));
    expect(() => y.dataSync()).toThrow(
      "webgpu: 2 float32 elements are on the GPU, which a program cannot wait for synchronously; read them with await x.data()",
    );
    expect(() => y.tolist()).toThrow(DeviceError);
  });

  test.each<[DType, readonly (number | boolean)[]]>([
    ["float32", [1.5, -0, Number.NaN]],
    ["int32", [-1, 2 ** 31 - 1]],
    ["uint32", [2 ** 32 - 1, 0]],
    ["bool", [true, false, true]],
  ])("of %s come back as they were", async (dtype, values) => {
    const x = array(values, undefined, dtype);
    const uploaded = jit((y: NDArray) => y)(x);
    expect(() => uploaded.dataSync()).toThrow(DeviceError);
    expect(await uploaded.data()).toEqual(x.dataSync());
  });

  test("may be empty, or have no axes", async () => {
    expect(await list(twice(array([], [0, 3])))).toEqual([]);
    expect(await list(twice(array([21], [])))).toEqual([42]);
  });

  test("of dtypes that the device does not hold are refused", () => {
    const bytes = array([1], undefined, "int8");
    expect(() => add(bytes, bytes)).toThrow(
      'webgpu: an input is int8, which this device does not hold; it holds float32, int32, uint32, bool, complex64. Convert with astype, or compute on the cpu with devicePut(x, "cpu")',
    );
    config.update("enableX64", true);
    try {
      const f = jit((x: NDArray) => convertElementType(x, { newDtype: "float64", weakType: false }));
      expect(() => f(array([1]))).toThrow(
        /the result of convert_element_type is float64, which this device does not hold/,
      );
      expect(() => device.put(new Float64Array(1), "float64")).toThrow(DeviceError);
    } finally {
      config.update("enableX64", false);
    }
  });

  test("are deleted at once, each result on its own", async () => {
    const x = twice(array([1, 2]));
    const [a, b] = jit((y: NDArray) => [y, y])(x) as [NDArray, NDArray];
    x.delete();
    a.delete();
    expect(await list(b)).toEqual([2, 4]);
    expect(() => twice(a)).toThrow(DeletedArrayError);
  });
});

describe("memory", () => {
  test("temporaries go back to the pool within the run, and results when they are deleted", () => {
    const x = random([1000]);
    const chain = jit((y: NDArray) => reduceSum(mul(sin(reduceSum(mul(y, y), { axes: [0] })), y), { axes: [0] }));
    chain(x).delete();
    const { held } = device.memory;
    for (let i = 0; i < 50; i++) {
      const y = chain(x);
      expect(device.memory.held - held).toBe(256);
      y.delete();
    }
    expect(device.memory.held).toBe(held);
  });

  test("unreachable arrays are given back after a collection", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const x = random([100_000]);
    twice(x).delete();
    const { held } = device.memory;
    for (let i = 0; i < 20; i++) twice(x);
    expect(device.memory.held).toBeGreaterThan(held + 19 * 400_000);
    for (let i = 0; i < 10 && device.memory.held > held; i++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(device.memory.held).toBeLessThanOrEqual(held);
  });

  test("a budget bounds it: the error says what is held and what to do", () => {
    const pool = new BufferPool(device.gpu, 4096);
    const first = pool.acquire(2000, "an array");
    pool.acquire(1000, "an array");
    expect(() => pool.acquire(2000, "an array of 500 float32 elements")).toThrow(
      /^webgpu: out of memory: an array of 500 float32 elements takes 2000 bytes, but 2 buffers hold 3072 of the 4096 bytes allowed\. Delete arrays/,
    );
    first.release();
    expect(pool.acquire(1990, "an array").gpu).toBe(first.gpu);
  });

  test("a refused allocation leaves the pool as it was", async () => {
    const aval = shapedArray([1000], "float32");
    const { jaxpr } = stage(([x]) => [sort([sin(x!)], { dimension: 0, isStable: true, numKeys: 1 })[0]!], [aval]);
    const { context, supportedDtypes } = device;
    const { program } = compileProgram(jaxpr, { limits: context.limits, dtypes: supportedDtypes });
    const another = await openDevice(await findGpu(), "high-performance");
    const small = new GpuContext(another, 16_000);
    const input = small.upload(new Float32Array(1000), "an array");
    const before = small.pool.heldBytes;
    expect(() => new Recorder(small).run(program!, [input])).toThrow(/^webgpu: out of memory: an array of 1000 uint32/);
    expect(small.pool.heldBytes).toBe(before);
    const large = new GpuContext(another, 1_000_000);
    const [out] = new Recorder(large).run(program!, [large.upload(new Float32Array(1000), "an array")]);
    expect(large.pool.heldBytes).toBe(2 * out!.capacity);
    await large.synchronize();
    another.destroy();
  });

  test("what is never stored may be larger than memory", async () => {
    const spread = (x: NDArray, axis: number) =>
      broadcastInDim(x, { shape: [100_000, 20_000], broadcastDimensions: [axis] });
    const f = jit((x: NDArray, y: NDArray) => reduceMax(mul(spread(x, 0), spread(y, 1)), { axes: [1] }));
    expect(f.lower(random([100_000]), random([20_000])).kernels).toHaveLength(1);
  });

  test("an array larger than a buffer is refused before any work", () => {
    const { maxStorageBufferBindingSize } = device.gpu.limits;
    const size = maxStorageBufferBindingSize / 4 + 1;
    const f = jit((x: NDArray) => mul(x, 2));
    expect(() => f.lower(new ShapeDtypeStruct([size], "float32") as unknown as NDArray).report).toThrow(
      new RegExp(
        `takes ${size * 4} bytes, but a shader of this device sees ${maxStorageBufferBindingSize} bytes of an array at most`,
      ),
    );
  });
});

describe("what has no shader", () => {
  const f = jit(function logGamma(x: NDArray) {
    return mul(digamma(x), 2);
  });

  test("is reported, with the reason", () => {
    const { fallbacks } = f.lower(array([1]));
    expect(fallbacks).toEqual([
      {
        kind: "reference",
        primitives: ["digamma"],
        fallback: "compilation to WGSL of digamma is not possible: there is no WGSL for it yet",
      },
      {
        kind: "elementwise",
        primitives: ["mul"],
        fallback: "it is part of a program with digamma, which only the reference engine runs",
      },
    ]);
  });

  test("runs on the reference engine while its inputs are on the host, and goes on from there", async () => {
    const y = f(array([1, 2]));
    expect(y.device).toBe(device);
    expect(await list(f(y.size > 0 ? array([1, 2]) : y))).toEqual(
      [-1.1544313, 0.8455687].map((x) => expect.closeTo(x, 5)),
    );
    expect(await list(twice(y))).toEqual([-2.3088627, 1.6911374].map((x) => expect.closeTo(x, 5)));
  });

  test("throws for elements that are on the GPU only, before any work, and says what to do", () => {
    const x = twice(array([1, 2]));
    const { submits } = device.counters;
    expect(() => f(x)).toThrow(MissingRuleError);
    expect(() => f(x)).toThrow(
      "webgpu: logGamma uses what only the reference engine runs: digamma (compilation to WGSL of digamma is not possible: there is no " +
        "WGSL for it yet). That needs the elements of input 0, f32[2], which are on the GPU. await x.data() brings those of " +
        "an array x to the host, and then it runs; where they are results on the way, jit the whole computation from arrays of the host, " +
        'or use jit(f, { device: "cpu" })',
    );
    expect(device.counters.submits).toBe(submits);
  });

  test("runs with arrays of the GPU once they have been read", async () => {
    const x = twice(array([1, 2]));
    expect(await list(x)).toEqual([2, 4]);
    expect(x.tolist()).toEqual([2, 4]);
    const expected = [0.8455687, 2.5122349].map((y) => expect.closeTo(y, 5));
    expect(await list(f(x))).toEqual(expected);
    expect(jit(f, { device: "cpu" })(x).tolist()).toEqual(expected);
    // It is on the GPU as well, as before.
    expect(await list(twice(x))).toEqual([4, 8]);
  });

  test("loops without a known end are among it", () => {
    const { aval } = array([1], []);
    const condJaxpr = stage(([x]) => [lt(x!, 100)], [aval]).jaxpr;
    const bodyJaxpr = stage(([x]) => [mul(x!, 2)], [aval]).jaxpr;
    const loop = jit((x: NDArray) => whileLoop([x], { condJaxpr, condNumConsts: 0, bodyJaxpr, bodyNumConsts: 0 }));
    expect(loop.lower(array([1], [])).fallbacks[0]?.fallback).toContain(
      "use scan or foriLoop with a known number of steps",
    );
    expect(loop(array([1], []))[0]?.item()).toBe(128);
  });
});

describe("a lost device", () => {
  test("is a typed error; init gets a new one, and arrays that came from the host survive", async () => {
    const x = array([1, 2, 3]);
    const y = twice(x);
    const step = jit(twice);
    step(x);
    device.destroy();
    expect(device.lost).toBe(true);
    expect(() => step(x)).toThrow(DeviceError);
    expect(() => step(x)).toThrow(
      /^webgpu: the device was destroyed\. Await init\(\) of "@hyrax\/jit-webgpu" to get a new one/,
    );
    await expect(y.data()).rejects.toThrow(/the device was destroyed/);
    await expect(y.blockUntilReady()).rejects.toThrow(DeviceError);

    expect(await init()).toBe(device);
    expect(device.lost).toBe(false);
    expect(await list(step(x))).toEqual([2, 4, 6]);
    await expect(y.data()).rejects.toThrow(
      "webgpu: an array of 3 float32 elements was lost with the device that held its only copy; compute it again",
    );
    expect(() => twice(y)).toThrow(/was lost with the device/);
  });
});
