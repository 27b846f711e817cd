import { afterEach, describe, expect, test } from "vitest";
import { HostDevice, RemoteDevice } from "../../test-support/recording-device.js";
import {
  type Device,
  defaultDevice,
  devices,
  MissingEngineError,
  registerDevices,
  resolveDevice,
  setDefaultDevice,
} from "../index.js";

const hosts = [new HostDevice(0), new HostDevice(1)];
const gpu = new RemoteDevice("gpu", 0);

// What is registered stays so: this comes before the rest.
test("without a device, there is no default, and the error names the package that brings one", () => {
  expect(() => defaultDevice()).toThrow(
    new MissingEngineError('there is no device; import "@hyrax/cpu" (numpy does so)'),
  );
  expect(() => devices("gpu")).toThrow('there is no device "gpu", only: none; import "@hyrax/cpu" for cpu');
});

describe("with devices", () => {
  afterEach(() => setDefaultDevice(undefined));

  test("the first device of the first platform is the default one", () => {
    registerDevices("cpu", () => hosts);
    registerDevices("gpu", () => [gpu]);
    expect(defaultDevice()).toBe(hosts[0]);
    expect(devices()).toBe(hosts);
    expect(devices("gpu")).toEqual([gpu]);
  });

  test("one, or the first of a platform, can be made the default, until it is undone", () => {
    setDefaultDevice(hosts[1]);
    expect(defaultDevice()).toBe(hosts[1]);
    setDefaultDevice("gpu");
    expect([defaultDevice(), devices()]).toEqual([gpu, [gpu]]);
    setDefaultDevice(undefined);
    expect(defaultDevice()).toBe(hosts[0]);
  });

  test("a platform stands for its first device, and a device for itself", () => {
    expect(resolveDevice("gpu")).toBe(gpu);
    expect(resolveDevice(hosts[1] as Device)).toBe(hosts[1]);
    expect(hosts.map(String)).toEqual(["cpu:0", "cpu:1"]);
  });

  test("a platform that is not there is named beside those that are, and the default stays", () => {
    expect(() => setDefaultDevice("tpu")).toThrow(
      new MissingEngineError(
        'there is no device "tpu", only: cpu, gpu; import "@hyrax/cpu" for cpu, ' +
          'or await init() of "@hyrax/jit-webgpu" for webgpu',
      ),
    );
    expect(defaultDevice()).toBe(hosts[0]);
  });

  test("a platform may have lost its devices", () => {
    registerDevices("lost", () => []);
    expect(devices("lost")).toEqual([]);
    expect(() => resolveDevice("lost")).toThrow(new MissingEngineError('there is no device of the platform "lost"'));
  });
});
