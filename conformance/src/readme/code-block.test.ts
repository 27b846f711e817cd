import { expect, test } from "vitest";
import { codeBlocks, importedPackages, installedPackages, promisedOutput } from "./code-block.js";

test("the TypeScript blocks of a text are found with their lines, other blocks are not", () => {
  const markdown = "# A\n\n```sh\nnpm i\n```\n\n```ts\nlet a = 1;\nlet b = 2;\n```\ntext\n```ts\nlet c;\n```\n";
  expect(codeBlocks(markdown)).toEqual([
    { line: 8, source: "let a = 1;\nlet b = 2;\n" },
    { line: 13, source: "let c;\n" },
  ]);
});

test("what is promised stands behind a console.log, or on the comment lines right below it", () => {
  const source = `
// Not a promise.
const x = f(1); // nor this
console.log(x); // [1. 2.]
console.log(y);
// [[1. 2.]
//  [3. 4.]]

// Not a promise either.
console.log("a//b", z); // a//b 3
`;
  expect(promisedOutput(source)).toEqual(["[1. 2.]", "[[1. 2.]", " [3. 4.]]", "a//b 3"]);
});

test("packages are read off install lines and imports", () => {
  expect(installedPackages("Do\nnpm install a @b/c\nnpm install d # where needed\n")).toEqual(["a", "@b/c", "d"]);
  const source =
    'import "a";\nimport type { B } from "@b/c/entry";\nimport * as d from "d/entry";\nconst e = "import";\n';
  expect(importedPackages(source)).toEqual(["a", "@b/c", "d"]);
});
