import { expect, test } from "vitest";
import { importedPath, parseModule } from "./source-module.js";

test("every way to import is seen, and types are told from values", () => {
  const { imports } = parseModule(
    "src/a.ts",
    `import "./effect.js";
     import { b, type C } from "./b.js";
     import type { D } from "@hyrax/core";
     import * as e from "hyrax";
     export { f } from "./f.js";
     export type { G } from "./g.js";
     export * from "./h.js";
     const i = await import("./i.js");`,
  );
  expect(imports.map(({ forEffect, ...rest }) => rest)).toEqual([
    { specifier: "./effect.js", typeOnly: false },
    { specifier: "./b.js", typeOnly: false },
    { specifier: "@hyrax/core", typeOnly: true },
    { specifier: "hyrax", typeOnly: false },
    { specifier: "./f.js", typeOnly: false },
    { specifier: "./g.js", typeOnly: true },
    { specifier: "./h.js", typeOnly: false },
    { specifier: "./i.js", typeOnly: false },
  ]);
  expect(imports.filter(({ forEffect }) => forEffect).map(({ specifier }) => specifier)).toEqual(["./effect.js"]);
});

test("a file that a thread is started with is seen", () => {
  const text = 'new Worker(new URL("../worker.js", import.meta.url)); new URL("a.js", base); import.meta.url;';
  expect(parseModule("src/a.ts", text).started).toEqual(["../worker.js"]);
});

test.each(["export default 1;", "const a = 1; export { a as default };", 'export { default } from "./b.js";'])(
  "a default export is seen: %s",
  (text) => expect(parseModule("src/a.ts", text).hasDefaultExport).toBe(true),
);

test("a named export is not a default export", () => {
  expect(parseModule("src/a.ts", "export const a = 1;").hasDefaultExport).toBe(false);
});

test("relative imports lead to files of the package, others do not", () => {
  const from = parseModule("src/rules/a.ts", "");
  expect(importedPath(from, "./b.js")).toBe("src/rules/b.ts");
  expect(importedPath(from, "../../../core/src/b.js")).toBe("../core/src/b.ts");
  expect(importedPath(from, "@hyrax/core")).toBeUndefined();
});
