// Checks what each package costs a page: bundled with everything it needs, minified, gzipped.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { root } from "./process.mjs";

/** @type {Record<string, number>} the largest gzipped size of each package, in kilobytes (1000 bytes) */
const budgets = JSON.parse(readFileSync(join(root, "size-budgets.json"), "utf8"));

/** @param {string} folder the package's folder under packages/ */
async function gzippedKilobytes(folder) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, "packages", folder, "dist", "index.js")],
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
    metafile: true,
    outdir: root,
    format: "esm",
    target: "es2022",
    // Without the workspace's tsconfig.json, whose paths lead to the sources instead of what is published.
    tsconfigRaw: {},
    // What only Node has, and what only Node needs, is never sent to a page.
    external: ["node:*", "webgpu"],
  });
  // Under their own names exports are in the bundle once; an alias for each would be there twice.
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  let bytes = 0;
  for (const { text } of outputFiles) {
    const { code = "" } = await minify(text, { module: true, ecma: 2020, mangle: { reserved: exported } });
    bytes += gzipSync(code, { level: 9 }).length;
  }
  return bytes / 1000;
}

let over = 0;
for (const [folder, budget] of Object.entries(budgets)) {
  const size = await gzippedKilobytes(folder);
  const verdict = size > budget ? `over its budget by ${(size - budget).toFixed(1)} kB` : "";
  if (verdict) over += 1;
  console.log(`${folder.padEnd(12)} ${size.toFixed(1).padStart(7)} of ${String(budget).padStart(4)} kB  ${verdict}`);
}
if (over > 0) {
  console.error("Make the package smaller, or raise its budget in size-budgets.json and say why in the commit.");
  process.exitCode = 1;
}
