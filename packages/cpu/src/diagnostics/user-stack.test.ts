import { describe, expect, test } from "vitest";
import { ownFiles, packageOf } from "./own-files.js";
import { userLine, userStack } from "./user-stack.js";

type Own = (text: string) => boolean;
const own = (url: string) => ownFiles(url) as Own;

describe("the library's own files are known", () => {
  test("by its packages where it is installed, by any package manager", () => {
    for (const folder of [
      "/app/node_modules",
      "/app/node_modules/.pnpm/@hyrax+cpu@1.0.0/node_modules",
      "C:\\app\\node_modules",
    ]) {
      const isOwn = own(`file://${folder}/@hyrax/cpu/dist/diagnostics/own-files.js`);
      expect(isOwn(`    at bind (file://${folder}/@hyrax/core/dist/interpreters/bind.js:7:25)`)).toBe(true);
      expect(isOwn(`    at bind (${folder}\\@hyrax\\core\\dist\\bind.js:7:25)`)).toBe(true);
      expect(isOwn(`    at x (file://${folder}/hyrax/dist/index.js:7:25)`)).toBe(true);
      expect(isOwn("    at f (file:///app/src/main.js:1:1)")).toBe(false);
      expect(isOwn(`    at f (file://${folder}/hyrax-layers/dist/index.js:1:1)`)).toBe(false);
      expect(isOwn("    at f (/app/packages/model/src/index.ts:1:1)")).toBe(false);
    }
  });

  test("by the folder of packages in its own repository, without tests", () => {
    const isOwn = own("file:///home/me/my%20work/packages/cpu/src/diagnostics/own-files.ts");
    expect(isOwn("    at bind (/home/me/my work/packages/core/src/bind.ts:7:25)")).toBe(true);
    expect(isOwn("    at bind (file:///home/me/my%20work/packages/core/dist/bind.js:7:25)")).toBe(true);
    expect(isOwn("    at f (/home/me/my work/packages/core/src/bind.test.ts:7:25)")).toBe(false);
    expect(isOwn("    at f (/home/me/my work/packages/core/test-support/draw.ts:7:25)")).toBe(false);
    expect(isOwn("    at f (/home/me/my work/examples/a/src/main.ts:7:25)")).toBe(false);
    expect(isOwn("    at f (/elsewhere/packages/core/src/bind.ts:7:25)")).toBe(false);
    const onWindows = own("file:///C:/work/packages/cpu/dist/own-files.js");
    expect(onWindows("    at bind (C:\\work\\packages\\core\\dist\\bind.js:7:25)")).toBe(true);
  });

  test("not in a bundle", () => {
    expect(ownFiles("https://example.org/assets/index-1a2b.js")).toBeUndefined();
    expect(ownFiles("file:///app/node_modules/.vite/deps/@hyrax_cpu.js?v=1")).toBeUndefined();
  });

  test("with the package that each belongs to", () => {
    expect(packageOf("at x (/app/node_modules/@hyrax/jit/dist/api/jit.js:1:1)")).toBe("@hyrax/jit");
    expect(packageOf("at x (/app/main.js:1:1)")).toBeUndefined();
  });
});

const isOwn: Own = (line) => line.includes("/@hyrax/");
const stack = `TypeError: add: two
    lines
    at add (/m/@hyrax/numpy/dist/a.js:1:1)
    at Array.map (<anonymous>)
    at all (/m/@hyrax/numpy/dist/a.js:2:1)
    at culprit (/app/main.js:3:1)
    at Array.map (<anonymous>)
    at layer (/app/main.js:4:1)
    at stage (/m/node_modules/@hyrax/core/dist/stage.js:5:1)
    at runTrace (/m/node_modules/@hyrax/core/dist/trace.js:5:1)
    at call (/m/node_modules/@hyrax/jit/dist/jit.js:6:1)
    at main (/app/main.js:7:1)`;

test("a stack keeps its message and the user's calls, with the host's functions that those call", () => {
  expect(userStack(stack, isOwn, 10)).toBe(`TypeError: add: two
    lines
    at culprit (/app/main.js:3:1)
    at Array.map (<anonymous>)
    at layer (/app/main.js:4:1)
    at main (/app/main.js:7:1)`);
  expect(userStack(stack, isOwn, 1)?.split("\n").slice(2)).toEqual(["    at culprit (/app/main.js:3:1)"]);
});

test("a function of the host's by which the user called the library is none of the user's lines", () => {
  const converted =
    "Error: x\n    at toPrimitive (/m/@hyrax/core/dist/a.js:1:1)\n    at Number (<anonymous>)\n    at main (/app/main.js:7:1)";
  expect(userStack(converted, isOwn, 10)).toBe("Error: x\n    at main (/app/main.js:7:1)");
  const parsed =
    "Error: x\n    at JSON.parse (<anonymous>)\n    at main (/app/main.js:7:1)\n    at call (/m/@hyrax/jit/dist/a.js:1:1)";
  expect(userStack(parsed, isOwn, 10)).toBe(
    "Error: x\n    at JSON.parse (<anonymous>)\n    at main (/app/main.js:7:1)",
  );
});

test("stacks of other hosts have lines without a message", () => {
  const lines = [
    "add@https://x/@hyrax/numpy/a.js:1:1",
    "culprit@https://x/main.js:3:1",
    "map@[native code]",
    "main@https://x/main.js:7:1",
  ];
  expect(userStack(`${lines.join("\n")}\n`, isOwn, 10)).toBe(lines.slice(1).join("\n"));
});

test("a stack of nothing but the library's calls is left alone", () => {
  expect(userStack("Error: x\n    at add (/m/@hyrax/numpy/dist/a.js:1:1)", isOwn, 10)).toBeUndefined();
});

test("the user's line is named with the transformation around it", () => {
  expect(userLine(stack, isOwn)).toBe(
    "at culprit (/app/main.js:3:1), under @hyrax/jit called at main (/app/main.js:7:1)",
  );
  const ofInput = stack.split("\n").slice(8).join("\n");
  expect(userLine(ofInput, isOwn)).toBe("by @hyrax/jit called at main (/app/main.js:7:1)");
  expect(userLine("Error\n    at sin (/m/@hyrax/numpy/dist/a.js:1:1)\n    at main (/app/main.js:7:1)", isOwn)).toBe(
    "at main (/app/main.js:7:1)",
  );
});
