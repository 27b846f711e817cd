import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCycle } from "./star/cycle.js";
import { buildOrder, entries, importedPackage, packageName, runtimeImports } from "./star/house.js";
import { importedPath, packagesFolder, sourceModules } from "./star/source-module.js";

interface Manifest {
  readonly name: string;
  readonly sideEffects: false | readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The Hyrax packages, by folder, that a manifest's list of dependencies names. */
const packagesIn = (list: Readonly<Record<string, string>> = {}) =>
  Object.keys(list).flatMap((name) => importedPackage(name) ?? []);

test("every package has its place in the house", () => {
  expect(readdirSync(packagesFolder).sort()).toEqual([...buildOrder].sort());
  expect(Object.keys(runtimeImports)).toEqual(buildOrder);
});

describe.each(buildOrder)("%s", (folder) => {
  const modules = sourceModules(folder);
  const sources = modules.filter(({ isTest }) => !isTest);
  // The manifests are ours: an object of this shape.
  const manifest = JSON.parse(readFileSync(join(packagesFolder, folder, "package.json"), "utf8")) as Manifest;
  const allowed = runtimeImports[folder] ?? [];
  const before = buildOrder.slice(0, buildOrder.indexOf(folder));

  test("is named after its folder and depends on what the star allows", () => {
    expect(manifest.name).toBe(packageName(folder));
    expect(allowed).toEqual(expect.arrayContaining(packagesIn(manifest.dependencies)));
    expect(before).toEqual(expect.arrayContaining(packagesIn(manifest.devDependencies)));
  });

  test("lists as having side effects the files imported for their effect, those that import them, and threads", () => {
    const paths = new Set(sources.map(({ path }) => path));
    const files = sources.flatMap((module) => [
      ...module.imports
        .filter(({ forEffect }) => forEffect)
        .flatMap(({ specifier }) => [module.path, importedPath(module, specifier) ?? module.path]),
      ...module.started.flatMap((file) => importedPath(module, file) ?? []).filter((path) => paths.has(path)),
    ]);
    const built = [...new Set(files)].map((path) => path.replace(/^src\/(.*)\.ts$/, "./dist/$1.js")).sort();
    expect(manifest.sideEffects).toEqual(built.length > 0 ? built : false);
  });

  test("its sources import only packages that it depends on", () => {
    const declared = packagesIn(manifest.dependencies);
    const strangers = sources.flatMap(({ path, imports }) =>
      imports
        .map(({ specifier }) => importedPackage(specifier))
        .filter((name) => name !== undefined && !declared.includes(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  test("its tests import only packages that it declares, itself included", () => {
    const declared = [folder, ...packagesIn(manifest.dependencies), ...packagesIn(manifest.devDependencies)];
    const strangers = modules.flatMap(({ path, imports }) =>
      imports
        .map(({ specifier }) => importedPackage(specifier))
        .filter((name) => name !== undefined && !declared.includes(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  test("no import reaches past what a package exports, and none leaves the package by a relative path", () => {
    const deep = modules.flatMap((module) =>
      module.imports
        .map(({ specifier }) => specifier)
        .filter((specifier) => {
          const name = importedPackage(specifier);
          if (name !== undefined) return specifier !== packageName(name) && !entries.includes(specifier);
          const path = importedPath(module, specifier) ?? "src/";
          return !path.startsWith("src/") && !(module.isTest && path.startsWith("test-support/"));
        })
        .map((specifier) => `${module.path} imports ${specifier}`),
    );
    expect(deep).toEqual([]);
  });

  test("no file imports itself by way of others", () => {
    const graph = new Map(
      modules.map((module) => [
        module.path,
        module.imports
          .filter(({ typeOnly }) => !typeOnly)
          .flatMap(({ specifier }) => importedPath(module, specifier) ?? []),
      ]),
    );
    expect(findCycle(graph)).toBeUndefined();
  });

  test("no file has a default export", () => {
    expect(modules.filter(({ hasDefaultExport }) => hasDefaultExport).map(({ path }) => path)).toEqual([]);
  });
});
