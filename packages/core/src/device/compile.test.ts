import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HostDevice, RemoteDevice, RemoteStorage } from "../../test-support/recording-device.js";
import {
  add,
  ConcreteArray,
  commonDevice,
  devicePut,
  executableOf,
  hostArray,
  type Array as NDArray,
  neg,
  registerDevices,
  registerLowering,
  type Storage,
  setDefaultDevice,
  sin,
  stage,
  type TypedArray,
  UnexpectedTracerError,
} from "../index.js";

/** A device apart from the host that can be read at once. */
class ReadableDevice extends RemoteDevice {
  override readSync(storage?: Storage): TypedArray {
    return (storage as RemoteStorage).elements;
  }
}

const host = new HostDevice(0);
const other = new HostDevice(1);
registerDevices("cpu", () => [host, other]);

const vector = () => hostArray(Float32Array.of(1, 2), [2], "float32");
const aval = vector().aval;

let gpu: RemoteDevice;
beforeEach(() => {
  gpu = new RemoteDevice("gpu", 0);
});
afterEach(() => setDefaultDevice(undefined));

describe("the device of an operation", () => {
  test("is the default one where arrays are on the host only", () => {
    expect(neg(vector()).device).toBe(host);
    setDefaultDevice(gpu);
    expect(neg(vector()).device).toBe(gpu);
  });

  test("is the one that an array was put on, and results stay there", () => {
    const x = devicePut(vector(), other);
    expect([neg(x).device, add(vector(), neg(x)).device]).toEqual([other, other]);
    expect((neg(x) as ConcreteArray).committed).toBe(true);
  });

  test("is not one that two arrays were put on differently: the error names both, and what moves one", () => {
    expect(() => add(devicePut(vector(), host), devicePut(vector(), other))).toThrow(
      new TypeError("add: f32[2] is on cpu:0 and f32[2] on cpu:1; move one with devicePut(x, device)"),
    );
  });

  test("is where an uncommitted result is, also after the default changed", () => {
    setDefaultDevice(gpu);
    const y = new ConcreteArray(aval, new RemoteStorage(Float32Array.of(1, 2)), gpu);
    setDefaultDevice(undefined);
    const sum = add(vector(), y) as ConcreteArray;
    expect([sum.device, sum.committed]).toEqual([gpu, false]);
  });

  test("is asked of arrays alone", () => {
    const kept: NDArray[] = [];
    stage(
      (inputs) => {
        kept.push(...inputs);
        return inputs;
      },
      [aval],
    );
    expect(() => neg(kept[0] as NDArray)).toThrow(UnexpectedTracerError);
    expect(() => commonDevice([1 as never], "f")).toThrow(new TypeError("f: expected an array, found 1"));
  });
});

describe("elements that are not where an operation runs", () => {
  test("are handed over from the host once, and remembered", () => {
    const x = vector();
    setDefaultDevice(gpu);
    for (let i = 0; i < 3; i++) neg(x);
    expect(gpu.puts).toBe(1);
    neg(vector());
    expect(gpu.puts).toBe(2);
  });

  test("are handed over again where what was handed over is gone", () => {
    const handed: Storage[] = [];
    class Noting extends RemoteDevice {
      override put(...args: Parameters<RemoteDevice["put"]>): Storage {
        handed.push(super.put(...args));
        return handed.at(-1) as Storage;
      }
    }
    const x = vector();
    setDefaultDevice(new Noting("gpu", 0));
    neg(x);
    handed[0]?.delete();
    neg(x);
    expect(handed.length).toBe(2);
  });

  test("are read from the other device, where that can be read at once", () => {
    const readable = new ReadableDevice("gpu", 0);
    const y = new ConcreteArray(aval, new RemoteStorage(Float32Array.of(1, 2)), readable);
    const target = new RemoteDevice("gpu", 1);
    expect(add(devicePut(vector(), target), y).device).toBe(target);
    expect(target.puts).toBe(2);
  });

  test("are refused, rather than given to a device that does not know them, where that cannot", () => {
    const y = new ConcreteArray(aval, new RemoteStorage(Float32Array.of(1, 2)), gpu);
    expect(() => add(devicePut(vector(), host), y)).toThrow("this device cannot be read at once; await x.data()");
  });

  test("are refused where they were deleted", () => {
    const x = vector();
    x.delete();
    expect(() => neg(x)).toThrow("the array f32[2] was used after it had been deleted or donated to a jitted function");
  });
});

describe("compiling", () => {
  const program = () => stage(([x]) => [sin(x as NDArray)], [aval]).jaxpr;

  test("happens once for each program and device", () => {
    const [jaxpr, second] = [program(), new RemoteDevice("gpu", 1)];
    const first = executableOf(jaxpr, { device: gpu });
    expect(executableOf(jaxpr, { device: gpu })).toBe(first);
    expect(executableOf(jaxpr, { device: second })).not.toBe(first);
    expect([gpu.engine.compiled.length, second.engine.compiled.length]).toEqual([1, 1]);
  });

  test("goes through each registered lowering, in the order of registration; engines see what comes out", () => {
    const seen: number[] = [];
    const negated = stage(([x]) => [neg(x as NDArray)], [aval]).jaxpr;
    const mine = program();
    registerLowering((jaxpr) => (jaxpr === mine ? negated : jaxpr));
    registerLowering((jaxpr) => {
      if (jaxpr === negated) seen.push(jaxpr.eqns.length);
      return jaxpr;
    });
    executableOf(mine, { device: gpu });
    expect(gpu.engine.compiled).toEqual(["{ lambda ; a:f32[2]. let b:f32[2] = neg a in (b,) }"]);
    expect(seen).toEqual([1]);
  });
});
