import type { Array as NDArray } from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAgreement } from "../../test-support/agree.js";
import { programs } from "../../test-support/programs.js";
import { init, type WebGpuDevice } from "../index.js";

let device: WebGpuDevice;
beforeAll(async () => {
  device = await init();
});

describe.each(programs)("$name", ({ run, inputs, dispatches }) => {
  test("agrees with the reference engine", async () => {
    await expectAgreement(run, inputs, { ulp: 64, absolute: 2e-5 });
  });

  test("is one submission, and few dispatches", async () => {
    const compiled = jit((...args: NDArray[]) => run(...args));
    const before = { ...device.counters };
    compiled(...inputs);
    expect(device.counters.submits - before.submits).toBe(1);
    expect(device.counters.dispatches - before.dispatches).toBeLessThanOrEqual(dispatches);
  });
});
