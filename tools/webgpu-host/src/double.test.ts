import { expect, test } from "vitest";
import { globals } from "webgpu";
import { openPage } from "./browser-page.js";
import { double } from "./double.js";
import { nodeGpu } from "./node-gpu.js";

test("Node computes on a WebGPU adapter", async () => {
  Object.assign(globalThis, globals);
  expect(await double(nodeGpu(), [1, -2, 0.5, 1e30])).toEqual([2, -4, 1, Math.fround(2e30)]);
});

test("headless Chromium computes on a WebGPU adapter, in a page that may share memory", async () => {
  await using browser = await openPage(new URL("./double-in-browser.ts", import.meta.url));
  expect(await browser.page.evaluate("double([1, -2, 0.5, 1e30])")).toEqual([2, -4, 1, Math.fround(2e30)]);
  expect(await browser.page.evaluate("crossOriginIsolated")).toBe(true);
}, 60_000);
