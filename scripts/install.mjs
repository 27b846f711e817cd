import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./process.mjs";

const stamp = join(root, "node_modules", ".hyrax-install");

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), "utf8");

/** What the contents of node_modules depend on. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]) hash.update(read(file));
  return hash.update(`${process.platform} ${process.arch}`).digest("hex");
}

/** Installs the pinned pnpm and the locked dependencies, unless that has been done since they last changed. */
export function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const pnpm = JSON.parse(read("package.json")).packageManager;
  const status = run("npx", ["--yes", pnpm, "install", "--frozen-lockfile"]);
  if (status !== 0) throw new Error(`${pnpm} install ended with status ${status}; its message is above`);
  writeFileSync(stamp, wanted);
}
