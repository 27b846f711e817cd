import { beforeEach, describe, expect, test } from "vitest";
import { HostDevice, RemoteDevice } from "../../test-support/recording-device.js";
import {
  add,
  type ConcreteArray,
  config,
  devicePut,
  hostArray,
  multiple,
  neg,
  primitive,
  reduceSum,
  registerDevices,
  type ShapedArray,
  scalarArray,
  sin,
} from "../index.js";

let host = new HostDevice(0);
registerDevices("cpu", () => [host]);

const vector = (size: number) => hostArray(new Float32Array(size), [size], "float32");

// A new device has an empty cache.
beforeEach(() => {
  host = new HostDevice(0);
});

describe("an operation without an interpreter around it", () => {
  test("is compiled as a jaxpr of one equation, under its name, and its results have the types that it declares", () => {
    const y = reduceSum(vector(3), { axes: [0] }) as ConcreteArray;
    expect(host.engine.compiled.map((text) => text.replace(/\s+/g, " "))).toEqual([
      "{ lambda ; a:f32[3]. let b:f32[] = reduce_sum[axes=(0,) out_sharding=None] a in (b,) }",
    ]);
    expect(host.engine.runs).toEqual(["reduce_sum"]);
    expect([String(y.aval), y.item(), y.device]).toEqual(["f32[]", 0, host]);
  });

  test("returns a list where it has many results", () => {
    const twin = multiple("twin_eager", ([x]) => [x as ShapedArray, x as ShapedArray]);
    expect(twin([vector(2)]).map((y) => String(y.aval))).toEqual(["f32[2]", "f32[2]"]);
  });

  test("runs what its declaration says, where that is other operations", () => {
    const halves = primitive("halves_eager", ([x]: readonly [ShapedArray]) => x, {
      evaluate: ([x]) => [neg(sin(x as ConcreteArray))],
    });
    halves(vector(2));
    expect(host.engine.runs).toEqual(["sin", "neg"]);
  });

  test("that does not fit is refused before anything is compiled", () => {
    expect(() => add(vector(2), vector(3))).toThrow("add: the shapes differ: f32[2] and f32[3]");
    expect(host.engine.compiled).toEqual([]);
  });
});

describe("programs are kept", () => {
  const compiled = () => host.engine.compiled.length;

  test("by primitive, types and params: other values compile nothing", () => {
    for (let i = 0; i < 3; i++) neg(vector(2));
    expect([compiled(), host.engine.runs.length]).toEqual([1, 3]);
    sin(vector(2));
    neg(vector(3));
    neg(hostArray(new Int32Array(2), [2], "int32"));
    expect(compiled()).toBe(4);
    neg(scalarArray(1, "float32"));
    neg(scalarArray(1, "float32", true));
    expect(compiled()).toBe(6);
    const matrix = hostArray(new Float32Array(4), [2, 2], "float32");
    for (const axes of [[0], [1], [0, 1], [0]]) reduceSum(matrix, { axes });
    expect(compiled()).toBe(9);
  });

  test("by device", () => {
    const gpu = new RemoteDevice("gpu", 0);
    const there = devicePut(vector(2), gpu);
    neg(vector(2));
    neg(there);
    neg(there);
    expect([compiled(), gpu.engine.compiled.length]).toEqual([1, 1]);
  });

  test("until an option changes, which may mean other programs", () => {
    neg(vector(2));
    config.update("enableX64", true);
    neg(vector(2));
    config.update("enableX64", false);
    neg(vector(2));
    config.update("enableX64", false);
    neg(vector(2));
    expect(compiled()).toBe(3);
  });

  test("up to 8192 of them: the oldest make room", () => {
    const sizes = Array.from({ length: 8193 }, (_, i) => i);
    for (const size of sizes) neg(hostArray(new Int8Array(size), [size], "int8"));
    expect(compiled()).toBe(8193);
    neg(hostArray(new Int8Array(8192), [8192], "int8"));
    neg(hostArray(new Int8Array(1), [1], "int8"));
    expect(compiled()).toBe(8193);
    neg(hostArray(new Int8Array(0), [0], "int8"));
    expect(compiled()).toBe(8194);
  });
});
