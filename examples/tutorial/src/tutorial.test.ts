import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tutorial } from "./tutorial.js";

test("every section prints the values of the tutorial, and the model is drawn", () => {
  const plotFile = join(mkdtempSync(join(tmpdir(), "tutorial-")), "plot.svg");
  tutorial(plotFile);
  const svg = readFileSync(plotFile, "utf8");
  expect(svg.match(/<circle/g)).toHaveLength(50);
  expect(svg).toContain('stroke-dasharray="6,4"');
});
