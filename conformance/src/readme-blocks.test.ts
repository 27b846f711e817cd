import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { vulkanEnvironment } from "@hyrax-internal/webgpu-host";
import { beforeAll, describe, expect, test } from "vitest";
import { codeBlocks, importedPackages, installedPackages, promisedOutput } from "./readme/code-block.js";

// The examples run as a reader would run them: compiled by tsc, on the built packages, each in a process of its own,
// which has to end by itself.

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("../.reports/readme", import.meta.url));

/** A guide tells one story: its blocks are one program, in their order. */
const guides = ["ARCHITECTURE.md", "docs/adding-a-primitive.md", "docs/writing-rules.md"].map((name) => {
  const blocks = codeBlocks(readFileSync(join(root, name), "utf8"));
  return { name, blocks: [{ line: blocks[0]?.line ?? 0, source: blocks.map(({ source }) => source).join("\n") }] };
});

const readmes = [root, ...readdirSync(join(root, "packages")).map((name) => join(root, "packages", name))].map(
  (home) => {
    const name = relative(root, join(home, "README.md"));
    const text = readFileSync(join(root, name), "utf8");
    return { name, blocks: codeBlocks(text), installed: installedPackages(text) };
  },
);

const examples = [...readmes, ...guides];

/** The path of an example, without its extension. */
const fileOf = (name: string, line: number) => join(folder, dirname(name), `${basename(name, ".md")}-${line}`);

let findings = "";
let environment: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, blocks } of examples) {
    for (const { line, source } of blocks) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(`${fileOf(name, line)}.ts`, source);
    }
  }
  const settings = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      lib: ["ES2022", "ESNext.Disposable", "DOM"],
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
      declaration: false,
      declarationMap: false,
      sourceMap: false,
    },
    include: ["**/*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  findings = compile();
  environment = { ...process.env, ...(await vulkanEnvironment()) };
}, 120_000);

/** Compiles the examples in place; returns what tsc says against them. */
function compile(): string {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  try {
    return execFileSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    // A failed child's error carries what it printed; tsc prints its findings.
    return (error as { stdout: string }).stdout;
  }
}

test("every README shows an example", () => {
  expect(readmes.filter(({ blocks }) => blocks.length === 0).map(({ name }) => name)).toEqual([]);
});

test("a package's README says to install what its examples import", () => {
  const ofPackages = readmes.filter(({ name }) => name.startsWith("packages"));
  const missing = ofPackages.flatMap(({ name, blocks, installed }) =>
    blocks
      .flatMap(({ source }) => importedPackages(source))
      .filter((imported) => !installed.includes(imported))
      .map((imported) => `${name} imports ${imported}`),
  );
  expect(missing).toEqual([]);
});

test("the types of all examples are right", () => {
  expect(findings).toBe("");
});

describe.each(examples.filter(({ blocks }) => blocks.length > 0))("$name", ({ name, blocks }) => {
  test.each(blocks)("the example in line $line prints what it says", { timeout: 60_000 }, ({ line, source }) => {
    const printed = execFileSync(process.execPath, [`${fileOf(name, line)}.js`], {
      encoding: "utf8",
      env: environment,
      timeout: 50_000,
    });
    expect(printed.trimEnd().split("\n")).toEqual(promisedOutput(source));
  });
});
