import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { format } from "node:util";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { codeBlocks, promisedOutput } from "./readme/code-block.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("../.reports/readme", import.meta.url));

const examples = [root, ...readdirSync(join(root, "packages")).map((name) => join(root, "packages", name))].map(
  (home) => {
    const name = relative(root, join(home, "README.md"));
    return { name, blocks: codeBlocks(readFileSync(join(root, name), "utf8")) };
  },
);

const fileOf = (name: string, line: number) => join(folder, dirname(name), `line-${line}.ts`);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, blocks } of examples) {
    for (const { line, source } of blocks) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(fileOf(name, line), source);
    }
  }
  const settings = {
    extends: join(root, "tsconfig.sources.json"),
    compilerOptions: {
      noUnusedLocals: false,
      moduleDetection: "force",
      typeRoots: [join(root, "node_modules/@types")],
    },
    include: ["**/*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
});

afterEach(() => {
  vi.restoreAllMocks();
});

test("every README shows an example", () => {
  expect(examples.filter(({ blocks }) => blocks.length === 0).map(({ name }) => name)).toEqual([]);
});

test("the types of all examples are right", { timeout: 60_000 }, () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    // A failed child's error carries what it printed; tsc prints its findings.
    expect.fail((error as { stdout: string }).stdout);
  }
});

describe.each(examples.filter(({ blocks }) => blocks.length > 0))("$name", ({ name, blocks }) => {
  test.each(blocks)("the example in line $line prints what it says", { timeout: 60_000 }, async ({ line, source }) => {
    const printed: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...values) => {
      printed.push(...format(...values).split("\n"));
    });
    await import(/* @vite-ignore */ pathToFileURL(fileOf(name, line)).href);
    expect(printed).toEqual(promisedOutput(source));
  });
});
