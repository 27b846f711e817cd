import "@hyrax/cpu";
import { add, config, type Executable, hostArray, mul, type Array as NDArray, scalarArray } from "@hyrax/core";
import { CpuDevice } from "@hyrax/cpu";
import { afterEach, describe, expect, test } from "vitest";
import { jit, ShapeDtypeStruct } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

afterEach(() => config.update("disableJit", false));

/** A device that notes what its engine is asked for, and when that is compiled. */
class NotingDevice extends CpuDevice {
  readonly seen: string[] = [];

  override get engine() {
    const { engine } = new CpuDevice(0);
    const { seen } = this;
    return {
      name: "noting",
      compile(...[jaxpr, options]: Parameters<typeof engine.compile>): Executable {
        seen.push(options.deferred ? "deferred" : "at once");
        const executable = engine.compile(jaxpr, options);
        return {
          report: executable.report,
          ready: async () => {
            seen.push("ready");
          },
          run: (inputs) => {
            seen.push("run");
            return executable.run(inputs);
          },
        };
      },
    };
  }
}

describe("warm", () => {
  test("traces and compiles without running, so that the call only runs", async () => {
    const device = new NotingDevice(0);
    let traces = 0;
    const f = jit(
      (p: { w: NDArray }, x: NDArray) => {
        traces++;
        return mul(add(p.w, x), 2);
      },
      { device },
    );
    await f.warm({ w: new ShapeDtypeStruct([2], "float32") }, f32(1, 2));
    expect([traces, f.cacheSize, device.seen]).toEqual([1, 1, ["deferred", "ready"]]);
    expect([...f({ w: f32(1, 2) }, f32(3, 4)).dataSync()]).toEqual([8, 12]);
    expect([traces, f.cacheSize, device.seen]).toEqual([1, 1, ["deferred", "ready", "run"]]);
  });

  test("is for the types it was given, weak ones and static values included", async () => {
    const f = jit((x: NDArray, n: number) => mul(x, n), { staticArgnums: 1 });
    await f.warm(new ShapeDtypeStruct([], "float32", { weakType: true }), 3);
    f(scalarArray(2, "float32", true), 3);
    expect(f.cacheSize).toBe(1);
    f(scalarArray(2, "float32"), 3);
    f(scalarArray(2, "float32", true), 4);
    expect(f.cacheSize).toBe(3);
  });

  test("is over at once for functions that run operation by operation", async () => {
    config.update("disableJit", true);
    const f = jit((_: NDArray) => {
      throw new Error("ran");
    });
    await expect(f.warm(f32(1))).resolves.toBeUndefined();
  });

  test("rejects with what a call would throw", async () => {
    const f = jit((x: NDArray) => add(x, hostArray(new Float32Array(3), [3], "float32")));
    await expect(f.warm(f32(1, 2))).rejects.toThrow("add");
    await expect(f.warm("text" as never)).rejects.toThrow("jit: argument 0");
  });
});
