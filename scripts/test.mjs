// `npm test`: from a bare Node and npm to every check of the repository. Quick when nothing changed.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { root, run } from "./process.mjs";
import { testTotals } from "./test-totals.mjs";

const checks = ["build", "typecheck", "lint", "test", "package-check", "size", "knip"];
const summaries = join(root, ".turbo", "runs");

ensureInstalled();
rmSync(summaries, { recursive: true, force: true });
const status = run("turbo", ["run", ...checks, "--continue=dependencies-successful", "--summarize"]);

const [summary] = readdirSync(summaries);
if (summary === undefined) throw new Error(`turbo left no summary of its run in ${summaries}`);
/** @type {import("./test-totals.mjs").Summary} */
const { tasks } = JSON.parse(readFileSync(join(summaries, summary), "utf8"));
const { passed, failed, skipped, broken } = testTotals(tasks, root);

for (const task of broken) console.log(`failed: ${task}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = status || (failed > 0 ? 1 : 0);
