import { afterEach, describe, expect, test } from "vitest";
import { canonicalDtype, config, onConfigChange } from "./index.js";

afterEach(() => {
  config.update("enableX64", false);
  config.update("numHostDevices", 1);
});

describe("config.update", () => {
  test("sets an option for all who read it", () => {
    expect(canonicalDtype("float64")).toBe("float32");
    config.update("enableX64", true);
    expect(config.values.enableX64).toBe(true);
    expect(canonicalDtype("float64")).toBe("float64");
  });

  test("tells listeners which option changed, once for each change, until they leave", () => {
    const heard: string[] = [];
    const leave = onConfigChange((name) => heard.push(name));
    config.update("numHostDevices", 4);
    config.update("numHostDevices", 4);
    config.update("enableX64", true);
    expect(heard).toEqual(["numHostDevices", "enableX64"]);
    leave();
    config.update("numHostDevices", 2);
    expect(heard).toHaveLength(2);
  });

  test("has told nobody, and changed nothing, where it refuses a value", () => {
    const heard: string[] = [];
    const leave = onConfigChange((name) => heard.push(name));
    expect(() => config.update("numHostDevices", -1)).toThrow("numHostDevices must be a positive integer, found -1");
    expect(() => config.update("cpuEngine", "simd" as never)).toThrow('"reference", "wasm" or undefined, found "simd"');
    expect([config.values.numHostDevices, config.values.cpuEngine]).toEqual([1, undefined]);
    expect(heard).toEqual([]);
    leave();
  });
});
