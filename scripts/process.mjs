import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

// Turbo looks for pnpm in PATH, and a machine with only Node and npm has none: ours is a pinned devDependency.
const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;

/**
 * Runs a command in the root folder, showing its output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {number} its exit status
 */
export function run(command, args) {
  const { status, error, signal } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    // On Windows the commands are .cmd files, which only a shell starts.
    shell: process.platform === "win32",
    env: { ...process.env, PATH: path, DO_NOT_TRACK: "1", TURBO_TELEMETRY_DISABLED: "1" },
  });
  if (error) throw new Error(`could not start ${command}: ${error.message}`);
  if (signal) console.error(`${command} was ended by ${signal}`);
  return status ?? 1;
}
