import {
  add,
  type CompileOptions,
  type ConcreteArray,
  config,
  copy,
  devices,
  type Engine,
  hostArray,
  type Jaxpr,
  MissingEngineError,
  reshape,
  type TypedArrayStorage,
} from "@hyrax/core";
import { afterEach, describe, expect, test } from "vitest";
import { ReferenceEngine, registerCpuEngine } from "./index.js";

afterEach(() => {
  config.update("numHostDevices", 1);
  config.update("cpuEngine", undefined);
  registerCpuEngine("reference", new ReferenceEngine());
});

const floats = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

describe("the cpu devices", () => {
  test("are as many as numHostDevices says, and the same ones each time", () => {
    const [first] = devices("cpu");
    config.update("numHostDevices", 3);
    const three = devices("cpu");
    expect(three.map(String)).toEqual(["cpu:0", "cpu:1", "cpu:2"]);
    expect(three[0]).toBe(first);
    config.update("numHostDevices", 2);
    expect(devices("cpu")).toEqual(three.slice(0, 2));
    expect(devices("cpu")[1]).toBe(three[1]);
  });

  test("hold elements of the host without a copy", async () => {
    const [cpu] = devices("cpu");
    const data = Float32Array.of(1, 2);
    const storage = cpu!.put(data, "float32");
    expect(cpu!.readSync(storage)).toBe(data);
    expect(await cpu!.read(storage)).toBe(data);
  });
});

describe("the engine of the cpu devices", () => {
  test("is an error that says what to import, if cpuEngine names one that was not", () => {
    config.update("cpuEngine", "wasm");
    expect(() => devices("cpu")[0]!.engine).toThrow(MissingEngineError);
    expect(() => devices("cpu")[0]!.engine).toThrow(/import "@hyrax\/jit-wasm"/);
  });

  class Recording implements Engine {
    readonly name = "recording";
    readonly compiled: string[] = [];

    compile(jaxpr: Jaxpr, options: CompileOptions) {
      this.compiled.push(jaxpr.eqns[0]!.primitive.name);
      return new ReferenceEngine().compile(jaxpr, options);
    }
  }

  test("is the one that was registered last, or the one that cpuEngine names", () => {
    expect(devices("cpu")[0]!.engine.name).toBe("reference");
    const wasm = new Recording();
    registerCpuEngine("wasm", wasm);
    expect(devices("cpu")[0]!.engine).toBe(wasm);
    config.update("cpuEngine", "reference");
    expect(devices("cpu")[0]!.engine).toBeInstanceOf(ReferenceEngine);
    config.update("cpuEngine", "wasm");
    expect(copy(add(floats(1), floats(2))).tolist()).toEqual([3]);
    expect(wasm.compiled).toEqual(["add", "copy"]);
  });
});

describe("results", () => {
  test("do not keep a larger memory alive that they are a view of", () => {
    const memory = new Float32Array(1000).fill(7);
    const x = hostArray(memory.subarray(10, 12), [2], "float32");
    const same = reshape(x, { newSizes: [2, 1] }) as ConcreteArray;
    const { data } = same.storage as TypedArrayStorage;
    expect(data.buffer.byteLength).toBe(8);
    memory.fill(0);
    expect(same.tolist()).toEqual([[7], [7]]);
  });

  test("outlive the deletion of the array that they share elements with", () => {
    const x = floats(1, 2);
    const same = reshape(x, { newSizes: [1, 2] });
    x.delete();
    expect(same.tolist()).toEqual([[1, 2]]);
  });
});
