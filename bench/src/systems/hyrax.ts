import { readFileSync } from "node:fs";
import type { Array } from "hyrax";
import { hyraxWorks } from "../workloads/index.js";
import type { System } from "./system.js";

const manifest = readFileSync(new URL("../package.json", import.meta.resolve("hyrax")), "utf8");

export const hyrax: System<Array> = {
  version: (JSON.parse(manifest) as { readonly version: string }).version,
  works: hyraxWorks,
  ready: (result) => result.blockUntilReady(),
  // Every result of the works is of numbers, not of bigints.
  read: (result) => result.dataSync() as Float32Array,
  release: () => undefined,
};
