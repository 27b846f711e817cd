import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ taskId: string, task: string, directory: string, execution?: { exitCode: number | null } | null }} Task
 * @typedef {{ tasks: readonly Task[] }} Summary
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} Report
 */

/**
 * Adds up what the test runs of all packages reported. A task that failed without a failed test to its name (a type
 * error, a test file that does not load, a package never tested because its build broke) counts as one failure, so
 * that the failures are zero exactly when all is well.
 *
 * @param {readonly Task[]} tasks what turbo's summary says of every task
 * @param {string} root the folder of the repository
 */
export function testTotals(tasks, root) {
  const totals = { passed: 0, failed: 0, skipped: 0, broken: /** @type {string[]} */ ([]) };
  for (const { taskId, task, directory, execution } of tasks) {
    const report = task === "test" ? readReport(join(root, directory, ".reports", "vitest.json")) : undefined;
    const succeeded = execution?.exitCode === 0 && (task !== "test" || report !== undefined);
    totals.passed += report?.numPassedTests ?? 0;
    totals.failed += report?.numFailedTests || (succeeded ? 0 : 1);
    totals.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
    if (!succeeded) totals.broken.push(taskId);
  }
  return totals;
}

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
