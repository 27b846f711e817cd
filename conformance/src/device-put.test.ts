import "@hyrax/cpu";
import { add, config, devicePut, devices, hostArray } from "@hyrax/core";
import { afterEach, expect, test } from "vitest";

afterEach(() => config.update("numHostDevices", 1));

test("arrays are committed to the device that they are put on, and results stay there", () => {
  config.update("numHostDevices", 2);
  const [, second] = devices("cpu");
  const { x } = devicePut({ x: hostArray(Float32Array.of(1, 2), [2], "float32") }, second!);
  expect(x.device).toBe(second);
  expect(add(x, 1).device).toBe(second);
  expect(add(x, 1).tolist()).toEqual([2, 3]);
});

test("arrays that are committed to different devices do not mix", () => {
  config.update("numHostDevices", 2);
  const [first, second] = devices("cpu");
  const x = devicePut(hostArray(Float32Array.of(1), [1], "float32"), first!);
  const y = devicePut(x, second!);
  expect(() => add(x, y)).toThrow("f32[1] is on cpu:0 and f32[1] on cpu:1");
  x.delete();
  expect(add(y, 1).tolist()).toEqual([2]);
});

test("a platform that is not there is named", () => {
  expect(() => devicePut(hostArray(Float32Array.of(1), [1], "float32"), "tpu")).toThrow('there is no device "tpu"');
});
