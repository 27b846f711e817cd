import { type BrowserPage, openPage } from "@hyrax-internal/webgpu-host";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compare } from "../test-support/agree.js";
import { programs } from "../test-support/programs.js";

interface Results {
  readonly actual: readonly number[][];
  readonly expected: readonly number[][];
  readonly submits: number;
}

let browser: BrowserPage;
beforeAll(async () => {
  browser = await openPage(new URL("../test-support/browser-page.ts", import.meta.url));
}, 60_000);
afterAll(() => browser[Symbol.asyncDispose]());

function check({ actual, expected }: Omit<Results, "submits">): void {
  expected.forEach((wanted, i) => {
    const found = Float32Array.from(actual[i] as number[]);
    compare(found, Float32Array.from(wanted), true, { ulp: 64, absolute: 2e-5 }, () => `result ${i}`);
  });
}

describe("in headless Chromium", () => {
  test.each(programs.map(({ name }) => name))(
    "%s agrees with the reference engine, in one submission",
    async (name) => {
      const results = await browser.page.evaluate<Results>(`runProgram(${JSON.stringify(name)})`);
      check(results);
      expect(results.submits).toBe(1);
    },
  );

  test("fifty steps of training run ahead of the device", async () => {
    check(await browser.page.evaluate<Results>("train(50)"));
  });

  test("errors are typed, and a lost device is replaced", async () => {
    expect(await browser.page.evaluate("faults()")).toEqual({
      read: expect.stringMatching(/^DeviceError: webgpu: 1280 float32 elements are on the GPU/),
      lost: expect.stringMatching(/^DeviceError: webgpu: the device was destroyed/),
      again: 1280,
    });
  });
});
